// The lines of a file as UTF-8, each with its place in the original bytes. Memory stays bounded; bad bytes become U+FFFD.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace redress::ingest {

struct Line {
    std::string_view text;                            // without its line end; valid until the next call
    std::uint64_t number = 0, offset = 0, length = 0; // length with its line end
    std::size_t faults = 0;                           // bytes replaced
};

class LineReader {
public:
    // encoding as text::detect_encoding names it. \r\n, \n and a lone \r end a line; a byte order mark belongs to none.
    LineReader(const MappedFile& file, std::string encoding);
    // The same over bytes in memory (a member of an archive).
    LineReader(std::string_view bytes, std::string encoding);
    bool next(Line& line);
    std::uint64_t faults() const { return faults_; }

private:
    void look_ahead();
    std::size_t end_of_line(std::size_t& line_end);
    std::size_t end_of_wide_line(std::size_t& line_end) const;

    const MappedFile* file_ = nullptr; // pages behind the reader are given back
    std::string_view bytes_;
    std::string encoding_, decoded_;
    std::size_t at_ = 0;
    std::size_t newline_ = 0; // the next '\n' at or after at_, once looked up
    std::uint64_t number_ = 0, faults_ = 0;
    unsigned unit_ = 1;                            // bytes a code unit: 1, 2 (UTF-16), 4 (UTF-32)
    std::size_t seen_ = 0;                         // up to here the bytes were looked through:
    bool seen_valid_ = false, seen_return_ = true; // whether all of that stretch is UTF-8; whether a '\r' is in it
    bool utf8_ = false, big_ = false;
    bool ascii_same_ = false; // printable ASCII bytes mean themselves in this encoding
};

// Decides the encoding of a whole file (or takes the user's word) and says if it cannot be decoded.
std::string encoding_of(const MappedFile& file, const std::string& told);
std::string encoding_of(std::string_view bytes, const std::string& told);

} // namespace redress::ingest
