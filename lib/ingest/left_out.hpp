// Members of a zip that nobody reads, in the receipt.
#pragma once

#include "ingest/content.hpp"
#include "ingest/receipt.hpp"

#include <vector>

namespace redress::ingest {

// Counts each and says each kind once.
void report_left_out(const std::vector<LeftOut>& members, Receipt& receipt);

} // namespace redress::ingest
