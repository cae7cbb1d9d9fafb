// Personal data and secrets in a text: text in, spans out. Every kind is a row of one table (personal.cpp): its name, the
// word of its token, what each reader of a package may see of it, and how it is found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

// sure: a checksum or a known value; likely: a shape and what stands around it; review: a person should look at it.
enum class Strength : std::uint8_t { sure, likely, review };
std::string_view to_string(Strength strength);

// What a reader sees of a value: all of it, "****-7K2Q", or "[PHONE-1]".
enum class Shown : std::uint8_t { whole, last_four, token };
// Who reads: the platform that decides, the buyer, anybody.
enum class Reader : std::uint8_t { platform, buyer, everybody };

struct PersonalKind {
    std::string_view name;  // "bank_card"
    std::string_view token; // "CARD"; kinds may share one, and are counted together then
    Shown platform, buyer, everybody;
    void (*find)(const struct Reading& form, class Finds& finds); // nullptr: only known values are of this kind

    Shown shown_to(Reader reader) const
    {
        return reader == Reader::platform ? platform : reader == Reader::buyer ? buyer : everybody;
    }
};
std::span<const PersonalKind> personal_kinds();
// nullptr if there is none of that name.
const PersonalKind* personal_kind(std::string_view name);

struct PersonalSpan { // bytes of the text
    std::size_t offset = 0, length = 0;
    const PersonalKind* kind = nullptr;
    Strength strength = Strength::sure;
    std::string value; // in one form, however it was written: "+15550100123", "jane@example.com"
};
// In order, without overlap. What is only for review stands apart from the rest where the two touch.
std::vector<PersonalSpan> find_personal(std::string_view text);
// How long the token is that stands there for a value ("[PHONE-1]"); 0: none does. It is nobody's data, and no find.
std::size_t token_at(std::string_view text, std::size_t at);
std::vector<PersonalSpan> find_personal(struct PlainForm plain);
// The form of a value in which two spellings of it are equal.
std::string personal_value(std::string_view kind, std::string_view written);

} // namespace redress::analyze
