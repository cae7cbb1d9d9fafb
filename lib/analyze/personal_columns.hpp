// Columns of the platforms' tables that hold a person's data, as the table calls them: "收货人姓名", "Shipping Address".
#pragma once

#include <string_view>

namespace redress::analyze {

// name, phone, address, email or account; empty: the column may hold anything. Capitals, blanks and marks do not count.
std::string_view kind_of_column(std::string_view column);

} // namespace redress::analyze
