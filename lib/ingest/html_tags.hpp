// The tags of a page one after the other and the pieces between them, found in its bytes without a tree: a page may be
// gigabytes, cut short or badly nested, and each message needs its exact place. What stands in a piece is for html_piece.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::ingest::html {

struct Tag {
    std::size_t at = 0, end = 0;         // of "<div …>" in the text
    std::string_view name;               // as written: compare with is()
    std::string_view text;               // the tag itself
    bool closing = false, empty = false; // empty: "<br/>"
    bool is(std::string_view lower_name) const;
    // As written, entities and all; empty if there is none.
    std::string_view attribute(std::string_view lower_name) const;
    bool has_class(std::string_view word) const;
};

// The next whole tag at or after `from`. Comments are passed over, and what stands in script, style, textarea, title and
// xmp: there a "<" is a character. False at the end; cut, if given, is set where the text ends inside a tag or a comment.
bool next_tag(std::string_view text, std::size_t from, Tag& tag, bool* cut = nullptr);

// What a tag means to a reader.
enum class Take {
    pass,
    mark,    // by itself of interest: where a thread or a day begins
    element, // a piece up to its own end tag
    run      // a piece that takes in what follows, up to the next piece, mark or end tag of what it stands in
};

struct Piece {
    Take take = Take::pass;
    Tag tag;                                                // the one it starts with
    std::size_t at = 0, end = 0;                            // a mark: its tag alone
    std::vector<std::pair<std::size_t, std::size_t>> holes; // pieces inside it, which come after it
    bool whole = true;                                      // false: the text ends, or another piece begins, before its end
    std::size_t depth = 0;                                  // how many pieces it stands in
    // Its text without its holes.
    std::string own(std::string_view text) const;
};

class Pieces {
public:
    using Look = std::function<Take(const Tag&)>;
    // nests: pieces may stand in each other; else one that begins inside another ends it.
    Pieces(std::string_view text, Look look, bool nests = false) : text_(text), look_(std::move(look)), nests_(nests) {}
    // In the order in which they begin.
    bool next(Piece& piece);
    bool cut() const { return cut_; } // the text ends inside a piece, a tag or a comment

private:
    struct Open {
        std::size_t index;
        std::int64_t depth; // of tags named like its own
    };
    void start(const Tag& tag, Take take);
    void close(std::size_t end, bool whole);
    void count(const Tag& tag);

    std::string_view text_;
    Look look_;
    bool nests_ = false, cut_ = false, done_ = false;
    std::size_t from_ = 0;
    std::deque<Piece> ready_;
    std::vector<Open> open_;
};

// What stands in the page's <title>, in its bytes; looked for in the first part of the text only.
std::string_view title(std::string_view text);

} // namespace redress::ingest::html
