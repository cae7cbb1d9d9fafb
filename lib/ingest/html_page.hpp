// A page with a chat in it, read piece by piece: places, lines, encoding, and the account of every piece.
#pragma once

#include "ingest/columns.hpp"
#include "ingest/format.hpp"
#include "ingest/html_piece.hpp"
#include "ingest/html_tags.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace redress::ingest::html {

class Page {
public:
    // Throws Error{input} for an encoding in which tags cannot be found byte by byte (UTF-16).
    Page(Reading& reading, Pieces::Look look, bool nests = false);

    // The next piece; each but a mark is counted, and one that does not end before the page does is rejected here.
    bool next(Piece& piece);
    // Bytes of the page; what is not valid is replaced, and counted where the piece is not looked at again.
    std::string utf8(std::string_view bytes, bool counted = true);
    std::string own(const Piece& piece) { return utf8(piece.own(bytes_)); }
    std::string title(); // of the page, as plain text
    std::string_view bytes() const { return bytes_; }

    // What becomes of the piece that next() gave last.
    void parsed(Draft&& draft);
    void system(Draft&& draft); // gets the role too
    void structure();           // of the page itself: a date between messages
    void again();               // told before: the same message in another place of the page
    void reject(const char* code, Said why);
    void remark(const char* code, Said words, Severity severity = Severity::warning);

    // At the end; whole: how such a page ends was seen. Throws Error{input} if there was no message of that program.
    void finish(bool whole, std::string_view program);
    // Does the text end in these words, white space and what else may follow a page aside?
    bool ends_with(std::string_view lower_words) const;

private:
    void emit(Draft&& draft) const;
    std::uint64_t line_at(std::size_t at);

    Reading& reading_;
    std::string_view bytes_;
    Pieces pieces_;
    Remarks remarks_;
    Piece piece_;
    std::uint64_t element_ = 0, faults_ = 0, line_ = 1;
    std::size_t counted_ = 0;
    bool cut_ = false, any_ = false;
};

// "04.06.2020" and a clock in a message's time: where it exists it becomes local; else the writing is kept and said.
void put_time(Draft& draft, model::Message& message, const std::optional<LocalTime>& local, std::string_view written,
              Page& page);
// The file's name and the type its element tells: <img> image/*, <video> video/*, <audio> audio/*.
void add_file(model::Message& message, std::string_view address, std::string_view media_type);

} // namespace redress::ingest::html
