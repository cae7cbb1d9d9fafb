// Which rules apply to a text (analyze/lint.hpp): by script, then by the commonest words that only one language has.
#include "analyze/lint.hpp"

#include <array>
#include <cstdint>

namespace redress::analyze {
namespace {

constexpr std::array<std::string_view, 72> spanish{

    "el",        "la",         "los",     "las",        "un",     "una",     "de",      "del",       "que",
    "por",       "para",       "con",     "su",         "sus",    "usted",   "le",      "lo",        "les",
    "se",        "es",         "en",      "y",          "al",     "nuestro", "nuestra", "pedido",    "gracias",
    "hola",      "vale",       "ya",      "si",         "esta",   "este",    "pero",    "como",      "muy",
    "mas",       "cuando",     "hasta",   "sin",        "sobre",  "tienda",  "compra",  "cliente",   "envio",
    "reembolso", "devolucion", "opinion", "valoracion", "resena", "mejor",   "mejores", "nos",       "tu",
    "te",        "mi",         "nada",    "culpa",      "son",    "fue",     "ha",      "entendido", "entiendo",
    "calmese",   "tranquilo",  "claro",   "recibido",   "favor",  "buenos",  "dias",    "visto",     "listo"};

// Up to seven letters and the length, so that most words are told apart by one comparison.
constexpr std::uint64_t key_of(std::string_view word)
{
    std::uint64_t key = word.size();
    for (std::size_t i = 0; i < word.size() && i < 7; ++i) key = key << 8 | static_cast<unsigned char>(word[i]);
    return key;
}

constexpr std::size_t slots = 512;
constexpr std::size_t slot_of(std::uint64_t key)
{
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 55);
}
static_assert(slots == std::size_t{1} << (64 - 55));

// By slot, then onwards to the next empty one: which word, from 1.
constexpr std::array<std::uint8_t, slots> table()
{
    std::array<std::uint8_t, slots> out{};
    for (std::size_t i = 0; i < spanish.size(); ++i) {
        auto at = slot_of(key_of(spanish[i]));
        while (out[at]) at = (at + 1) % slots;
        out[at] = static_cast<std::uint8_t>(i + 1);
    }
    return out;
}

bool is_spanish(std::string_view word)
{
    static constexpr auto known = table();
    for (auto at = slot_of(key_of(word)); known[at]; at = (at + 1) % slots)
        if (spanish[known[at] - 1U] == word) return true;
    return false;
}

} // namespace

Languages detect_languages(std::string_view normal, const Marks& marks)
{
    constexpr std::size_t looked_at = 2000;
    Languages out;
    out.zh = marks.han;
    std::size_t words = 0, es = 0;
    const auto t = normal.substr(0, looked_at);
    for (std::size_t i = 0; i < t.size();) {
        if (t[i] < 'a' || t[i] > 'z') {
            ++i;
            continue;
        }
        auto end = i;
        while (end < t.size() && t[end] >= 'a' && t[end] <= 'z') ++end;
        ++words;
        es += is_spanish(t.substr(i, end - i));
        i = end;
    }
    out.es = words > 0 && (marks.spanish || es * 5 >= words) && (es > 0 || marks.spanish);
    // A few Latin letters in Chinese are brand names; a whole clause is English that staff pasted in.
    out.en = !out.es && (!out.zh || words >= 3);
    return out;
}

Languages detect_languages(std::string_view original)
{
    NormalText normal;
    std::vector<NormalPiece> pieces;
    normalise_all({&original, 1}, normal, pieces);
    return detect_languages(std::string_view(normal.text).substr(0, pieces[0].end), pieces[0].marks);
}

Languages languages_of(std::string_view text, std::string_view given)
{
    if (given == "zh") return {true, false, false};
    if (given == "en") return {false, true, false};
    if (given == "es") return {false, false, true};
    return detect_languages(text);
}

} // namespace redress::analyze
