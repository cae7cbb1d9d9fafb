// The form in which wording is compared, with the way back: NFKC, lower case, traditional Chinese as simplified, Latin
// letters without accents, marks that cannot be seen gone, runs of white space one space (none between Chinese characters),
// quotation marks of one kind. Every byte knows the place in the original it came from, so findings speak of what was
// written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct NormalText {
    std::string text;
    std::vector<std::uint32_t> from; // per byte of text: the original byte it came from; one more at the end
};

// What a look over a text saw on the way: enough to know that a shape cannot stand in it.
struct Marks {
    std::uint32_t digits = 0, upper = 0, bangs = 0; // bangs: ! and ?
    bool at_sign = false, slot = false, han = false, spanish = false;
};

struct NormalPiece {
    std::size_t begin = 0, end = 0; // in the text all pieces share; a line end stands behind each
    Marks marks;
};

// The forms of all characters below U+10000, worked out once and kept (analyze/rulebook): asking ICU for them one by one
// takes longer than all the rest of a short check.
struct NormalForms {
    std::span<const std::uint32_t>
        at; // by character: where its form begins in `letters`; one more at the end. Or none at all
    std::string_view letters;
};
struct NormalFormsMade {
    std::vector<std::uint32_t> at;
    std::string letters;
};
NormalFormsMade make_normal_forms();

// Fills `out` anew (its memory is reused). Input must be valid UTF-8 and shorter than 4 GiB.
void normalise(std::string_view original, NormalText& out, const NormalForms& forms = {});
// Many texts into one buffer; `from` of a piece counts from the start of its own original.
void normalise_all(std::span<const std::string_view> originals, NormalText& out, std::vector<NormalPiece>& pieces,
                   const NormalForms& forms = {});

// One character's form; empty for marks that cannot be seen.
std::string normal_form(char32_t c);

} // namespace redress::analyze
