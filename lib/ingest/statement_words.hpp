// Column names and words of the statements Alipay, WeChat Pay and JD give an account holder, and what a row of one was.
#pragma once

#include "ingest/named_table.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace redress::ingest::statement {

std::optional<Layout> recognise(const Columns& columns); // platform alipay, wechatpay or jd

enum class Direction { in, out, neutral };
Direction direction_of(std::string_view word); // 收入, 支出; the rest moved nothing in or out

struct Row {
    Direction direction = Direction::neutral;
    std::string_view type, status; // 交易类型 or 交易分类, 当前状态 or 交易状态
    bool of_order = false;         // it names a merchant's order
};
// paid (came in for an order), received (came in), payment_sent, refunded (went out), refund_received, pending, closed,
// failed, payout, deposit, other.
const char* kind_of(const Row& row);

// 99.00 of "已退款(￥99.00)" and "131.77(已退款99.00)"
std::optional<std::string_view> refunded_part(std::string_view cell);
// 66 of "共66笔记录"
std::optional<std::uint64_t> declared_rows(std::string_view line);

} // namespace redress::ingest::statement
