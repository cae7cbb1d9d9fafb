#include "ingest/date_order.hpp"

#include <algorithm>
#include <tuple>

namespace redress::ingest {
namespace {

// In order of preference where nothing speaks for another.
constexpr std::array<const char*, 6> orders = {"DMY", "MDY", "YMD", "MYD", "DYM", "YDM"};
// Two-digit years beyond this are taken for another field.
constexpr int latest_short_year = 2060;

struct Day {
    int year = 0, month = 0, day = 0;
};

Day read(const char* order, const DateFields& fields)
{
    Day out;
    for (std::size_t i = 0; i < 3; ++i) {
        const int v = fields.value[i];
        if (order[i] == 'Y')
            out.year = fields.digits[i] <= 2 ? 2000 + v : v;
        else
            (order[i] == 'M' ? out.month : out.day) = v;
    }
    return out;
}

std::size_t year_at(const char* order)
{
    return static_cast<std::size_t>(std::find(order, order + 3, 'Y') - order);
}

} // namespace

LocalTime DecidedOrder::day(const DateFields& fields) const
{
    const auto d = read(name.c_str(), fields);
    LocalTime local;
    local.year = d.year;
    local.month = static_cast<unsigned>(d.month);
    local.day = static_cast<unsigned>(d.day);
    return local;
}

void DateOrderVote::count(Candidate& c, const char* order, const DateFields& fields, std::uint64_t line) const
{
    const auto d = read(order, fields);
    const auto y = year_at(order);
    const bool longest = fields.digits[y] > 2 || std::max({fields.digits[0], fields.digits[1], fields.digits[2]}) <= 2;
    const bool plausible = fields.digits[y] > 2 || (d.year >= earliest_ && d.year <= latest_short_year && y != 1);
    if (!longest || !plausible || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31) {
        if (c.invalid++ == 0) c.first_invalid = line;
        return;
    }
    const int key = d.year * 10000 + d.month * 100 + d.day;
    if (c.last != 0) {
        if (key < c.last && c.backwards++ == 0) c.first_backwards = line;
        c.changes += (d.year != c.year) * 400u + (d.month != c.month) * 30u + (d.day != c.day);
    }
    c.last = key;
    c.year = d.year;
    c.month = d.month;
    c.day = d.day;
}

void DateOrderVote::add(const DateFields& fields, std::uint64_t line)
{
    if (last_ && *last_ == fields) return; // most messages share the day of the one before
    last_ = fields;
    short_ = short_ || std::max({fields.digits[0], fields.digits[1], fields.digits[2]}) <= 2;
    for (std::size_t i = 0; i < orders.size(); ++i) count(candidates_[i], orders[i], fields, line);
    const auto a = read("DMY", fields);
    matters_ = matters_ || a.day != a.month;
}

DecidedOrder DateOrderVote::decide() const
{
    const auto weight = [&](std::size_t i) {
        const auto& c = candidates_[i];
        return std::tuple(c.invalid, c.backwards, c.changes, i);
    };
    // A short year in front is rare: it must also make the years change less than a day in front would.
    const auto eligible = [&](std::size_t i) {
        if (!short_ || year_at(orders[i]) != 0) return true;
        const auto &a = candidates_[0], &b = candidates_[1], &c = candidates_[i];
        return !(a.invalid <= c.invalid && a.changes <= c.changes) && !(b.invalid <= c.invalid && b.changes <= c.changes);
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < orders.size(); ++i)
        if (weight(i) < weight(best) && eligible(i)) best = i;
    // The rival is the next best that means something else.
    std::size_t rival = best == 0 ? 1 : 0;
    for (std::size_t i = 0; i < orders.size(); ++i)
        if (i != best && weight(i) < weight(rival) && eligible(i)) rival = i;

    DecidedOrder out;
    out.name = orders[best];
    const auto &b = candidates_[best], &r = candidates_[rival];
    if (b.invalid < r.invalid) {
        out.rule = "a field that cannot be a month";
        out.line = r.first_invalid;
    } else if (b.backwards < r.backwards) {
        out.rule = "the dates would run backwards";
        out.line = r.first_backwards;
    } else if (b.changes < r.changes) {
        out.rule = "the field that changes more is the day";
    } else if (year_at(orders[best]) == 0) {
        out.rule = "year first";
    } else {
        out.rule = "day first by default";
        out.ambiguous = matters_;
    }
    return out;
}

} // namespace redress::ingest
