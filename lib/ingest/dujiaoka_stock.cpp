#include "ingest/dujiaoka_stock.hpp"

#include "analyze/card_keys.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest::dujiaoka {
namespace {

std::string card_key(std::string_view goods, std::string_view key)
{
    return fmt::format("{}\n{}", goods, text::trim(key));
}

} // namespace

void Stock::learn(const shop_dump::Row& carmi)
{
    cards_.emplace(card_key(carmi.get("goods_id"), carmi.get("carmi")),
                   Card{carmi.get("id"), carmi.get("created_at"), carmi.get("updated_at"), carmi.get("is_loop") == "1"});
}

// Of an automatic delivery every line of info is a key, known to the stock or not; a seller who delivers by hand writes into
// the buyer's own lines, so only what is stock or has a key's shape counts there.
std::vector<Delivered> Stock::delivered(const shop_dump::Row& row) const
{
    std::vector<Delivered> out;
    const auto status = row.get("status");
    if (status != "4" && status != "5" && status != "6") return out;
    const bool automatic = row.get("type") != "2" && status == "4";
    const auto goods = row.get("goods_id"), info = row.get("info");
    const auto add = [&](std::string_view key, const Card* card) {
        const auto same = [&](const Delivered& d) { return d.key == key; };
        if (std::none_of(out.begin(), out.end(), same)) out.push_back({std::string(key), card});
    };
    for (auto line : text::split(info, '\n')) {
        line = text::trim(line);
        if (line.empty()) continue;
        const auto card = cards_.find(card_key(goods, line));
        if (card != cards_.end())
            add(line, &card->second);
        else if (automatic)
            add(line, nullptr);
        else if (status == "4")
            for (const auto& span : analyze::find_keys(line)) add(line.substr(span.offset, span.length), nullptr);
    }
    return out;
}

} // namespace redress::ingest::dujiaoka
