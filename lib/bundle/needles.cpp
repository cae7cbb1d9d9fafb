#include "bundle/needles.hpp"

#include "base/text.hpp"
#include "bundle/squeeze.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace redress::bundle {
namespace {

// What a core is hashed by, from its first byte and from its second: so every other byte of a text is looked at.
constexpr std::size_t key_bytes = 5, stride = 2, shortest_core = key_bytes + stride - 1;
constexpr std::size_t shortest = 6, shortest_digits = 7;  // fewer are found in any page number or size
constexpr std::size_t shortest_loose = 10, longest = 256; // loose: a short number stands in every table
constexpr std::size_t window_bytes = 64u << 10, overlap = 2u << 10;

bool is_inner(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::uint64_t key_of(const char* bytes) // eight bytes can be read there
{
    std::uint64_t key = 0;
    std::memcpy(&key, bytes, sizeof key);
    return key & 0xffffffffffULL; // little-endian, as all machines are that this is built for
}

std::uint64_t mixed(std::uint64_t key)
{
    return key * 0x9E3779B97F4A7C15ULL;
}

// "138 1234-5678", "+33 6 12 34 56 78": one separator, or a bracket with one, between groups of two digits and more
bool is_number_in_groups(std::string_view text)
{
    std::size_t groups = 0, size = 0, gap = 1, single = 0;
    bool point = false, other = false;
    for (const char c : text) {
        if (is_digit(c)) {
            if (gap > 0) {
                single += groups > 0 && size == 1;
                ++groups;
                size = 0;
            }
            gap = 0;
            ++size;
            continue;
        }
        if (std::string_view(" -.()").find(c) == std::string_view::npos || ++gap > 2) return false;
        (c == '.' ? point : other) = true;
    }
    return size >= 2 && single <= 1 && groups <= 7 && !(point && other);
}

bool is_word_in_groups(std::string_view text)
{
    std::size_t gap = 0, gaps = 0;
    for (const char c : text) {
        gap = is_dropped(c) ? gap + 1 : 0;
        gaps += gap == 1;
        if (gap > 3 || gaps > 24) return false;
    }
    return true;
}

} // namespace

// A stretch of the bytes, squeezed.
struct Needles::Window {
    std::string_view bytes; // all of them
    std::size_t from = 0, to = 0;
    std::string squeezed; // with room for key_of() behind
};

void Needles::allow(std::string_view value)
{
    allowed_.insert(text::lower_ascii(text::trim(value)));
}

void Needles::keep(Value value)
{
    value.core = squeeze(value.shape);
    if (value.core.size() >= shortest_core) values_.push_back(std::move(value));
}

// Bytes of another encoding, compared as they are.
void Needles::add_raw(std::string bytes, std::uint32_t tag)
{
    Value value;
    value.raw = true;
    value.tag = tag;
    while (!bytes.empty() && is_dropped(bytes.back())) bytes.pop_back();
    bytes.erase(0, static_cast<std::size_t>(std::find_if_not(bytes.begin(), bytes.end(), is_dropped) - bytes.begin()));
    value.shape = std::move(bytes);
    keep(std::move(value));
}

void Needles::add(std::string_view wanted, std::uint32_t tag, Form form)
{
    Value value;
    value.tag = tag;
    auto shape = narrow(text::trim(wanted));
    while (!shape.empty() && is_dropped(shape.back())) shape.pop_back();
    shape.erase(0, static_cast<std::size_t>(std::find_if_not(shape.begin(), shape.end(), is_dropped) - shape.begin()));
    const bool letters =
        std::any_of(shape.begin(), shape.end(), [](unsigned char c) { return c >= 0x80 || std::isalpha(c); });
    value.digits = !letters;
    if (shape.size() < (letters ? shortest : shortest_digits) || allowed_.count(shape)) return;
    if (std::any_of(shape.begin(), shape.end(), [](unsigned char c) { return c >= 0x80; })) {
        beyond_ascii_ = true;
        for (const auto* encoding : {"GB18030", "UTF-16LE", "UTF-16BE"})
            if (auto other = text::encode(text::trim(wanted), encoding)) add_raw(std::move(*other), tag);
    }
    value.cut = shape.size() > longest;
    shape.resize(std::min(shape.size(), longest));
    const auto core = squeeze(shape);
    const bool both = letters && std::any_of(core.begin(), core.end(), is_digit);
    const bool address = core.find('@') != std::string::npos;
    value.loose = form == Form::loose && (address || (core.size() >= shortest_loose && (both || value.digits)));
    value.shape = std::move(shape);
    keep(std::move(value));
}

void Needles::prepare()
{
    const auto count = values_.size() * stride;
    unsigned bits = 13; // a kilobyte of bits for few values; for many, 32 bits an entry
    while ((std::size_t(1) << bits) < count * 32) ++bits;
    seen_.assign((std::size_t(1) << bits) / 64, 0);
    shift_ = 64 - bits;
    unsigned bucket_bits = 4;
    while ((std::size_t(1) << bucket_bits) < count) ++bucket_bits;
    buckets_.assign(std::size_t(1) << bucket_bits, 0);
    bucket_shift_ = 64 - bucket_bits;
    entries_.clear();
    for (std::size_t i = 0; i < values_.size(); ++i)
        for (std::uint32_t skip = 0; skip < stride; ++skip) {
            const auto padded = values_[i].core + "   ";
            const auto hash = mixed(key_of(padded.data() + skip));
            seen_[(hash >> shift_) / 64] |= 1ULL << ((hash >> shift_) % 64);
            auto& bucket = buckets_[hash >> bucket_shift_];
            entries_.push_back({static_cast<std::uint32_t>(i), skip, bucket});
            bucket = static_cast<std::uint32_t>(entries_.size());
        }
}

const Needles::Entry* Needles::first_of(std::uint64_t key) const
{
    const auto hash = mixed(key);
    const auto bit = hash >> shift_;
    if (!(seen_[bit / 64] >> (bit % 64) & 1)) return nullptr;
    const auto index = buckets_[hash >> bucket_shift_];
    return index ? &entries_[index - 1] : nullptr;
}

bool Needles::is_part_of_allowed(std::string_view bytes, std::size_t begin, std::size_t end) const
{
    const auto belongs = [](char c) { return is_inner(c) || std::string_view("._@+-").find(c) != std::string_view::npos; };
    while (begin > 0 && belongs(bytes[begin - 1])) --begin;
    while (end < bytes.size() && belongs(bytes[end])) ++end;
    while (end > begin && !is_inner(bytes[end - 1])) --end;
    while (begin < end && !is_inner(bytes[begin])) ++begin;
    return allowed_.count(text::lower_ascii(bytes.substr(begin, end - begin))) > 0;
}

bool Needles::stands(const Window& window, std::size_t at, const Value& value, bool text) const
{
    const auto place = place_in(window.bytes.substr(window.from, window.to - window.from), at, value.core.size());
    const auto begin = window.from + place.begin, end = window.from + place.end;
    auto slice = std::string(window.bytes.substr(begin, end - begin));
    if (value.raw) return slice == value.shape;
    // UTF-16 and UTF-32: the same number of NUL between any two characters.
    std::size_t step = 1;
    if (const auto nuls = static_cast<std::size_t>(std::count(slice.begin(), slice.end(), '\0')); nuls > 0) {
        slice.erase(std::remove(slice.begin(), slice.end(), '\0'), slice.end());
        if (nuls % (slice.size() - 1) != 0) return false;
        step += nuls / (slice.size() - 1);
    }
    const auto& bytes = window.bytes;
    const auto beside = [&](std::size_t where) { return where < bytes.size() ? bytes[where] : ' '; };
    if (is_inner(beside(begin - step)) && (step == 1 || beside(begin - 1) == 0) && is_inner(value.core.front()))
        return false;
    if (!value.cut && is_inner(beside(end + step - 1)) && (step == 1 || beside(end) == 0) && is_inner(value.core.back()))
        return false;
    const auto shown = narrow(slice);
    const bool as_written = shown == value.shape || shown == value.core;
    if (!as_written && !(value.loose && text && (value.digits ? is_number_in_groups(shown) : is_word_in_groups(shown))))
        return false;
    return step > 1 || !is_part_of_allowed(bytes, begin, end);
}

const Needles::Value* Needles::find_in(Window& window, bool text) const
{
    squeeze_into(window.bytes.substr(window.from, window.to - window.from), window.squeezed);
    const auto size = window.squeezed.size();
    window.squeezed.append(8, '\0');
    const char* data = window.squeezed.data();
    for (std::size_t at = 0; at + key_bytes <= size; at += stride) {
        const auto* entry = first_of(key_of(data + at));
        while (entry) {
            const auto& value = values_[entry->value];
            const auto begin = at - entry->skip;
            if (entry->skip <= at && value.core.size() <= size - begin &&
                std::memcmp(data + begin, value.core.data(), value.core.size()) == 0 && stands(window, begin, value, text))
                return &value;
            entry = entry->next ? &entries_[entry->next - 1] : nullptr;
        }
    }
    return nullptr;
}

std::optional<std::uint32_t> Needles::find(std::string_view bytes, bool text, std::size_t from) const
{
    if (values_.empty()) return std::nullopt;
    Window window;
    window.bytes = bytes;
    std::optional<std::uint32_t> tag;
    const auto look = [&](std::size_t at, std::size_t to) {
        for (; at < to; at += window_bytes) {
            window.from = at;
            window.to = std::min(to, at + window_bytes + overlap);
            if (const auto* value = find_in(window, text)) tag = value->tag;
            if (tag) return true;
        }
        return false;
    };
    if (text || beyond_ascii_)
        look(from, bytes.size());
    else
        each_readable(bytes, from, shortest_core, look);
    return tag;
}

} // namespace redress::bundle
