#include "ingest/json_scan.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace redress::ingest::json_scan {

std::size_t skip_space(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_space(text[at])) ++at;
    return at;
}

namespace {

// At the quote that ends the string whose first quote stands at `at`; the size of the text if none does.
std::size_t string_end(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        const auto* found = static_cast<const char*>(std::memchr(text.data() + at, '"', text.size() - at));
        if (!found) break;
        const auto quote = static_cast<std::size_t>(found - text.data());
        auto before = quote;
        while (before > at && text[before - 1] == '\\') --before;
        at = quote;
        if ((quote - before) % 2 == 0) return quote;
    }
    return text.size();
}

constexpr auto marks = [] {
    std::array<bool, 256> out{};
    for (const unsigned char c : std::string_view("\"{}[]")) out[c] = true;
    return out;
}();

// Where the next quote or bracket stands; the size of the text if none does.
std::size_t next_mark(std::string_view text, std::size_t at)
{
    while (at < text.size() && !marks[static_cast<unsigned char>(text[at])]) ++at;
    return at;
}

} // namespace

std::size_t value_end(std::string_view text, std::size_t at, bool* cut)
{
    const auto start = at;
    int depth = 0;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        if (depth > 0) at = next_mark(text, at);
        if (at == text.size()) break;
        const char c = text[at];
        if (c == '"') {
            at = string_end(text, at);
            quoted = at == text.size();
            if (quoted) break;
            if (depth == 0) return at + 1;
        } else if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']') {
            if (depth == 0) return at;
            if (--depth == 0) return at + 1;
        } else if (depth == 0 && (c == ',' || is_space(c)))
            return at;
    }
    // A number or word may end with the text; what opened may not.
    if (cut && (depth > 0 || quoted || start >= text.size())) *cut = true;
    return text.size();
}

std::string_view string_at(std::string_view text, std::size_t at)
{
    if (at >= text.size() || text[at] != '"') return {};
    bool cut = false;
    const auto end = value_end(text, at, &cut);
    return cut ? std::string_view() : text.substr(at + 1, end - at - 2);
}

Members::Members(std::string_view text, std::size_t at) : text_(text), at_(at)
{
    if (at_ < text_.size() && text_[at_] == '{')
        ++at_;
    else
        cut_ = true;
}

bool Members::stop(bool cut)
{
    cut_ = cut_ || cut;
    return false;
}

bool Members::next()
{
    if (cut_) return false;
    if (!first_ && at_ == value_) at_ = std::max(at_ + 1, value_end(text_, at_, &cut_));
    first_ = false;
    while (at_ < text_.size() && (is_space(text_[at_]) || text_[at_] == ',')) ++at_;
    if (at_ >= text_.size()) return stop(true);
    if (text_[at_] == '}') {
        ++at_;
        return false;
    }
    if (text_[at_] != '"') return stop(true);
    const auto key_end = value_end(text_, at_, &cut_);
    if (cut_) return false;
    key_ = text_.substr(at_ + 1, key_end - at_ - 2);
    at_ = skip_space(text_, key_end);
    if (at_ < text_.size() && text_[at_] == ':') at_ = skip_space(text_, at_ + 1);
    if (at_ >= text_.size()) return stop(true);
    value_ = at_;
    return true;
}

} // namespace redress::ingest::json_scan
