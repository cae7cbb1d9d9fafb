#include "ingest/table_cells.hpp"

#include "base/said.hpp"
#include "base/text.hpp"
#include "ingest/secrets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace redress::ingest {
namespace {

std::optional<double> leading_number(std::string_view& text)
{
    std::size_t size = 0;
    std::string digits;
    while (size < text.size() && ((text[size] >= '0' && text[size] <= '9') || text[size] == '.' || text[size] == ',')) {
        digits += text[size] == ',' ? '.' : text[size];
        ++size;
    }
    double value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (size == 0 || result.ec != std::errc() || result.ptr != digits.data() + digits.size()) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

std::size_t count(std::string_view text, std::string_view what)
{
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

} // namespace

std::optional<Rating> parse_rating(std::string_view cell)
{
    const auto trimmed = text::trim(cell);
    const auto full = count(trimmed, "★"), empty = count(trimmed, "☆");
    if (full + empty > 1) return Rating{static_cast<double>(full), static_cast<double>(full + empty), {}};
    if (full == 1) return Rating{1, 5, {}};
    constexpr std::pair<std::string_view, double> words[] = {
        {"好评", 5},     {"中评", 3},     {"差评", 1},     {"好", 5},       {"中", 3},       {"差", 1},
        {"五星", 5},     {"四星", 4},     {"三星", 3},     {"二星", 2},     {"两星", 2},     {"一星", 1},
        {"positive", 5}, {"neutral", 3},  {"negative", 1}, {"positiva", 5}, {"positivo", 5}, {"neutra", 3},
        {"neutro", 3},   {"negativa", 1}, {"negativo", 1}, {"good", 5},     {"bad", 1}};
    const auto key = text::header_key(trimmed);
    for (const auto& [word, value] : words)
        if (key == word) return Rating{value, 5, std::string(trimmed)};
    auto rest = trimmed;
    const auto value = leading_number(rest);
    if (!value) return std::nullopt;
    rest = text::trim(rest);
    for (const std::string_view joint : {"/", "out of", "of", "von", "de"})
        if (rest.substr(0, joint.size()) == joint) {
            rest = text::trim(rest.substr(joint.size()));
            return Rating{*value, leading_number(rest), {}};
        }
    const auto unit = text::header_key(rest);
    if (!unit.empty() && unit.substr(0, 4) != "star" && unit != "星" && unit != "分" && unit != "estrellas" &&
        unit != "estrella")
        return std::nullopt;
    return Rating{*value, std::nullopt, {}};
}

bool is_time_field(std::string_view field)
{
    constexpr std::array<std::string_view, 13> fields{"placed",   "paid",      "updated",  "shipped", "delivered",
                                                      "released", "cancelled", "refunded", "at",      "replied",
                                                      "changed",  "appealed",  "finished"};
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

bool is_secret_name(std::string_view header)
{
    const auto key = text::header_key(header);
    for (const std::string_view word :
         {"密码", "密钥", "卡密", "password", "passwd", "searchpwd", "secret", "contraseña", "merchantkey", "merchantpem"})
        if (key.find(word) != std::string::npos) return true;
    return false;
}

std::string_view Cells::view(std::string_view field) const
{
    const auto it = rules_.layout.at.find(std::string(field));
    if (it == rules_.layout.at.end() || it->second >= row_.cells.size()) return {};
    const auto cell = unguard(row_.cells[it->second]);
    return cell == "/" || cell == "-" || cell == "--" ? std::string_view() : cell;
}

model::Stamp Cells::stamp(std::string_view field) const
{
    const auto cell = view(field);
    if (cell.empty() || cell.substr(0, 10) == "0000-00-00") return {};
    auto rules = rules_.times;
    const auto& header = rules_.columns.names()[rules_.layout.at.at(std::string(field))];
    if (header.find("(UTC)") != std::string::npos || text::header_key(header).ends_with("gmt")) {
        rules.zone = "UTC";
        rules.from = model::ZoneFrom::data;
    }
    const auto read = read_stamp(cell, rules);
    if (!read.readable)
        remarks_.add(row_.line, "bad-date",
                     cell.size() <= 40 ? said("date '{}' cannot be read", cell) : said("a date that cannot be read"));
    return read.stamp;
}

std::optional<Money> Cells::money(std::string_view field) const
{
    const auto cell = view(field);
    if (cell.empty()) return std::nullopt;
    const auto own = text("currency");
    const auto it = rules_.decimals.find(std::string(field));
    const auto decimal = it == rules_.decimals.end() ? money::Decimal::point : it->second;
    const auto plain =
        std::string(cell.substr(0, cell.find("(已退款"))); // "131.77(已退款89.84)": the second is the part refunded
    auto amount = read_money(plain, decimal, own.empty() ? std::string_view() : std::string_view(own));
    if (amount && amount->currency.empty()) amount = read_money(plain, decimal, rules_.currency);
    if (!amount) remarks_.add(row_.line, "bad-amount", said("an amount that cannot be read"));
    return amount;
}

std::vector<std::string> Cells::keys() const
{
    std::vector<std::string> out;
    for (const auto line : text::split(view("key"), '\n'))
        if (const auto key = text::trim(line); !key.empty()) out.emplace_back(key);
    return out;
}

Json Cells::rest() const
{
    std::vector<bool> taken(rules_.columns.names().size(), false);
    auto out = Json::object(), raw = Json::object();
    for (const auto& [field, column] : rules_.layout.at) {
        taken[column] = true;
        if (column >= row_.cells.size() || field == "key") continue;
        const auto cell = text::trim(row_.cells[column]);
        if (unguard(cell) != cell) raw.set(rules_.columns.names()[column], cell);
    }
    for (std::size_t i = 0; i < row_.cells.size(); ++i) {
        const auto cell = text::trim(row_.cells[i]);
        if (cell.empty() || (i < taken.size() && taken[i])) continue;
        const auto name = i < taken.size() && !rules_.columns.names()[i].empty() ? rules_.columns.names()[i]
                                                                                 : fmt::format("column {}", i + 1);
        if (is_secret_name(name))
            out.set(name, secret_json(cell, rules_.secret_key));
        else
            out.set(name, cell);
    }
    if (!raw.members().empty()) out.set("raw", std::move(raw));
    return out;
}

} // namespace redress::ingest
