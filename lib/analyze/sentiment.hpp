// Is a review positive or negative: a linear model over hashed n-grams, small enough to ship, fast enough for a million
// reviews. Trained by scripts/train; share/models/sentiment.md says on what and how well it does.
#pragma once

#include "analyze/features.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

enum class Label { positive, negative, neutral, unsure };
std::string_view to_string(Label label);

struct Sentiment {
    Label label = Label::neutral;
    double p_negative = 0.5;
};

struct Model {
    FoldTable fold{};
    unsigned bits = 0;        // each of the two tables has 2^bits entries
    double scale = 0;         // weight = sign(q) * (q / 127)^2 * scale, in logits of "positive"
    double bias_wide = 0;     // texts mostly of scripts without spaces
    double bias_letters = 0;  // the others
    double neutral_below = 0; // evidence (sum of |weight| over the square root of the count) that says nothing either way
    std::vector<std::int8_t> table;  // for texts mostly of scripts without spaces, then for the others
    std::array<float, 256> weight{}; // of each q, index q + 128
};

// p_negative closer to one half than this is called unsure (or neutral, where there is hardly any evidence at all).
inline constexpr double unsure_band = 0.04;
inline constexpr double neutral_band = 0.08;

// checksum: what sentiment.sha256 says ("<hex>  sentiment.bin"). Throws Error{input} if the bytes are not those.
Model load_model(std::string_view bytes, std::string_view checksum);
std::string save_model(const Model& model);
// Where a feature of a text stands in the table.
inline std::size_t index_of(std::uint32_t feature, bool wide, unsigned bits)
{
    return (feature >> (32 - bits)) | (wide ? 0 : std::size_t{1} << bits);
}
// Which of the two tables a text is scored by: that of most of its characters.
inline bool is_wide_text(const Folded& folded)
{
    return folded.wide * 2 >= folded.letters;
}

// Fills the table of weights from the scale; for whoever builds a Model by hand.
void prepare(Model& model);

Sentiment score(const Model& model, std::string_view utf8);

} // namespace redress::analyze
