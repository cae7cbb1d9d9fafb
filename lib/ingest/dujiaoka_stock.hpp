// The keys of a dujiaoka shop and which of them an order was given.
#pragma once

#include "ingest/dujiaoka_tables.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace redress::ingest::dujiaoka {

struct Card {
    std::string id, created, updated;
    bool loop = false; // sold again and again
};

struct Delivered { // a key as it went out; card: where stock knows it
    std::string key;
    const Card* card = nullptr;
};

class Stock {
public:
    void learn(const shop_dump::Row& carmi);
    std::vector<Delivered> delivered(const shop_dump::Row& row) const;

private:
    std::unordered_map<std::string, Card> cards_; // product and key -> card
};

} // namespace redress::ingest::dujiaoka
