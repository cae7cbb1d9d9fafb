// How bytes are encoded, and how sure that is. Conversion itself is in base/text.
#pragma once

#include <string>
#include <string_view>

namespace redress::text {

enum class Sure {
    mark,   // a byte order mark
    valid,  // strict UTF-8
    likely, // by its characters: Chinese in GB18030 or Big5, UTF-8 with few broken bytes
    guess   // statistics of letters
};

struct DetectedEncoding {
    std::string name; // as of detect_encoding
    Sure sure = Sure::guess;
};
DetectedEncoding detect_encoding_sure(std::string_view head, bool head_is_all);

// The known name nearest to a mistyped one; "" if none is near.
std::string nearest_encoding(std::string_view name);

} // namespace redress::text
