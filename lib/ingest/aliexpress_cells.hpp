// The two cells of an AliExpress order export that hold more than one value: all goods of an order, and all its parcels.
#pragma once

#include "model/record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::aliexpress {

struct Goods {
    model::Item item;
    std::vector<std::pair<std::string, std::string>> rest; // (name:value) lines that no field takes, as written
};
// "【1】 Title", then "(产品属性:Color:Red)", "(商家编码:SKU)", "(产品数量:2 piece)", "(产品单价：$9.99)" in lines or in
// one; names in Chinese or English, brackets and colons of either width. Without numbers the whole cell is one kind of
// goods.
std::vector<Goods> parse_goods(std::string_view cell);

struct Parcel {
    std::string carrier, tracking;
};
// "EMS:EE123456789CN", several in lines or after ';'
std::vector<Parcel> parse_parcels(std::string_view cell);

} // namespace redress::ingest::aliexpress
