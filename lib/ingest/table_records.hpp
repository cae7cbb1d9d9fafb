// Records out of the cells of one row; what they need of the table as a whole is in its rules.
#pragma once

#include "ingest/table_cells.hpp"

namespace redress::ingest {

model::Order order_of(const Cells& cells, const TableRules& rules);
void add_item(const Cells& cells, model::Order& order);
// Kind is code_sent where no column says one: then the row is a delivered key.
model::Event event_of(const Cells& cells, const TableRules& rules);
// extra gets what a review has no field for.
model::Review review_of(const Cells& cells, const TableRules& rules, Json& extra);

} // namespace redress::ingest
