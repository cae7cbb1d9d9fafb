// What the writer of a mail wrote, apart from what the mail program put below it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::mail {

// What the HTML of a mail says of its text, as offsets of bytes.
struct QuoteMarks {
    std::vector<std::size_t> intros;      // lines that introduce a quotation, in whatever language
    std::size_t tail = std::string::npos; // from here on the mail answered to
};

struct Words {
    std::string own, quoted;
};
// Quoted: lines with ">", what follows "On … wrote:" and the like, header blocks as Outlook pastes them. Answers between and
// below quoted lines stay, in order. A forwarded mail is what its sender sends, no quotation: it stays.
// forwards: the subject says that this mail passes one on.
Words split_quoted(std::string_view text, const QuoteMarks& marks = {}, bool forwards = false);

// "Re: AW: [list] Order" -> "[list] order": what a conversation is called whatever the mail program added.
std::string plain_subject(std::string_view subject);
// Is the first such word "Fwd:", "WG:", "转发：" …?
bool is_forward(std::string_view subject);

} // namespace redress::ingest::mail
