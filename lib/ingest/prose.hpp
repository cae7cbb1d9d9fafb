// Files that hold wording (canned replies, templates, shop rules) as texts to check, each with the way back to its places.
// Texts come in batches of some hundred kilobytes; a file is never held as a whole.
#pragma once

#include "base/diagnostic.hpp"
#include "base/file.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

enum class ProseShape { lines, markdown, table, workbook, json };
// What is one text: section: from a heading or a rule to the next, or to the end.
enum class ProseUnit { line, paragraph, section, file };

// What a file, a row or an object says itself of its texts; empty: nothing.
struct ProseSays {
    std::string kind, lang, platform;
    std::vector<std::string> jurisdictions;
    bool operator==(const ProseSays&) const = default;
};

// A stretch of a text that stands in one line of the file as decoded.
struct ProsePiece {
    std::uint32_t at = 0;               // where in the text
    std::uint32_t stands_for = 0;       // bytes of the file this stretch was put in for; 0: it is as written
    std::uint64_t line = 1, column = 1; // of its first character, from 1, in code points
    std::string_view whole;             // the line, as decoded
    std::size_t skip = 0;               // bytes of the line before this stretch
};

struct ProseText {
    std::string_view text;               // valid UTF-8, as long as its batch
    std::uint64_t line = 1, column = 1;  // of its first character; of a cell: its row's line, and its column of the sheet
    std::string_view whole;              // the line it begins in
    std::uint32_t piece = 0, pieces = 0; // its stretches, places in the batch's list; none: one stretch, one line
    std::uint32_t says = 0, spot = 0;    // places in the batch's lists
    std::uint64_t last_line = 0;         // of a cell: where its row ends
    bool complete = true;                // false: a part of a text, as a heading
    bool cell = false;                   // every offset of it is at line and column
};

// A finding made in reading: a rule of template_rules().
struct ProseRemark {
    std::string_view rule;
    std::uint64_t line = 1, column = 1, end_column = 1;
    std::string match, near; // near: the name that was probably meant
    std::string_view whole;
    std::uint32_t says = 0, spot = 0;
};

// A line that may tell the checker something: it holds "redress-disable".
struct ProseComment {
    std::uint64_t line = 1;
    std::string_view text;
};

struct ProseBatch {
    std::vector<ProseText> texts;
    std::vector<ProsePiece> pieces;
    std::vector<ProseSays> says;    // the first: what the file says
    std::vector<std::string> spots; // cells ("B7", "Replies!B7") and JSON pointers; the first is empty
    std::vector<ProseRemark> remarks;
    std::vector<ProseComment> comments;
    std::deque<std::string> held;           // texts that stand nowhere as they are
    std::shared_ptr<const MappedFile> file; // the others stand in it; null: they stand in what its maker holds
};

// Slots a template may use: sections with the names known inside them (redress-templates(5)), names known everywhere.
struct ProseSlots {
    std::map<std::string, std::vector<std::string>, std::less<>> names;
    std::vector<std::string> prefixes; // "reason_"
};

struct ProseOptions {
    ProseShape shape = ProseShape::lines;
    std::optional<ProseUnit> unit;   // nothing: by shape and kind
    std::string kind = "reply";      // of texts that do not say
    std::string encoding;            // nothing: found out
    std::optional<ProseSlots> slots; // a mustache template, checked against these
    ProseSlots slots_of_kinds;       // and these, if it says that it is a letter of some kind
    bool front_matter = false;       // may begin with one
};

struct ProseReport {
    std::string encoding;
    std::uint64_t faults = 0;    // characters replaced
    std::uint64_t texts = 0;     // handed out
    std::uint64_t skipped = 0;   // cells, strings and blocks of code that hold no wording
    std::uint64_t malformed = 0; // lines that are no JSON
    Diagnostics remarks;
};

struct ProsePlace {
    std::uint64_t line = 1, column = 1;
    std::string_view whole; // the line there, as decoded
    std::size_t skip = 0;   // bytes of it before the place
};
// Of the byte `offset` of a text. end: as the end of a stretch, which belongs to what is before it.
ProsePlace place_in(const ProseBatch& batch, const ProseText& text, std::size_t offset, bool end = false);

using ProseTake = std::function<void(ProseBatch&&)>;
// Throws Error{input}: no text at all (a picture, a PDF), unreadable encoding, JSON that is broken.
ProseReport read_prose(const std::shared_ptr<const MappedFile>& content, const std::string& name, const ProseOptions& given,
                       const ProseTake& take);

// A word that says what a text is ("kind", "lang", "platform", "jurisdiction"), put into `says`; false: another key, or a
// value that is none.
bool take_prose_key(std::string_view key, std::string_view value, ProseSays& says);

// By the end of its name; nothing: no kind of file this reads.
std::optional<ProseShape> prose_shape(std::string_view name);
// What is read of such a name as lines would be rubbish: documents, pictures, archives. Says what to do; nothing: may be
// text.
std::optional<Said> why_no_prose(std::string_view bytes, std::string_view name);

} // namespace redress::ingest
