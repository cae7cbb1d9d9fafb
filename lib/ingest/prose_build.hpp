// How readers of prose put texts together (ingest/prose).
#pragma once

#include "ingest/prose.hpp"

#include <string>
#include <string_view>

namespace redress::ingest {

// No text handed out is longer: the rest of it comes as another.
inline constexpr std::size_t longest_prose = 256 * 1024;

// Gathers texts and hands them out a batch at a time.
class ProseSink {
public:
    // file: where the texts stand; null: all are held.
    ProseSink(ProseReport& report, const ProseTake& take, std::shared_ptr<const MappedFile> file);
    ProseBatch& batch() { return batch_; }
    ProseReport& report() { return report_; }
    void add(ProseText text);
    // Where a batch may end: what was said of texts so far changes no more.
    void rest();
    void flush();
    // A place in the batch's lists for it.
    std::uint32_t spot(std::string name);
    std::uint32_t say(const ProseSays& says);
    void set_file_says(const ProseSays& says) { batch_.says.front() = says; }

private:
    void begin(ProseSays says, std::shared_ptr<const MappedFile> file);

    ProseReport& report_;
    const ProseTake& take_;
    ProseBatch batch_;
    std::size_t bytes_ = 0;
};

// One text made of stretches of lines.
class ProseBuilder {
public:
    explicit ProseBuilder(ProseSink& sink) : sink_(sink) {}
    // column: of byte `skip` of it.
    void begin_line(std::string_view whole, std::uint64_t line, std::uint64_t column = 1, std::size_t skip = 0);
    void put(std::size_t from, std::size_t to);                          // bytes of the line
    void stand(std::size_t from, std::size_t to, std::string_view word); // the word in their place
    void put_break(char c);                                              // what follows is in another line, or item
    // Places in the line that is built from, asked for in order.
    std::uint64_t column_at(std::size_t skip);
    std::string_view whole() const { return whole_; }
    std::uint64_t line() const { return line_; }
    bool empty() const { return text_.empty(); }
    std::size_t size() const { return text_.size(); }
    // Everything so far as a text (from the mark on as another, if there is one behind the first); blank ones are dropped.
    void finish(bool complete = true);
    void mark() { mark_ = text_.size(), piece_mark_ = pieces_.size(); }
    std::size_t marked() const { return mark_; }
    void split_at_mark(); // what is before the mark is a text of its own
    void set(std::uint32_t says, std::uint32_t spot) { says_ = says, spot_ = spot; }
    void as_cell(std::uint64_t line, std::uint64_t column) { cell_line_ = line, cell_column_ = column; }

private:
    void piece(std::size_t from, std::uint32_t stands_for);
    void hand_out(std::size_t to, std::size_t to_piece, bool complete);

    ProseSink& sink_;
    std::string text_;
    std::vector<ProsePiece> pieces_;
    std::string_view whole_;
    std::uint64_t line_ = 1, column_ = 1; // column_: of byte counted_ of the line
    std::size_t counted_ = 0, next_ = 0;  // next_: byte of the line that would join the last piece
    std::size_t mark_ = 0, piece_mark_ = 0;
    std::uint32_t says_ = 0, spot_ = 0;
    std::uint64_t cell_line_ = 0, cell_column_ = 0;
};

// Where a text that is too long may be cut: behind a sentence, else a space, else a character.
std::size_t prose_cut(std::string_view text, std::size_t most);

// A line that is nothing but a comment to the checker: no text.
bool is_prose_comment(std::string_view line);
// A text holds something to check: a letter of any script.
bool holds_wording(std::string_view text);

} // namespace redress::ingest
