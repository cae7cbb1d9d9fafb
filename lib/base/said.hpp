// Words for people. English stands in the code and is the key of the catalogue (po/zh.po): said("date '{}' does not exist",
// x) carries text and values until somebody knows the reader's language. Placeholders are checked when it is compiled.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace redress {

class Said {
public:
    Said() = default;

    bool empty() const { return !english_ && (values_.empty() || en().empty()); }
    // In the language, where the catalogue has it; else in English.
    std::string in(std::string_view lang) const;
    std::string en() const { return in("en"); }
    bool operator==(const Said& other) const { return en() == other.en(); }

    template <typename T> void add(const T& value)
    {
        if constexpr (std::is_same_v<T, Said>)
            values_.emplace_back(std::vector<Said>{value});
        else if constexpr (std::is_same_v<T, char>)
            values_.emplace_back(std::string(1, value));
        else if constexpr (std::is_floating_point_v<T>)
            values_.emplace_back(static_cast<double>(value));
        else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>)
            values_.emplace_back(static_cast<std::int64_t>(value));
        else if constexpr (std::is_integral_v<T>)
            values_.emplace_back(static_cast<std::uint64_t>(value));
        else if constexpr (std::is_same_v<T, std::filesystem::path>)
            values_.emplace_back(value.string());
        else
            values_.emplace_back(std::string(std::string_view(value)));
    }

private:
    template <typename... Args> friend Said said_text(const char* english, const Args&... values);
    friend Said both(std::string english, std::string chinese);

    struct Both {
        std::string english, chinese;
    };
    const char* english_ = nullptr; // none: the values one after another
    std::vector<std::variant<std::string, std::int64_t, std::uint64_t, double, std::vector<Said>, Both>> values_;
};

// What a placeholder is checked against: numbers as they are, all else as text.
template <typename T> using Shown = std::conditional_t<std::is_arithmetic_v<T>, T, std::string>;

template <typename... Args> Said said_text(const char* english, const Args&... values)
{
    Said out;
    out.english_ = english;
    out.values_.reserve(sizeof...(values));
    (out.add(values), ...);
    return out;
}

// english: a literal; it is the catalogue's key. Values: numbers, text, paths, or other Said.
template <typename... Args> Said said(fmt::format_string<Shown<Args>...> english, const Args&... values)
{
    return said_text(fmt::string_view(english).data(), values...);
}

// Text that is no words of ours: a name, a code, what a library or the system says.
Said as_is(std::string text);
// Text from data that has it in two languages: a platform's label, a rule's message. No Chinese: English stands for both.
Said both(std::string english, std::string chinese);
// One after another, with words between: joined(codes, said(" or ")).
Said joined(const std::vector<Said>& parts, const Said& between);
Said joined(const std::vector<std::string>& parts, const Said& between);

// The same for who knows the language: say("Case") is text.
class Say {
public:
    explicit Say(std::string_view lang) : lang_(lang) {}
    template <typename... Args>
    std::string operator()(fmt::format_string<Shown<Args>...> english, const Args&... values) const
    {
        return said(english, values...).in(lang_);
    }
    const std::string& lang() const { return lang_; }

private:
    std::string lang_;
};

} // namespace redress
