// A mail as records: one message, and a document for every file it carries.
#pragma once

#include "ingest/format.hpp"

#include <cstdint>
#include <string_view>

namespace redress::ingest::mail {

// Where a mail stands in its file.
struct Place {
    std::uint64_t position = 1, offset = 0, length = 0, line = 1; // the mail's number, its bytes, its first line
};

// Parses and emits; counts one unit.
void read_mail(Reading& reading, std::string_view bytes, const Place& place);
// How many header lines a text starts with before anything else stands there; known: of the usual ones of mail.
struct HeaderCount {
    std::size_t all = 0, known = 0;
};
HeaderCount count_headers(std::string_view text);

} // namespace redress::ingest::mail
