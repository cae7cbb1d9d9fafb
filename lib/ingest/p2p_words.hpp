// Column names and status words of peer-to-peer crypto orders (OKX, Binance), in files and in what their APIs answer.
#pragma once

#include "ingest/named_table.hpp"

#include <string_view>

namespace redress::ingest::p2p {

// Which exchange, by its own column names. certain: no other has them.
std::optional<Layout> recognise(const Columns& columns);
bool is_binance(const Columns& columns);

// Words are compared as text::header_key.
bool is_sell(std::string_view side); // of whoever exported: the counterparty buys crypto
bool is_buy(std::string_view side);
// What a status says has happened: paid, released, cancelled, appealed; empty where it says nothing of these.
std::string_view kind_of(std::string_view status);

} // namespace redress::ingest::p2p
