// Notes that people of a shop write to each other in a support desk. The buyer never saw them, and neither does who decides:
// they stay out of packages, letters and figures unless the seller says otherwise.
#pragma once

#include "analyze/exhibits.hpp"

#include <cstddef>

namespace redress::analyze {

bool is_private(const model::Record& record); // extra.private
// Takes them out; returns how many.
std::size_t leave_out_private(Material& material);

} // namespace redress::analyze
