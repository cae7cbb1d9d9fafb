// The first and last runs of equal messages of each conversation in each source: what alignment of exports asks about.
#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <string>

namespace redress::store {

void add_edge(Store& store, std::int64_t source, const std::string& thread, const std::string& first,
              const std::string& last);
// Is the run that starts with this message known, and in every source that has it only as the first or last run?
bool only_at_edges(Store& store, const std::string& first_id);

} // namespace redress::store
