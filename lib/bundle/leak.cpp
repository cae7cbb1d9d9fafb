#include "bundle/leak.hpp"

#include "base/file.hpp"
#include "base/parallel.hpp"
#include "base/said_again.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <mutex>

namespace redress::bundle {
namespace {

constexpr std::size_t head_length = 4;
constexpr std::size_t shortest = 6, shortest_digits = 7; // fewer are found in any page number or size

std::size_t head_of(const char* bytes)
{
    std::size_t hash = 0;
    for (std::size_t i = 0; i < head_length; ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        hash = hash * 33 + (c >= 'A' && c <= 'Z' ? c + 32u : c);
    }
    return hash & 0xffff;
}

bool is_inner(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool same(std::string_view bytes, std::string_view folded)
{
    return std::equal(folded.begin(), folded.end(), bytes.begin(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
}

} // namespace

void LeakGate::allow(std::string_view value)
{
    allowed_.insert(text::lower_ascii(text::trim(value)));
}

void LeakGate::forbid(const std::string& kind, std::string_view value)
{
    auto folded = text::lower_ascii(text::trim(value));
    const bool digits =
        std::all_of(folded.begin(), folded.end(), [](unsigned char c) { return !std::isalpha(c) && c < 0x80; });
    if (folded.size() < (digits ? shortest_digits : shortest)) return;
    const auto head = head_of(folded.data());
    heads_[head] = true;
    auto& row = values_[head];
    if (std::none_of(row.begin(), row.end(), [&](const auto& pair) { return pair.first == folded; }))
        row.emplace_back(std::move(folded), kind);
}

bool LeakGate::holds(std::string_view bytes, std::string& kind, std::size_t begin, std::size_t stop) const
{
    for (std::size_t at = begin; at < stop && at + head_length <= bytes.size(); ++at) {
        const auto head = head_of(bytes.data() + at);
        if (!heads_[head]) continue;
        for (const auto& [value, what] : values_[head]) {
            if (value.size() > bytes.size() - at || !same(bytes.substr(at), value)) continue;
            const auto end = at + value.size();
            if (at > 0 && is_inner(bytes[at - 1]) && is_inner(value.front())) continue;
            if (end < bytes.size() && is_inner(bytes[end]) && is_inner(value.back())) continue;
            if (allowed_.count(value)) continue;
            kind = what;
            return true;
        }
    }
    return false;
}

// By pieces, so that no more of it than one is in memory; what begins in a piece may end in the next.
bool LeakGate::holds(const Original& original, std::string& kind) const
{
    constexpr std::size_t piece = 4U << 20;
    const auto file = MappedFile::open(original.place.string());
    for (std::size_t at = 0; at < file.bytes().size(); at += piece) {
        if (holds(file.bytes(), kind, at, at + piece)) return true;
        file.release(at);
    }
    return false;
}

std::optional<Leak> LeakGate::search(const std::vector<File>& files) const
{
    std::mutex guard;
    std::optional<Leak> leak;
    std::size_t first = files.size();
    for_each_index(files.size(), [&](std::size_t i) {
        const auto& file = files[i];
        std::string kind;
        const bool found = file.original ? holds(*file.original, kind) : holds(file.bytes, kind);
        if (!found && !holds(file.text, kind)) return;
        const std::lock_guard lock(guard);
        if (i > first) return;
        first = i;
        leak = Leak{kind, file.path};
    });
    return leak;
}

Said kind_words(const Leak& leak)
{
    return said_again(
        leak.kind, {form("order number"), form("e-mail address"), form("phone number"), form("account"), form("reference")});
}

} // namespace redress::bundle
