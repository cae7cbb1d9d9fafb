// Two exports of one order, each of which knows only a part: a list of orders has the buyer, a list of articles what was
// sold.
#pragma once

#include "model/record.hpp"

namespace redress::model {

// Gives `fresh` what it is silent about and `known` has. What it says itself stays, so that a later export is believed.
void fill_gaps(Record& fresh, const Record& known);

} // namespace redress::model
