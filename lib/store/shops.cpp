#include "store/shops.hpp"

#include "base/json.hpp"
#include "store/journal.hpp"
#include "store/row_hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace redress::store {
namespace {

std::string to_array(const std::vector<std::string>& words)
{
    auto out = Json::array();
    for (const auto& word : words) out.push(word);
    return out.dump();
}

std::vector<std::string> from_array(const std::string& text)
{
    std::vector<std::string> out;
    if (const auto json = json::parse(text))
        for (const auto& item : json->items()) out.push_back(item.string_or(""));
    return out;
}

Shop read_shop(SQLite::Statement& q)
{
    return {q.getColumn(0).getString(),
            q.getColumn(1).getString(),
            q.getColumn(2).getString(),
            q.getColumn(3).getString(),
            from_array(q.getColumn(4).getString()),
            from_array(q.getColumn(5).getString())};
}

} // namespace

void put_shop(Store& store, const Shop& shop)
{
    store.transact([&] {
        const auto sellers = to_array(shop.sellers), channels = to_array(shop.channels);
        SQLite::Statement q(store.db(), "insert or replace into shop values (?,?,?,?,?,?,?)");
        int i = 1;
        for (const auto& field : {shop.name, shop.platform, shop.zone, shop.lang, sellers, channels}) q.bind(i++, field);
        RowHash h;
        for (const auto& field : {shop.name, shop.platform, shop.zone, shop.lang, sellers, channels}) h.text(field);
        const auto hash = h.finish();
        q.bind(i, hash);
        q.exec();
        append_journal(store, {.action = "shop", .object = "shop:" + shop.name, .after = hash});
    });
}

std::optional<Shop> get_shop(Store& store, const std::string& name)
{
    SQLite::Statement q(store.db(), "select name, platform, zone, lang, sellers, channels from shop where name = ?");
    q.bind(1, name);
    if (!q.executeStep()) return std::nullopt;
    return read_shop(q);
}

std::vector<Shop> list_shops(Store& store)
{
    std::vector<Shop> shops;
    SQLite::Statement q(store.db(), "select name, platform, zone, lang, sellers, channels from shop order by name");
    while (q.executeStep()) shops.push_back(read_shop(q));
    return shops;
}

} // namespace redress::store
