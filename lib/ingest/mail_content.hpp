// What a part of a mail holds, its encodings undone whatever their labels say. Included only by the mail_*.cpp files.
#pragma once

#include "ingest/mail_gmime.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::mail {

struct Content {
    std::string bytes;
    bool cut = false; // there was more
};
// At most `most` bytes; labels with typing errors understood ("quoted/printable", "Base-64"), text that says base64 and is
// none left as it is.
Content content_of(GMimePart* part, std::size_t most);

// Text as UTF-8: the label if it holds, else a guess. NUL bytes go.
std::string to_utf8(std::string bytes, const char* charset);

// A file written into a text between "begin 644 name" and "end" (uuencode).
struct Embedded {
    std::string name, bytes;
};
// Takes such files out of the text.
std::vector<Embedded> take_uuencoded(std::string& text);

} // namespace redress::ingest::mail
