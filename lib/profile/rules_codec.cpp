#include "profile/rules_codec.hpp"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

namespace redress::profile {
namespace {

// Both directions walk the same members in the same order.
template <class Codec, class Value> void walk(Codec& codec, Value& value);

class Encoder {
public:
    static constexpr bool reads = false;
    template <class Number> void number(const Number& value)
    {
        out_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    std::size_t size(std::size_t count)
    {
        number(static_cast<std::uint32_t>(count));
        return count;
    }
    void text(const std::string& value)
    {
        size(value.size());
        out_ += value;
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

class Decoder {
public:
    static constexpr bool reads = true;
    explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
    template <class Number> void number(Number& value)
    {
        if (const auto raw = take(sizeof value); good_) std::memcpy(&value, raw.data(), sizeof value);
    }
    // No list has more members than bytes are left.
    std::size_t size(std::size_t)
    {
        std::uint32_t count = 0;
        number(count);
        good_ = good_ && count <= bytes_.size();
        return good_ ? count : 0;
    }
    void text(std::string& value) { value = take(size(0)); }
    bool done() const { return good_ && bytes_.empty(); }

private:
    std::string_view take(std::size_t size)
    {
        good_ = good_ && size <= bytes_.size();
        if (!good_) return {};
        const auto out = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return out;
    }
    std::string_view bytes_;
    bool good_ = true;
};

template <class Codec, class Item> void walk_list(Codec& codec, Item& list)
{
    const auto count = codec.size(list.size());
    if constexpr (Codec::reads) list.resize(count);
    for (auto& item : list) walk(codec, item);
}

template <class Codec, class Words> void walk_words(Codec& codec, Words& words)
{
    auto count = codec.size(words.size());
    if constexpr (Codec::reads) {
        for (; count > 0; --count) {
            std::string name;
            codec.text(name);
            walk_list(codec, words.emplace_hint(words.end(), std::move(name), std::vector<std::string>{})->second);
        }
    } else {
        for (auto& [name, list] : words) {
            codec.text(name);
            walk_list(codec, list);
        }
    }
}

template <class Codec, class Optional> void walk_optional(Codec& codec, Optional& value)
{
    bool given = value.has_value();
    codec.number(given);
    if constexpr (Codec::reads)
        if (given) value = typename Optional::value_type{};
    if (value) walk(codec, *value);
}

template <class Codec, class R> void walk_rule(Codec& codec, R& rule)
{
    const auto all = [&](auto&... members) { (walk(codec, members), ...); };
    all(rule.id, rule.category, rule.kinds, rule.lang, rule.platforms, rule.jurisdictions, rule.severity);
    walk_list(codec, rule.overlays);
    all(rule.patterns, rule.detector, rule.missing);
    walk_optional(codec, rule.length);
    all(rule.firm, rule.scorer, rule.near, rule.within, rule.after, rule.times, rule.when, rule.except, rule.unless,
        rule.requires_any, rule.whole_text, rule.check_quotes, rule.message, rule.suggestion, rule.why, rule.fix,
        rule.source, rule.seen, rule.good, rule.bad, rule.file);
}

template <class Codec, class Value> void walk(Codec& codec, Value& value)
{
    using Plain = std::remove_const_t<Value>;
    if constexpr (std::is_arithmetic_v<Plain> || std::is_enum_v<Plain>)
        codec.number(value);
    else if constexpr (std::is_same_v<Plain, std::string>)
        codec.text(value);
    else if constexpr (std::is_same_v<Plain, std::vector<std::string>>)
        walk_list(codec, value);
    else if constexpr (std::is_same_v<Plain, Bilingual>)
        walk(codec, value.en), walk(codec, value.zh);
    else if constexpr (std::is_same_v<Plain, Rule::Length>)
        walk_optional(codec, value.least), walk_optional(codec, value.most), walk(codec, value.unit);
    else if constexpr (std::is_same_v<Plain, Overlay>)
        walk(codec, value.platforms), walk(codec, value.jurisdictions), walk(codec, value.severity),
            walk(codec, value.source), walk(codec, value.seen);
    else
        walk_rule(codec, value);
}

} // namespace

std::string to_bytes(const RuleSet& set)
{
    Encoder codec;
    walk_list(codec, set.rules);
    walk_words(codec, set.words);
    return codec.take();
}

std::optional<RuleSet> from_bytes(std::string_view bytes)
{
    Decoder codec(bytes);
    RuleSet set;
    walk_list(codec, set.rules);
    walk_words(codec, set.words);
    if (!codec.done()) return std::nullopt;
    return set;
}

} // namespace redress::profile
