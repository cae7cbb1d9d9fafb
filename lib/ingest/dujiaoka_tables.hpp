// The tables of a dujiaoka (独角数卡) dump by what they hold.
#pragma once

#include "ingest/shop_dump.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::dujiaoka {

enum class Role { orders, carmis, goods, pays, other };

// By name, behind any prefix ("dj_orders"), and by a column only that table has.
Role role_of(std::string_view table, const std::vector<std::string>& columns);
// Columns of a table as dujiaoka's installer makes it; empty for the others.
const std::vector<std::string>& installed(std::string_view table);
std::string_view status_name(std::string_view number); // "completed" of "4"; empty if unknown

} // namespace redress::ingest::dujiaoka
