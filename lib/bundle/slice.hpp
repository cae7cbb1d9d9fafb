// The exact bytes of a case's records out of a source that holds more than the case: a slice, with offsets into the whole.
#pragma once

#include "bundle/file.hpp"
#include "bundle/mask.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

// A file records were read from, as the package may speak of it: never by its own name, which may name other people.
struct SourceFile {
    std::string label; // "source-1"
    std::string sha256, format, encoding;
    std::uint64_t bytes = 0;          // of the whole file
    std::string form;                 // how its content is packed (ingest/content); empty: it is the file
    std::uint64_t content_bytes = 0;  // of that content; 0: it is the file
    std::string_view kept;            // what the store kept of it; empty: nothing
    std::shared_ptr<const void> hold; // owns kept
    std::optional<Original> original; // the file itself, where the store keeps it as it was
    bool kept_is_original = true;     // false: secrets were replaced when it was read
    bool sql = false;                 // an SQL dump
    struct Stretch {                  // of packed files: one of them, up to the next
        std::uint64_t offset = 0;
        std::string encoding;
        bool sql = false;
    };
    std::vector<Stretch> stretches; // in order; empty: it is one file
    Stretch at(std::uint64_t offset) const;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> headers; // rows that name columns: offset and length
    bool member = false;         // kept is the content of what the label means, or a member of it; offsets count that
    bool only_this_case = false; // every record read from it belongs to the case
};

struct Span { // one record's bytes
    std::uint64_t offset = 0, length = 0;
    std::string record;
    std::size_t keys = 0; // in its record: if its bytes show fewer they are encoded or of no known shape, and stay unmasked
    std::string withheld; // why its bytes stay here
    std::string known;    // of a row of an SQL dump: its records as JSON
};

struct SliceEntry {
    std::string record;                   // "header" for the row that names the columns
    std::uint64_t offset = 0, length = 0; // in the source
    std::uint64_t at = 0;                 // in the slice file
    std::string withheld;                 // why its bytes are not in the slice
    bool masked = false;                  // not byte for byte: something was masked, or the text was re-encoded
};

struct Slice {
    std::string bytes;
    std::string text; // UTF-8 of bytes where they are something else
    std::vector<SliceEntry> entries;
    bool whole = false; // the original itself, byte for byte; bytes are empty where the source has an Original
    bool masked = false;
    std::string withheld; // why there is no slice; then bytes are empty
};

// A span's bytes as UTF-8 without personal data; nullopt: they stay here.
using SpanRedactor = std::function<std::optional<std::string>(const Span& span, const std::string& bytes)>;

// spans may come in any order and repeat. Masks are counted in the log under `file`. With a redactor no span is byte for
// byte unless nothing in it was personal.
Slice cut_slice(const SourceFile& source, std::vector<Span> spans, const std::string& file, MaskLog& log,
                const SpanRedactor& redact = {});

} // namespace redress::bundle
