// A row of a table as a message: who wrote it to whom, and whose conversation it is.
#pragma once

#include "ingest/named_table.hpp"

#include <string>
#include <string_view>

namespace redress::ingest::chat_table {

struct ReadRow {
    Use use = Use::rejected;
    Draft draft; // without its source; nothing in it when rejected
};

struct Context {
    std::string label;  // the name of the sheet, or of the file: where only it tells which of two people is the customer
    std::string thread; // of the row above: a notice that names nobody belongs to it
};
// Remarks on what cannot be read are made here; a row of neither words nor time is rejected, one lone cell is no message.
ReadRow read_row(const CsvRow& row, const Cells& cells, const TableRules& rules, Remarks& remarks, Context& context);

// "客户甲" of "records.xlsx:客户甲", "talk" of "talk.csv".
std::string label_of(std::string_view name);

} // namespace redress::ingest::chat_table
