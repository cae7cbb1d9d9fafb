// Words kept in a store are English: why a record is linked, what an exhibit is called. The same again for who reads
// Chinese.
#pragma once

#include "base/said.hpp"

#include <initializer_list>

namespace redress {

struct Form {
    const char* english; // "mentions {}"
};
// A form as the catalogue knows it.
consteval Form form(const char* english)
{
    return {english};
}

// What the first form that fits says; text that fits none stays as it is (a user's own words).
Said said_again(const std::string& text, std::initializer_list<Form> forms);

} // namespace redress
