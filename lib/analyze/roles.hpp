// Who is who in a conversation, from the names the seller said are theirs.
#pragma once

#include "model/record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

// Compares a sender as written with a seller's name: case and width folded; "Shop <mail@x>" matches by name or address;
// sub-accounts "shop:anna" match "shop".
bool is_seller(std::string_view sender, const std::vector<std::string>& sellers);
// The role a message has, given those names: what the data itself says wins; with no names nothing is guessed.
model::Role role_of(const model::Message& message, const std::vector<std::string>& sellers);

} // namespace redress::analyze
