// The text of mails: HTML as text, flowed lines.
#pragma once

#include "ingest/mail_quote.hpp"

#include <string>
#include <string_view>

namespace redress::ingest::mail {

// Blocks become lines, quotations get "> ", scripts and styles go. marks: what the page says of quotations.
std::string html_to_text(const std::string& html, QuoteMarks* marks = nullptr);
// \r\n and \r as \n.
std::string fold_lines(std::string_view text);
// format=flowed (RFC 3676): soft line breaks joined, space stuffing undone.
std::string unflow(std::string_view text, bool delete_space);

} // namespace redress::ingest::mail
