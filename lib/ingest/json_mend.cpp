#include "ingest/json_mend.hpp"

#include "base/json_reader.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

namespace redress::ingest {
namespace {

bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

std::uint32_t hex_at(std::string_view text, std::size_t at, std::size_t digits)
{
    std::uint32_t value = 0;
    if (at + digits > text.size()) return 0xFFFFFFFF;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (!is_hex(text[i])) return 0xFFFFFFFF;
        value = value * 16 + static_cast<std::uint32_t>(text[i] <= '9' ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
    }
    return value;
}

// One escape that begins at `at` is written to out, mended; returns its length.
std::size_t mend_escape(std::string_view json, std::size_t at, std::string& out)
{
    const char kind = at + 1 < json.size() ? json[at + 1] : '\0';
    if (kind == 'x' && hex_at(json, at + 2, 2) != 0xFFFFFFFF) {
        out += "\\u00";
        out += json.substr(at + 2, 2);
        return 4;
    }
    const auto unit = kind == 'u' ? hex_at(json, at + 2, 4) : 0;
    const bool high = unit >= 0xD800 && unit <= 0xDBFF;
    if (high && json.substr(at + 6, 2) == "\\u") {
        const auto low = hex_at(json, at + 8, 4);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            out += json.substr(at, 12);
            return 12;
        }
    }
    if (high || (unit >= 0xDC00 && unit <= 0xDFFF)) {
        out += "\\uFFFD";
        return 6;
    }
    out += json.substr(at, 2);
    return 2;
}

} // namespace

text::Repaired mended(std::string_view json)
{
    const auto repaired = text::repair_utf8(json);
    const std::string_view in = repaired.text;
    std::string out;
    out.reserve(in.size() + 16);
    bool quoted = false;
    for (std::size_t at = 0; at < in.size();) {
        const char c = in[at];
        if (c == '"') quoted = !quoted;
        if (quoted && c == '\\') {
            at += mend_escape(in, at, out);
            continue;
        }
        if (quoted && static_cast<unsigned char>(c) < 0x20)
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        else
            out += c;
        ++at;
    }
    return {std::move(out), repaired.faults};
}

std::optional<Json> parse_mended(std::string_view json, std::size_t* faults)
{
    if (auto parsed = json::parse(json)) return parsed;
    const auto again = mended(json);
    auto parsed = json::parse(again.text);
    if (parsed && faults) *faults += again.faults;
    return parsed;
}

std::optional<Json> parse_mended(json::Reader& reader, std::string_view json, std::size_t* faults)
{
    auto parsed = reader.value(json);
    return parsed ? parsed : parse_mended(json, faults);
}

std::string scalar_text(const Json& value)
{
    if (auto text = value.string()) return *std::move(text);
    return value.is_number() ? value.dump() : std::string();
}

} // namespace redress::ingest
