// Shops: names, zones and the seller's own names, from which roles follow whenever records are read.
#pragma once

#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::store {

struct Shop {
    std::string name, platform, zone, lang;
    std::vector<std::string> sellers;  // names, e-mail addresses, accounts
    std::vector<std::string> channels; // how the shop talks to buyers
    bool operator==(const Shop&) const = default;
};

void put_shop(Store& store, const Shop& shop);
std::optional<Shop> get_shop(Store& store, const std::string& name);
std::vector<Shop> list_shops(Store& store);

} // namespace redress::store
