// Rows of delimited text (RFC 4180 and what spreadsheets make of it) as UTF-8 cells, each with its place in the original
// bytes. Invariant: the slices of all rows, laid end to end, are the file; no row is dropped for its shape.
#pragma once

#include "ingest/lines.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

struct CsvRow {
    std::vector<std::string> cells; // empty for a blank line
    std::uint64_t number = 0;       // rows and blank lines, from 1
    std::uint64_t line = 0;         // line of the file it begins in, from 1
    std::uint64_t offset = 0, length = 0;
    bool unclosed = false; // its quote never closed: read as one plain line
    bool blank() const;    // no cell holds anything
};

class CsvReader {
public:
    CsvReader(const MappedFile& file, std::string encoding, char delimiter);
    CsvReader(std::string_view utf8, char delimiter); // of a probe
    ~CsvReader();
    bool next(CsvRow& row);
    std::uint64_t faults() const { return lines_.faults(); } // bytes replaced so far

private:
    struct Parser;
    struct Held {
        std::string text;
        std::uint64_t number = 0, offset = 0, length = 0;
    };
    bool take(Held& line);
    void recover(std::vector<Held>& held, CsvRow& row);

    LineReader lines_;
    char delimiter_;
    std::unique_ptr<Parser> parser_;
    std::deque<Held> queue_;
    std::uint64_t count_ = 0;
    std::size_t longest_ = 500; // lines one row may span before its quote counts as stray
};

// The one of , ; tab | that cuts most lines into equally many cells (quoted text does not count); 0 if none cuts any.
char sniff_delimiter(std::string_view text);
// A cell for use: padding and the guards spreadsheets put before numbers (="123", leading ') are gone.
std::string_view unguard(std::string_view cell);

} // namespace redress::ingest
