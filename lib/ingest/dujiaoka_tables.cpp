#include "ingest/dujiaoka_tables.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "ingest/secrets.hpp"

#include <algorithm>
#include <array>

namespace redress::ingest::dujiaoka {
namespace {

bool named(std::string_view table, std::string_view word)
{
    if (table == word) return true;
    return table.size() > word.size() && table.substr(table.size() - word.size()) == word &&
           table[table.size() - word.size() - 1] == '_';
}

bool has(const std::vector<std::string>& columns, std::string_view name)
{
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

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

} // namespace

const sql::Value* Row::find(std::string_view column) const
{
    for (std::size_t i = 0; i < columns.size() && i < item.values.size(); ++i)
        if (columns[i] == column) return item.values[i].kind == sql::Value::Kind::null ? nullptr : &item.values[i];
    return nullptr;
}

std::string Row::get(std::string_view column) const
{
    const auto* value = find(column);
    return value ? value->text : std::string();
}

void Tables::learn(const sql::Item& table)
{
    if (!table.columns.empty()) columns_[table.table] = table.columns;
}

const std::vector<std::string>& Tables::columns_of(const sql::Item& row) const
{
    if (!row.columns.empty()) return row.columns;
    const auto it = columns_.find(row.table);
    return it != columns_.end() ? it->second : installed(row.table);
}

Role Tables::role_of(const sql::Item& row) const
{
    const auto& columns = columns_of(row);
    if (named(row.table, "orders") && has(columns, "order_sn")) return Role::orders;
    if (named(row.table, "carmis") && has(columns, "carmi")) return Role::carmis;
    if (named(row.table, "goods") && has(columns, "gd_name")) return Role::goods;
    if (named(row.table, "pays") && has(columns, "pay_check")) return Role::pays;
    return Role::other;
}

void KeptCopy::hide(const sql::Value& value)
{
    if (value.kind == sql::Value::Kind::null) return;
    changed_ = true;
    const auto at = bytes_.begin() + static_cast<std::ptrdiff_t>(value.offset);
    const auto writing = std::string_view(bytes_).substr(value.offset, value.length);
    const auto quote = writing.find_first_of("'\"");
    if (quote != std::string_view::npos) {
        hide_strings(value.offset, value.length);
        return;
    }
    // A bare number or 0x…: zeros keep the statement readable.
    const bool hex = writing.substr(0, 2) == "0x";
    for (std::size_t i = hex ? 2 : 0; i < value.length; ++i) {
        auto& c = *(at + static_cast<std::ptrdiff_t>(i));
        if (hex || (c >= '0' && c <= '9')) c = '0';
    }
}

void KeptCopy::hide_strings(std::uint64_t offset, std::uint64_t length)
{
    const auto end = std::min<std::uint64_t>(offset + length, bytes_.size());
    char quote = 0;
    for (auto i = offset; i < end; ++i) {
        auto& c = bytes_[i];
        if (quote == 0) {
            if (c == '\'' || c == '"') quote = c;
        } else if (c == '\\' && i + 1 < end)
            bytes_[++i] = '*'; // whatever was escaped; a backslash before a star reads as a star
        else if (c == quote)
            quote = 0; // a doubled quote opens the next string at once
        else
            c = mask_bytes(std::string_view(&c, 1))[0];
    }
    changed_ = true;
}

bool may_hold_secrets(std::string_view statement)
{
    constexpr std::array<std::string_view, 12> harmless{"drop",  "lock", "unlock", "begin", "start",        "commit",
                                                        "alter", "use",  "set",    "/*!",   "create table", "delimiter"};
    const auto head = text::lower_ascii(statement.substr(0, 200));
    if (head.find("password") != std::string::npos || head.find("identified") != std::string::npos) return true;
    return std::none_of(harmless.begin(), harmless.end(),
                        [&](std::string_view word) { return head.substr(0, word.size()) == word; });
}

std::string zone_set_by(std::string_view statement)
{
    const auto lower = text::lower_ascii(statement.substr(0, 400));
    for (auto at = lower.find("time_zone"); at != std::string::npos; at = lower.find("time_zone", at + 1)) {
        auto rest = std::string_view(lower).substr(at + 9);
        rest.remove_prefix(std::min(rest.find_first_not_of(" ="), rest.size()));
        if (rest.empty() || (rest[0] != '\'' && rest[0] != '"')) continue;
        const auto end = rest.find(rest[0], 1);
        if (end == std::string_view::npos) continue;
        const auto begin = static_cast<std::size_t>(rest.data() - lower.data()) + 1;
        const auto name = std::string(statement.substr(begin, end - 1));
        if (name == "+00:00") return "UTC";
        if (time::Zone::find(name)) return name;
    }
    return {};
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
