// One element of a Telegram export as a message.
#pragma once

#include "base/text.hpp"
#include "ingest/format.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::telegram {

// The chat an element stands in, as far as its object says.
struct Chat {
    std::string id, name, type; // id: digits, as written; name: empty for a deleted account
};

enum class Outcome { parsed, system, rejected };
struct Element {
    Outcome outcome = Outcome::rejected;
    const char* problem = ""; // a diagnostic's code; empty: none
    Said remark;              // and its words
    std::size_t faults = 0;   // bytes that were no UTF-8 and were replaced
    Draft draft;              // without its source; nothing in it when rejected
};

// The JSON of one element. Control characters written as \x1B (the program's own, though no JSON), raw ones, bad UTF-8 and
// halves of surrogate pairs are mended first.
Element read_element(std::string_view json, const Chat& chat);

// The same text as valid JSON, where mending can make it so.
text::Repaired mended(std::string_view json);

} // namespace redress::ingest::telegram
