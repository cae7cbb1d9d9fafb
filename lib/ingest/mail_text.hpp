// The text of mails: HTML as text, flowed lines, own words apart from what they answer.
#pragma once

#include <string>
#include <string_view>

namespace redress::ingest::mail {

// Blocks become lines, quotations get "> ", scripts and styles go.
std::string html_to_text(const std::string& html);
// \r\n and \r as \n.
std::string fold_lines(std::string_view text);
// format=flowed (RFC 3676): soft line breaks joined, space stuffing undone.
std::string unflow(std::string_view text, bool delete_space);

struct Words {
    std::string own, quoted;
};
// Quoted: lines with ">", what follows "On … wrote:" and the like, forwarded mail.
Words split_quoted(std::string_view text);
// "Re: AW: [list] Order" -> "[list] order": what a conversation is called whatever the mail program added.
std::string plain_subject(std::string_view subject);

} // namespace redress::ingest::mail
