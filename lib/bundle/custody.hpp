// The journal as a package shows it: the case's rows in full, the others as number and hash, so that the chain still holds.
#pragma once

#include "store/journal.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace redress::bundle {

// Adds the next row of the journal as NDJSON; false once it was the one whose hash is `head`, where custody ends. `mine` are
// the numbers of the case's rows, in order.
bool append_custody(std::string& out, const store::JournalRow& row, const std::vector<std::int64_t>& mine,
                    const std::string& head);

} // namespace redress::bundle
