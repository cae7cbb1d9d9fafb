#include "analyze/wording_model.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

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

inline void add_rows(const Rows& rows, std::size_t count, Sums& sums)
{
    std::array<std::int16_t, wording_columns> few{};
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < wording_columns; ++k) few[k] = static_cast<std::int16_t>(few[k] + rows[i][k]);
    for (std::size_t k = 0; k < wording_columns; ++k) sums[k] += few[k];
}

#ifdef __x86_64__
// The same loop, for processors that widen sixteen weights at once.
[[gnu::target("avx2"), gnu::flatten]] void add_rows_avx2(const Rows& rows, std::size_t count, Sums& sums)
{
    add_rows(rows, count, sums);
}
#endif

auto fastest_add_rows()
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) return &add_rows_avx2;
#endif
    return &add_rows;
}

} // namespace

WordingScores wording_scores(const WordingModel& model, const Folded& features)
{
    static const auto add = fastest_add_rows();
    Sums sums{};
    // Rows lie all over the table: asked for some time before they are added.
    Rows rows{};
    std::size_t count = 0, waiting = 0;
    each_feature(features, [&](std::uint32_t hash) {
        rows[waiting] = model.table.data() + (hash >> (32 - model.bits)) * wording_columns;
        __builtin_prefetch(rows[waiting]);
        ++count;
        if (++waiting < rows.size()) return;
        add(rows, waiting, sums);
        waiting = 0;
    });
    add(rows, waiting, sums);
    WordingScores out{};
    const float factor = model.scale * wording_scale(count);
    for (std::size_t k = 0; k < wording_columns; ++k) out[k] = static_cast<float>(sums[k]) * factor + model.bias[k];
    return out;
}

} // namespace redress::analyze
