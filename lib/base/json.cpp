#include "base/json.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstring>

namespace redress {

Json::Json(bool value) : value_(value) {}
Json::Json(std::int64_t value) : value_(value) {}
Json::Json(int value) : value_(static_cast<std::int64_t>(value)) {}
Json::Json(std::uint64_t value)
{
    if (value <= static_cast<std::uint64_t>(INT64_MAX))
        value_ = static_cast<std::int64_t>(value);
    else
        value_ = Number{std::to_string(value)};
}
Json::Json(double value)
{
    if (std::isfinite(value)) value_ = Number{fmt::format("{}", value)};
}
Json::Json(std::string value) : value_(std::move(value)) {}
Json::Json(std::string_view value) : value_(std::string(value)) {}
Json::Json(const char* value) : value_(std::string(value)) {}
Json::Json(Number value) : value_(std::move(value)) {}
Json::Json(Array value) : value_(std::move(value)) {}
Json::Json(Object value) : value_(std::move(value)) {}

Json Json::object()
{
    return Json(Object{});
}

Json Json::array()
{
    return Json(Array{});
}

bool Json::is_number() const
{
    return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<Number>(value_);
}

const Json* Json::find(std::string_view key) const
{
    if (const auto* object = std::get_if<Object>(&value_))
        for (const auto& member : *object)
            if (member.key == key) return &member.value;
    return nullptr;
}

const Json& Json::operator[](std::string_view key) const
{
    static const Json nothing;
    const auto* found = find(key);
    return found ? *found : nothing;
}

std::optional<std::string> Json::string() const
{
    if (const auto* s = std::get_if<std::string>(&value_)) return *s;
    return std::nullopt;
}

std::string Json::string_or(std::string_view fallback) const
{
    return string().value_or(std::string(fallback));
}

std::optional<std::int64_t> Json::integer() const
{
    if (const auto* i = std::get_if<std::int64_t>(&value_)) return *i;
    return std::nullopt;
}

std::optional<double> Json::number() const
{
    if (const auto* i = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*i);
    if (const auto* n = std::get_if<Number>(&value_)) {
        double out = 0;
        const auto [end, code] = std::from_chars(n->text.data(), n->text.data() + n->text.size(), out);
        if (code == std::errc{}) return out;
    }
    return std::nullopt;
}

std::optional<bool> Json::boolean() const
{
    if (const auto* b = std::get_if<bool>(&value_)) return *b;
    return std::nullopt;
}

const Json::Array& Json::items() const
{
    static const Array none;
    const auto* array = std::get_if<Array>(&value_);
    return array ? *array : none;
}

const Json::Object& Json::members() const
{
    static const Object none;
    const auto* object = std::get_if<Object>(&value_);
    return object ? *object : none;
}

Json& Json::set(std::string_view key, Json value)
{
    if (!is_object()) value_ = Object{};
    auto& object = std::get<Object>(value_);
    for (auto& member : object)
        if (member.key == key) {
            member.value = std::move(value);
            return *this;
        }
    object.push_back({std::string(key), std::move(value)});
    return *this;
}

Json& Json::push(Json value)
{
    if (!is_array()) value_ = Array{};
    std::get<Array>(value_).push_back(std::move(value));
    return *this;
}

bool Json::erase(std::string_view key)
{
    auto* object = std::get_if<Object>(&value_);
    return object && std::erase_if(*object, [&](const Member& m) { return m.key == key; }) > 0;
}

bool Json::operator==(const Json& other) const
{
    return value_ == other.value_;
}

bool Json::Member::operator==(const Member& other) const
{
    return key == other.key && value == other.value;
}

namespace {

void newline(std::string& out, int indent, int depth)
{
    out += '\n';
    out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(depth), ' ');
}

void print(const Json& json, std::string& out, int indent, int depth)
{
    const auto list = [&](char open, char close, const auto& items, auto&& each) {
        out += open;
        bool first = true;
        for (const auto& item : items) {
            if (!first) out += ',';
            first = false;
            if (indent >= 0) newline(out, indent, depth + 1);
            each(item);
        }
        if (!first && indent >= 0) newline(out, indent, depth);
        out += close;
    };
    std::visit(
        [&](const auto& v) {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                out += "null";
            else if constexpr (std::is_same_v<T, bool>)
                out += v ? "true" : "false";
            else if constexpr (std::is_same_v<T, std::int64_t>)
                out += fmt::format_int(v).c_str();
            else if constexpr (std::is_same_v<T, Json::Number>)
                out += v.text;
            else if constexpr (std::is_same_v<T, std::string>)
                json::append_escaped(out, v);
            else if constexpr (std::is_same_v<T, Json::Array>) {
                list('[', ']', v, [&](const Json& item) { print(item, out, indent, depth + 1); });
            } else {
                list('{', '}', v, [&](const Json::Member& m) {
                    json::append_escaped(out, m.key);
                    out += indent >= 0 ? ": " : ":";
                    print(m.value, out, indent, depth + 1);
                });
            }
        },
        json.value());
}

} // namespace

std::string Json::dump(int indent) const
{
    std::string out;
    print(*this, out, indent, 0);
    return out;
}

namespace json {
namespace {

// Where the next character stands that must be escaped; the size of the text if there is none. Eight bytes at a time: texts
// are long, and few hold one.
std::size_t next_escape(std::string_view text, std::size_t at)
{
    constexpr std::uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    const auto zero_in = [](std::uint64_t word) { return (word - ones) & ~word & highs; };
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        const auto control = (word - 0x20 * ones) & ~word & highs;
        if (control | zero_in(word ^ (ones * '"')) | zero_in(word ^ (ones * '\\'))) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x20 && text[at] != '"' && text[at] != '\\') ++at;
    return at;
}

} // namespace

void append_escaped(std::string& out, std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    auto at = next_escape(text, 0);
    if (at == text.size()) { // nearly always: grown once, quotes and all
        const auto before = out.size();
        out.append(text.size() + 2, '"');
        text.copy(out.data() + before + 1, text.size());
        return;
    }
    out += '"';
    for (std::size_t from = 0;; at = next_escape(text, from)) {
        out.append(text, from, at - from);
        if (at == text.size()) break;
        from = at + 1;
        const auto c = static_cast<unsigned char>(text[at]);
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            out += "\\u00";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
    }
    out += '"';
}

inline void Writer::separate()
{
    if (need_comma_) out_ += ',';
    need_comma_ = true;
}

Writer& Writer::begin_object()
{
    separate();
    out_ += '{';
    need_comma_ = false;
    return *this;
}

Writer& Writer::end_object()
{
    out_ += '}';
    need_comma_ = true;
    return *this;
}

Writer& Writer::begin_array()
{
    separate();
    out_ += '[';
    need_comma_ = false;
    return *this;
}

Writer& Writer::end_array()
{
    out_ += ']';
    need_comma_ = true;
    return *this;
}

Writer& Writer::key(std::string_view name)
{
    if (next_escape(name, 0) < name.size()) {
        separate();
        append_escaped(out_, name);
        out_ += ':';
    } else { // every key of ours: grown once, comma, quotes, colon and all
        const std::size_t comma = need_comma_ ? 1 : 0, at = out_.size() + comma;
        out_.append(comma + name.size() + 3, '"');
        if (comma) out_[at - 1] = ',';
        name.copy(out_.data() + at + 1, name.size());
        out_.back() = ':';
    }
    need_comma_ = false;
    return *this;
}

Writer& Writer::value(std::string_view text)
{
    separate();
    append_escaped(out_, text);
    return *this;
}

Writer& Writer::value(std::int64_t number)
{
    separate();
    const fmt::format_int digits(number);
    out_.append(digits.data(), digits.size());
    return *this;
}

Writer& Writer::value(std::uint64_t number)
{
    separate();
    const fmt::format_int digits(number);
    out_.append(digits.data(), digits.size());
    return *this;
}

Writer& Writer::value(double number)
{
    separate();
    if (std::isfinite(number))
        fmt::format_to(std::back_inserter(out_), "{}", number);
    else
        out_ += "null";
    return *this;
}

Writer& Writer::value(bool boolean)
{
    separate();
    out_ += boolean ? "true" : "false";
    return *this;
}

Writer& Writer::value(const Json& json)
{
    separate();
    print(json, out_, -1, 0);
    return *this;
}

Writer& Writer::null()
{
    separate();
    out_ += "null";
    return *this;
}

} // namespace json
} // namespace redress
