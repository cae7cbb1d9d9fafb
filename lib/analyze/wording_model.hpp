// How much a text reads like one of the wording categories, where no phrase tells: linear models over hashed n-grams of the
// normal form. Trained by scripts/train-wording; share/models/wording.md says on what, and how precise they are.
#pragma once

#include "analyze/features.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

inline constexpr std::size_t wording_columns = 24; // categories a model may have at most
using WordingScores = std::array<float, wording_columns>;

struct WordingModel {
    unsigned bits = 0;                   // the table has 2^bits rows
    float scale = 0;                     // of one unit of a weight
    std::vector<std::string> categories; // in the order of the columns
    WordingScores bias{};
    WordingScores least{};              // from there on a text counts as one of the category
    WordingScores hold{};               // below it hardly any text of the category was met
    std::span<const std::int8_t> table; // rows of wording_columns weights
};

// Throws Error{input} if the bytes are no such model; they must outlive it.
WordingModel load_wording_model(std::string_view bytes);
std::string save_wording_model(const WordingModel& model);
std::optional<std::size_t> wording_column(const WordingModel& model, std::string_view category);

// The features of a text in its normal form; what lies behind max_characters is not looked at.
void wording_features(std::string_view normal, Folded& out);
// What the sum of a text's weights is multiplied by: the square root keeps texts of usual length comparable; in longer ones
// the mean counts, so that length alone makes nothing certain.
float wording_scale(std::size_t features);

// Scores one text after another. Whole words come again and again: what the parts of one add up to is kept.
class WordingScorer {
public:
    explicit WordingScorer(const WordingModel& model) : model_(&model), words_(slots) {}
    WordingScores scores(const Folded& features);

private:
    static constexpr std::size_t slots = 2048, longest = 12;
    struct Word {
        std::array<char16_t, longest> letters{};
        std::uint16_t size = 0, features = 0;
        std::array<std::int16_t, wording_columns> sums{};
    };
    const Word& word(std::u16string_view letters, std::uint32_t hash);

    const WordingModel* model_;
    std::vector<Word> words_; // by hash; the last that came there
};

} // namespace redress::analyze
