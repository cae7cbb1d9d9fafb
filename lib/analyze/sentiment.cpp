#include "analyze/sentiment.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <span>

namespace redress::analyze {

namespace {

// The file: this line, the numbers below as they lie in memory (little-endian), the fold pairs, the table.
constexpr std::string_view magic = "redress-sentiment 1\n";
static_assert(std::endian::native == std::endian::little, "the model file is little-endian");

struct Head {
    std::uint32_t bits, pairs;
    double scale, bias_wide, bias_letters, neutral_below;
};

[[noreturn]] void damaged(const Said& what)
{
    throw Error(ErrorKind::input, said("sentiment model: {}", what),
                said("install share/models again, or make the model anew with scripts/train"));
}

} // namespace

std::string_view to_string(Label label)
{
    switch (label) {
    case Label::positive: return "positive";
    case Label::negative: return "negative";
    case Label::neutral: return "neutral";
    case Label::unsure: return "unsure";
    }
    return "unsure";
}

void prepare(Model& model)
{
    for (int q = -128; q < 128; ++q) {
        const double part = q / 127.0;
        model.weight[static_cast<unsigned char>(q + 128)] = static_cast<float>(part * std::abs(part) * model.scale);
    }
}

Model load_model(std::string_view bytes, std::string_view checksum)
{
    const std::string wanted = text::lower_ascii(checksum.substr(0, checksum.find_first_of(" \t\r\n")));
    if (wanted.size() != 64) damaged(said("its checksum file holds no SHA-256"));
    if (const std::string found = hash::sha256(bytes); found != wanted)
        damaged(said("its SHA-256 is {}…, not {}…", found.substr(0, 12), wanted.substr(0, 12)));
    Head head{};
    if (!bytes.starts_with(magic) || bytes.size() < magic.size() + sizeof head)
        damaged(said("it is not of a version known here"));
    bytes.remove_prefix(magic.size());
    std::memcpy(&head, bytes.data(), sizeof head);
    bytes.remove_prefix(sizeof head);
    if (head.bits < 8 || head.bits > 24 || head.pairs > 0x10000 ||
        bytes.size() != head.pairs * std::size_t{4} + (std::size_t{2} << head.bits))
        damaged(said("its size does not fit its head"));

    std::vector<std::pair<char16_t, char16_t>> pairs(head.pairs);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        std::memcpy(&pairs[i].first, bytes.data() + 4 * i, 2);
        std::memcpy(&pairs[i].second, bytes.data() + 4 * i + 2, 2);
    }
    bytes.remove_prefix(4 * pairs.size());
    Model model;
    model.fold = fold_table_from(pairs);
    model.bits = head.bits;
    model.scale = head.scale;
    model.bias_wide = head.bias_wide;
    model.bias_letters = head.bias_letters;
    model.neutral_below = head.neutral_below;
    model.table.resize(bytes.size());
    std::memcpy(model.table.data(), bytes.data(), bytes.size());
    prepare(model);
    return model;
}

std::string save_model(const Model& model)
{
    const auto pairs = fold_pairs(model.fold);
    const Head head{model.bits,         static_cast<std::uint32_t>(pairs.size()),
                    model.scale,        model.bias_wide,
                    model.bias_letters, model.neutral_below};
    std::string out(magic);
    out.append(reinterpret_cast<const char*>(&head), sizeof head);
    for (const auto& [from, to] : pairs) {
        out.append(reinterpret_cast<const char*>(&from), 2);
        out.append(reinterpret_cast<const char*>(&to), 2);
    }
    out.append(reinterpret_cast<const char*>(model.table.data()), model.table.size());
    return out;
}

Sentiment score(const Model& model, std::string_view utf8)
{
    Folded folded;
    fold(utf8, model.fold, folded);
    const bool wide = is_wide_text(folded);
    const std::int8_t* table = model.table.data();
    const float* weight = model.weight.data() + 128;
    float sum = 0, evidence = 0;
    std::size_t count = 0;
    each_feature(folded, [&](std::uint32_t h) {
        const float w = weight[table[index_of(h, wide, model.bits)]];
        sum += w;
        evidence += std::abs(w);
        ++count;
    });
    if (evidence <= 0) return {};
    // The square root keeps long reviews comparable with short ones, as in training.
    const double norm = std::sqrt(static_cast<double>(count) + 1);
    const double logit = sum / norm + (wide ? model.bias_wide : model.bias_letters);
    Sentiment result{Label::unsure, 1 / (1 + std::exp(logit))};
    const double off = std::abs(result.p_negative - 0.5);
    if (off < neutral_band && evidence / norm < model.neutral_below)
        result.label = Label::neutral;
    else if (off >= unsure_band)
        result.label = result.p_negative > 0.5 ? Label::negative : Label::positive;
    return result;
}

} // namespace redress::analyze
