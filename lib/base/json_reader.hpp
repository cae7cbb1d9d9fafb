// Reading much JSON: the quick way to a value, and a few members of many objects without making values of the rest.
#pragma once

#include "base/json.hpp"

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

private:
    struct State;
    std::unique_ptr<State> state_;
};

// What simdjson reads; nullopt also where only the slower parser knows: what is wrong, and numbers whose text must be kept.
std::optional<Json> parse_quickly(std::string_view text);

} // namespace redress::json
