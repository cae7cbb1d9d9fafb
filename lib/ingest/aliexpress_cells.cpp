#include "ingest/aliexpress_cells.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace redress::ingest::aliexpress {
namespace {

enum class Name { other, properties, sku, quantity, price };

constexpr std::pair<std::string_view, Name> names[] = {{"产品属性", Name::properties},
                                                       {"商品属性", Name::properties},
                                                       {"product properties", Name::properties},
                                                       {"product attributes", Name::properties},
                                                       {"properties", Name::properties},
                                                       {"商家编码", Name::sku},
                                                       {"商品编码", Name::sku},
                                                       {"merchant code", Name::sku},
                                                       {"seller sku", Name::sku},
                                                       {"sku", Name::sku},
                                                       {"产品数量", Name::quantity},
                                                       {"商品数量", Name::quantity},
                                                       {"product quantity", Name::quantity},
                                                       {"quantity", Name::quantity},
                                                       {"产品单价", Name::price},
                                                       {"商品单价", Name::price},
                                                       {"product unit price", Name::price},
                                                       {"unit price", Name::price}};

constexpr std::string_view wide_open = "（", wide_close = "）", wide_colon = "：";

std::size_t bracket_at(std::string_view text, std::size_t at, char narrow, std::string_view wide)
{
    if (at >= text.size()) return 0;
    return text[at] == narrow ? 1 : text.substr(at, wide.size()) == wide ? wide.size() : 0;
}

struct Opening { // of "(name:"
    std::size_t at = 0, value = 0;
    std::string name;
    Name known = Name::other;
};

// A name known, or any short one at the start of a line: titles have brackets too.
std::optional<Opening> opening_at(std::string_view text, std::size_t at)
{
    const auto bracket = bracket_at(text, at, '(', wide_open);
    if (bracket == 0) return std::nullopt;
    auto end = at + bracket;
    std::size_t colon = 0;
    while (end < text.size() && text[end] != '\n' && end - at < 60) {
        colon = bracket_at(text, end, ':', wide_colon);
        if (colon > 0) break;
        ++end;
    }
    if (colon == 0) return std::nullopt;
    Opening out{at, end + colon, std::string(text::trim(text.substr(at + bracket, end - at - bracket))), Name::other};
    const auto key = text::fold_case(out.name);
    for (const auto& [name, meaning] : names)
        if (key == name) out.known = meaning;
    const auto line = text.rfind('\n', at);
    const bool first = text::trim(text.substr(line == std::string_view::npos ? 0 : line, at - std::min(at, line))).empty();
    if (out.known == Name::other && !first) return std::nullopt;
    return out;
}

// The value up to the next opening, without the bracket that ends it.
std::string_view value_of(std::string_view text, std::size_t from, std::size_t to)
{
    auto value = text::trim(text.substr(from, to - from));
    if (value.ends_with(')'))
        value.remove_suffix(1);
    else if (value.ends_with(wide_close))
        value.remove_suffix(wide_close.size());
    return text::trim(value);
}

void take(Goods& goods, const Opening& opening, std::string_view value)
{
    if (opening.known == Name::sku) goods.item.sku = std::string(value);
    if (opening.known == Name::price)
        if ((goods.item.price = money::parse(value, "USD"))) return;
    if (opening.known == Name::quantity) {
        std::int64_t count = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), count);
        const auto unit = text::lower_ascii(text::trim(value.substr(static_cast<std::size_t>(read.ptr - value.data()))));
        if (read.ec == std::errc() && count > 0) {
            goods.item.quantity = count;
            if (unit.empty() || unit.starts_with("piece")) return;
        }
    }
    if (opening.known != Name::sku && !value.empty()) goods.rest.emplace_back(opening.name, value);
}

Goods parse_one(std::string_view text)
{
    Goods goods;
    std::vector<Opening> openings;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (auto opening = opening_at(text, at)) {
            at = opening->value - 1;
            openings.push_back(std::move(*opening));
        }
    const auto title = text.substr(0, openings.empty() ? text.size() : openings[0].at);
    for (const auto line : text::split(title, '\n'))
        if (const auto words = text::trim(line); !words.empty())
            goods.item.title.append(goods.item.title.empty() ? "" : " ").append(words);
    for (std::size_t i = 0; i < openings.size(); ++i)
        take(goods, openings[i],
             value_of(text, openings[i].value, i + 1 < openings.size() ? openings[i + 1].at : text.size()));
    return goods;
}

// Where the next "【12】" begins and ends.
std::optional<std::pair<std::size_t, std::size_t>> next_number(std::string_view cell, std::size_t from)
{
    constexpr std::string_view open = "【", close = "】";
    for (auto at = cell.find(open, from); at != std::string_view::npos; at = cell.find(open, at + 1)) {
        auto end = at + open.size();
        while (end < cell.size() && cell[end] >= '0' && cell[end] <= '9') ++end;
        if (end > at + open.size() && cell.substr(end, close.size()) == close) return std::pair(at, end + close.size());
    }
    return std::nullopt;
}

} // namespace

std::vector<Goods> parse_goods(std::string_view cell)
{
    std::vector<Goods> out;
    const auto add = [&](std::string_view text) {
        if (!text::trim(text).empty()) out.push_back(parse_one(text));
    };
    auto number = next_number(cell, 0);
    add(cell.substr(0, number ? number->first : cell.size()));
    while (number) {
        const auto next = next_number(cell, number->second);
        add(cell.substr(number->second, (next ? next->first : cell.size()) - number->second));
        number = next;
    }
    return out;
}

std::vector<Parcel> parse_parcels(std::string_view cell)
{
    std::vector<Parcel> out;
    std::string parts(cell);
    std::replace(parts.begin(), parts.end(), ';', '\n');
    for (const auto line : text::split(parts, '\n')) {
        const auto part = text::trim(line);
        if (part.empty()) continue;
        const auto narrow = part.rfind(':'), wide = part.rfind(wide_colon);
        Parcel parcel;
        if (narrow != std::string_view::npos && (wide == std::string_view::npos || narrow > wide)) {
            parcel.carrier = text::trim(part.substr(0, narrow));
            parcel.tracking = text::trim(part.substr(narrow + 1));
        } else if (wide != std::string_view::npos) {
            parcel.carrier = text::trim(part.substr(0, wide));
            parcel.tracking = text::trim(part.substr(wide + wide_colon.size()));
        } else
            parcel.tracking = part;
        if (!parcel.carrier.empty() || !parcel.tracking.empty()) out.push_back(std::move(parcel));
    }
    return out;
}

} // namespace redress::ingest::aliexpress
