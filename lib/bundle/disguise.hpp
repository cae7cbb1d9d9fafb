// What bytes hold in disguise: base64, hex, percent signs, quoted-printable, escapes of JSON and HTML, words cut by tags or
// by the kerning of a PDF. The bytes are decoded, not the values encoded: so line ends within base64, mixed forms and one
// encoding inside another are met too.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace redress::bundle {

enum class Nature {
    binary, // pictures, packed data
    text,   // meant to be read
    drawing // decoded content of a PDF
};

// By the first kilobytes.
Nature nature_of(std::string_view bytes);

// Calls take with each decoded text of a few dozen kilobytes; overlapping, so that nothing is cut apart at their borders.
// beyond_ascii: letters above ASCII matter too. Stops when take says so (true), and returns whether it did.
bool each_disguise(std::string_view bytes, Nature nature, bool beyond_ascii,
                   const std::function<bool(std::string_view decoded, Nature nature)>& take);

// A file that stands in text as base64 of at least half a kilobyte, as in a mail: calls take with its bytes.
void each_enclosed(std::string_view text, const std::function<void(std::string&& bytes)>& take);

} // namespace redress::bundle
