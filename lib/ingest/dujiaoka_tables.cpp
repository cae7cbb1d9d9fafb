#include "ingest/dujiaoka_tables.hpp"

namespace redress::ingest::dujiaoka {

using shop_dump::has;
using shop_dump::named;

// Column order of dujiaoka's own installer (database/sql/install.sql), for dumps of data alone.
const std::vector<std::string>& installed(std::string_view table)
{
    static const std::vector<std::string> orders{"id",
                                                 "order_sn",
                                                 "goods_id",
                                                 "coupon_id",
                                                 "title",
                                                 "type",
                                                 "goods_price",
                                                 "buy_amount",
                                                 "coupon_discount_price",
                                                 "wholesale_discount_price",
                                                 "total_price",
                                                 "actual_price",
                                                 "search_pwd",
                                                 "email",
                                                 "info",
                                                 "pay_id",
                                                 "buy_ip",
                                                 "trade_no",
                                                 "status",
                                                 "coupon_ret_back",
                                                 "created_at",
                                                 "updated_at",
                                                 "deleted_at"};
    static const std::vector<std::string> carmis{"id",    "goods_id",   "status",     "is_loop",
                                                 "carmi", "created_at", "updated_at", "deleted_at"};
    static const std::vector<std::string> none;
    if (named(table, "orders")) return orders;
    return named(table, "carmis") ? carmis : none;
}

Role role_of(std::string_view table, const std::vector<std::string>& columns)
{
    if (named(table, "orders") && has(columns, "order_sn")) return Role::orders;
    if (named(table, "carmis") && has(columns, "carmi")) return Role::carmis;
    if (named(table, "goods") && has(columns, "gd_name")) return Role::goods;
    if (named(table, "pays") && has(columns, "pay_check")) return Role::pays;
    return Role::other;
}

std::string_view status_name(std::string_view number)
{
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"1", "wait_pay"}, {"2", "pending"},  {"3", "processing"}, {"4", "completed"},
        {"5", "failed"},   {"6", "abnormal"}, {"-1", "expired"}};
    for (const auto& [code, name] : names)
        if (code == number) return name;
    return {};
}

} // namespace redress::ingest::dujiaoka
