#include "ingest/acg_faka_tables.hpp"

#include "ingest/shop_dump.hpp"

namespace redress::ingest::acg_faka {

using shop_dump::has;
using shop_dump::named;

Role role_of(std::string_view table, const std::vector<std::string>& columns)
{
    if (named(table, "order") && has(columns, "trade_no") && has(columns, "secret")) return Role::orders;
    if (named(table, "card") && has(columns, "secret") && has(columns, "commodity_id")) return Role::cards;
    if (named(table, "commodity") && has(columns, "delivery_way")) return Role::goods;
    if (named(table, "pay") && has(columns, "handle")) return Role::pays;
    if (named(table, "ticket") && has(columns, "ticket_no")) return Role::tickets;
    if (named(table, "ticket_message") && has(columns, "sender_type")) return Role::ticket_messages;
    return Role::other;
}

// kernel/Install/Install.sql of lizhipay/acg-faka, seen 2026-11: these three are the same in all its versions or came whole.
const std::vector<std::string>& installed(std::string_view table)
{
    static const std::vector<std::string> cards{"id",     "owner",       "commodity_id",  "draft",
                                                "secret", "create_time", "purchase_time", "order_id",
                                                "status", "note",        "race"};
    static const std::vector<std::string> messages{"id",   "ticket_id", "sender_type", "sender_id",  "sender_name",
                                                   "kind", "content",   "create_ip",   "create_time"};
    static const std::vector<std::string> none;
    if (named(table, "card")) return cards;
    return named(table, "ticket_message") ? messages : none;
}

} // namespace redress::ingest::acg_faka
