// The journal as a package shows it: the case's rows in full, the others as number and hash, so that the chain still holds.
#pragma once

#include "store/journal.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace redress::bundle {

// NDJSON up to the row whose hash is `head`; `mine` are the numbers of the case's rows.
std::string custody_lines(const std::vector<store::JournalRow>& rows, const std::vector<std::int64_t>& mine,
                          const std::string& head);

} // namespace redress::bundle
