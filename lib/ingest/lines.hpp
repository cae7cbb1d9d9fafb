// The lines of a file as UTF-8, each with its place in the original bytes. Memory stays bounded; bad bytes become U+FFFD.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace redress::ingest {

struct Line {
    std::string_view text; // without its line end; valid until the next call
    std::uint64_t number = 0, offset = 0, length = 0; // length with its line end
    std::size_t faults = 0; // bytes replaced
};

class LineReader {
public:
    // encoding as text::detect_encoding names it. \r\n, \n and a lone \r end a line.
    LineReader(const MappedFile& file, std::string encoding);
    bool next(Line& line);
    std::uint64_t faults() const { return faults_; }

private:
    bool next_wide(Line& line);
    const MappedFile& file_;
    std::string_view bytes_;
    std::string encoding_, decoded_;
    std::size_t at_ = 0;
    std::uint64_t number_ = 0, faults_ = 0;
    bool utf8_ = false, wide_ = false, big_ = false;
};

// Decides the encoding of a whole file (or takes the user's word) and says if it cannot be decoded.
std::string encoding_of(const MappedFile& file, const std::string& told);

} // namespace redress::ingest
