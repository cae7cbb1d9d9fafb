// Object literals of JavaScript, as programs put them into pages: { type:1, text: 'it\'s', is_send:0 }. JSON is one kind of
// them.
#pragma once

#include "base/json.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace redress::ingest::js {

// The object whose '{' stands at `at`; end is set past its '}'. What stands inside objects and lists in it is passed over. A
// quote ends a string only where a string can end, since names are written without escapes: 'O'Brien', is one string.
// nullopt: the text ends before the object does.
std::optional<Json> object(std::string_view text, std::size_t at, std::size_t& end);

// Past white space, commas and comments.
std::size_t skip(std::string_view text, std::size_t at);

} // namespace redress::ingest::js
