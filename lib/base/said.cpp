#include "base/said.hpp"

#include <fmt/args.h>

#include <unordered_map>

namespace redress {
namespace {

using Catalogue = std::unordered_map<std::string_view, std::string_view>;

const Catalogue& chinese()
{
    static const Catalogue words{
#define X(english, translated) {english, translated},
#include "gen/words_zh.inc"
#undef X
    };
    return words;
}

bool is_chinese(std::string_view lang) // "zh", "zh-CN"
{
    return lang.starts_with("zh");
}

// The text in the language; empty where it has none.
std::string_view translated(std::string_view english, std::string_view lang)
{
    if (!is_chinese(lang)) return {};
    const auto found = chinese().find(english);
    return found == chinese().end() ? std::string_view() : found->second;
}

template <typename Parts> Said join(const Parts& parts, const Said& between)
{
    Said out = as_is("");
    bool first = true;
    for (const auto& part : parts) {
        if (!first) out.add(between);
        out.add(part);
        first = false;
    }
    return out;
}

} // namespace

std::string Said::in(std::string_view lang) const
{
    fmt::dynamic_format_arg_store<fmt::format_context> values;
    std::string all;
    const auto take = [&](const auto& value) {
        if (english_)
            values.push_back(value);
        else
            all += fmt::format("{}", value);
    };
    const auto put = [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Both>)
            take(is_chinese(lang) && !value.chinese.empty() ? value.chinese : value.english);
        else if constexpr (std::is_same_v<T, std::vector<Said>>)
            take(value.front().in(lang));
        else
            take(value);
    };
    for (const auto& value : values_) std::visit(put, value);
    if (!english_) return all;
    if (const auto text = translated(english_, lang); !text.empty()) {
        try {
            return fmt::vformat(text, values);
        } catch (const fmt::format_error&) { // a translation with other placeholders must not cost the message itself
        }
    }
    return fmt::vformat(english_, values);
}

Said as_is(std::string text)
{
    return both(std::move(text), {});
}

Said both(std::string english, std::string chinese)
{
    Said out;
    out.values_.emplace_back(Said::Both{std::move(english), std::move(chinese)});
    return out;
}

Said joined(const std::vector<Said>& parts, const Said& between)
{
    return join(parts, between);
}

Said joined(const std::vector<std::string>& parts, const Said& between)
{
    return join(parts, between);
}

} // namespace redress
