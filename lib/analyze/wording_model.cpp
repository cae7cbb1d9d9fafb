#include "analyze/wording_model.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace redress::analyze {
namespace {

// The file: this line, the categories on one line, the head as it lies in memory (little-endian), the table.
constexpr std::string_view magic = "redress-wording 1\n";
static_assert(std::endian::native == std::endian::little, "the model file is little-endian");

struct Head {
    std::uint32_t bits = 0;
    float scale = 0;
    WordingScores bias{}, least{}, hold{};
};

[[noreturn]] void damaged()
{
    throw Error(ErrorKind::input, said("the wording model is damaged or of another version"),
                said("install share/models again"));
}

} // namespace

WordingModel load_wording_model(std::string_view bytes)
{
    if (!bytes.starts_with(magic)) damaged();
    bytes.remove_prefix(magic.size());
    const auto line = bytes.find('\n');
    if (line == std::string_view::npos) damaged();
    WordingModel model;
    for (std::size_t at = 0; at < line;) {
        const auto end = std::min(bytes.find(' ', at), line);
        model.categories.emplace_back(bytes.substr(at, end - at));
        at = end + 1;
    }
    bytes.remove_prefix(line + 1);
    Head head;
    if (bytes.size() < sizeof head) damaged();
    std::memcpy(&head, bytes.data(), sizeof head);
    bytes.remove_prefix(sizeof head);
    if (head.bits < 8 || head.bits > 20 || model.categories.size() > wording_columns ||
        bytes.size() != (std::size_t{1} << head.bits) * wording_columns)
        damaged();
    model.bits = head.bits;
    model.scale = head.scale;
    model.bias = head.bias;
    model.least = head.least;
    model.hold = head.hold;
    model.table = {reinterpret_cast<const std::int8_t*>(bytes.data()), bytes.size()};
    return model;
}

std::string save_wording_model(const WordingModel& model)
{
    std::string out(magic);
    for (const auto& category : model.categories) out += (&category == &model.categories.front() ? "" : " ") + category;
    out += '\n';
    const Head head{model.bits, model.scale, model.bias, model.least, model.hold};
    out.append(reinterpret_cast<const char*>(&head), sizeof head);
    out.append(reinterpret_cast<const char*>(model.table.data()), model.table.size());
    return out;
}

std::optional<std::size_t> wording_column(const WordingModel& model, std::string_view category)
{
    const auto found = std::find(model.categories.begin(), model.categories.end(), category);
    if (found == model.categories.end()) return std::nullopt;
    return static_cast<std::size_t>(found - model.categories.begin());
}

void wording_features(std::string_view normal, Folded& out)
{
    out.size = 0;
    for (std::size_t i = 0; i < normal.size() && out.size < max_characters;) {
        const auto byte = static_cast<unsigned char>(normal[i]);
        const std::size_t n = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        char32_t c = n == 1 ? byte : byte & (0xFFU >> (n + 1));
        for (std::size_t k = 1; k < n && i + k < normal.size(); ++k)
            c = (c << 6) | (static_cast<unsigned char>(normal[i + k]) & 0x3F);
        // A cry of fifty letters is a cry of three.
        if (out.size >= 3 && out.text[out.size - 1] == static_cast<char16_t>(c) &&
            out.text[out.size - 2] == out.text[out.size - 1] && out.text[out.size - 3] == out.text[out.size - 1]) {
            i += n;
            continue;
        }
        // Digits are all one to this: what was written, not how much.
        out.text[out.size++] = byte >= '0' && byte <= '9' ? u'0' : byte == '\n' ? u' ' : static_cast<char16_t>(c);
        i += n;
    }
}

float wording_scale(std::size_t features)
{
    constexpr float usual = 200;
    const float n = static_cast<float>(features) + 1;
    return n <= usual ? 1 / std::sqrt(n) : std::sqrt(usual) / n;
}

namespace {

// So few that a column of their sums fits 16 bits.
using Rows = std::array<const std::int8_t*, 64>;
using Sums = std::array<std::int32_t, wording_columns>;

void add_rows(const Rows& rows, std::size_t count, Sums& sums)
{
    std::array<std::int16_t, wording_columns> few{};
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < wording_columns; ++k) few[k] = static_cast<std::int16_t>(few[k] + rows[i][k]);
    for (std::size_t k = 0; k < wording_columns; ++k) sums[k] += few[k];
}

#ifdef __x86_64__
// The same in six instructions a row: the compiler finds no better than forty.
static_assert(wording_columns == 24);
[[gnu::target("avx2")]] void add_rows_avx2(const Rows& rows, std::size_t count, Sums& sums)
{
    auto first = _mm256_setzero_si256(); // sixteen columns; then eight
    auto last = _mm_setzero_si128();
    for (std::size_t i = 0; i < count; ++i) {
        const auto* row = rows[i];
        const auto sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row));
        const auto eight = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row + 16));
        first = _mm256_add_epi16(first, _mm256_cvtepi8_epi16(sixteen));
        last = _mm_add_epi16(last, _mm_cvtepi8_epi16(eight));
    }
    const __m128i parts[]{_mm256_castsi256_si128(first), _mm256_extracti128_si256(first, 1), last};
    for (std::size_t part = 0; part < std::size(parts); ++part) {
        auto* to = reinterpret_cast<__m256i*>(sums.data() + part * 8);
        _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), _mm256_cvtepi16_epi32(parts[part])));
    }
}
#endif

auto fastest_add_rows()
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) return &add_rows_avx2;
#endif
    return &add_rows;
}

// Rows lie all over the table: asked for some time before they are added.
class RowSums {
public:
    explicit RowSums(const WordingModel& model) : model_(model) {}
    void take(std::uint32_t hash)
    {
        rows_[waiting_] = model_.table.data() + (hash >> (32 - model_.bits)) * wording_columns;
        __builtin_prefetch(rows_[waiting_]);
        ++count_;
        if (++waiting_ == rows_.size()) add_waiting();
    }
    void add(const std::array<std::int16_t, wording_columns>& sums, std::size_t count)
    {
        for (std::size_t k = 0; k < wording_columns; ++k) sums_[k] += sums[k];
        count_ += count;
    }
    const Sums& sums()
    {
        add_waiting();
        return sums_;
    }
    std::size_t count() const { return count_; }

private:
    void add_waiting()
    {
        static const auto add_rows = fastest_add_rows();
        add_rows(rows_, waiting_, sums_);
        waiting_ = 0;
    }

    const WordingModel& model_;
    Rows rows_{};
    Sums sums_{};
    std::size_t count_ = 0, waiting_ = 0;
};

} // namespace

const WordingScorer::Word& WordingScorer::word(std::u16string_view letters, std::uint32_t hash)
{
    auto& known = words_[hash % slots];
    if (std::u16string_view(known.letters.data(), known.size) == letters) return known;
    std::copy(letters.begin(), letters.end(), known.letters.begin());
    known.size = static_cast<std::uint16_t>(letters.size());
    RowSums sums(*model_);
    word_features(letters, hash, [&](std::uint32_t h) { sums.take(h); });
    for (std::size_t k = 0; k < wording_columns; ++k) known.sums[k] = static_cast<std::int16_t>(sums.sums()[k]);
    known.features = static_cast<std::uint16_t>(sums.count());
    return known;
}

WordingScores WordingScorer::scores(const Folded& features)
{
    RowSums sums(*model_);
    const auto take = [&](std::uint32_t hash) { sums.take(hash); };
    each_feature(features, take, [&](std::u16string_view letters, std::uint32_t hash) {
        if (letters.size() > longest) return word_features(letters, hash, take);
        const auto& known = word(letters, hash);
        sums.add(known.sums, known.features);
    });
    WordingScores out{};
    const auto& all = sums.sums();
    const float factor = model_->scale * wording_scale(sums.count());
    for (std::size_t k = 0; k < wording_columns; ++k) out[k] = static_cast<float>(all[k]) * factor + model_->bias[k];
    return out;
}

} // namespace redress::analyze
