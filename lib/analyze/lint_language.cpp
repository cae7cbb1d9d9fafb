// Which rules apply to a text (analyze/lint.hpp): by script, then by the commonest words that only one language has.
#include "analyze/lint.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

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

} // namespace

Languages detect_languages(std::string_view original)
{
    Languages out;
    NormalText normal;
    normalise(original.substr(0, 2000), normal);
    const std::string_view t = normal.text;
    std::size_t words = 0, es = 0;
    for (std::size_t i = 0; i < t.size();) {
        const auto byte = static_cast<unsigned char>(t[i]);
        if (byte >= 0xE4 && byte <= 0xE9) out.zh = true;
        if (t[i] < 'a' || t[i] > 'z') {
            ++i;
            continue;
        }
        auto end = i;
        while (end < t.size() && t[end] >= 'a' && t[end] <= 'z') ++end;
        ++words;
        es += std::find(spanish.begin(), spanish.end(), t.substr(i, end - i)) != spanish.end();
        i = end;
    }
    const bool marks = original.find("¿") != std::string_view::npos || original.find("¡") != std::string_view::npos ||
                       original.find("ñ") != std::string_view::npos || original.find("ción") != std::string_view::npos;
    out.es = words > 0 && (marks || es * 5 >= words) && (es > 0 || marks);
    // A few Latin letters in Chinese are brand names; a whole clause is English that staff pasted in.
    out.en = !out.es && (!out.zh || words >= 3);
    return out;
}

Languages languages_of(std::string_view text, std::string_view given)
{
    if (given == "zh") return {true, false, false};
    if (given == "en") return {false, true, false};
    if (given == "es") return {false, false, true};
    return detect_languages(text);
}

} // namespace redress::analyze
