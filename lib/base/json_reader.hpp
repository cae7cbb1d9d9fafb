// Reading much JSON: the quick way to a value, and a few members of many objects without making values of the rest.
#pragma once

#include "base/json.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace redress::json {

class Reader {
public:
    Reader();
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    // Of an object, the members named that are strings, as views until the next call; data() is null for one that is not
    // there. False where it takes more: the text is not valid, no object, or one of these is no string.
    bool strings(std::string_view text, std::span<const std::string_view> names, std::span<std::string_view> values);
    // As parse_quickly, without the memory it takes anew each time.
    std::optional<Json> value(std::string_view text);

    struct Field {
        enum class Kind { text, whole, other } kind = Kind::other;
        std::string_view key, text; // valid until the next call
        std::int64_t whole = 0;
        std::size_t place = 0; // for value_of
    };
    // The members of an object, each key once. Empty where it takes more.
    std::span<const Field> fields(std::string_view text);
    std::optional<Json> value_of(const Field& field) const; // of the last fields(); as value()

private:
    struct State;
    std::unique_ptr<State> state_;
};

// What simdjson reads; nullopt also where only the slower parser knows: what is wrong, and numbers whose text must be kept.
std::optional<Json> parse_quickly(std::string_view text);

} // namespace redress::json
