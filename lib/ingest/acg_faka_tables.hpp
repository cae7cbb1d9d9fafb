// The tables of an acg-faka (异次元发卡) dump by what they hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::acg_faka {

enum class Role { orders, cards, goods, pays, tickets, ticket_messages, other };

// By name, behind any prefix ("acg_order", the installer's "__PREFIX__order"), and by columns only that table has.
Role role_of(std::string_view table, const std::vector<std::string>& columns);
// Columns of a table as the shop's installer makes it; empty where its versions differ.
const std::vector<std::string>& installed(std::string_view table);

} // namespace redress::ingest::acg_faka
