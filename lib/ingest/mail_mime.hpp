// One mail out of its bytes, whatever its faults: decoded headers, the text a reader sees, the files it carries.
#pragma once

#include "ingest/mail_date.hpp"
#include "ingest/mail_quote.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::mail {

// Caps against nesting and width bombs (EVIDENCE.md row 22; the figures are Dovecot's defaults).
inline constexpr int max_depth = 100;
inline constexpr std::size_t max_parts = 10'000;
// Caps on memory (max_file_bytes: of all files of a mail). No provider passes on mails of that size; nobody reads so long a
// text.
inline constexpr std::size_t max_mail_bytes = 192u << 20, max_file_bytes = 64u << 20, max_text_bytes = 3u << 20,
                             max_header_bytes = 1u << 20;

struct Address {
    std::string name, address;
};
// 'Ana Roe <ana@example.com>', the name quoted where it needs to be; several joined by ", ".
std::string to_string(const std::vector<Address>& addresses);

// A header in bytes of no named encoding: what they were taken for, and all that is certain (U+FFFD for what is not).
struct Guess {
    std::string encoding, certain;
};

struct File {
    std::string name, media_type, bytes;
    bool too_big = false; // beyond max_file_bytes: named, bytes left out
};

struct Mail {
    std::vector<Address> from, to, cc;
    Guess guessed_subject;
    std::string from_written; // the decoded header, for senders that are no address
    std::string subject, message_id, in_reply_to;
    std::string authentication; // the first Authentication-Results: what the receiving server found
    std::vector<std::string> references;
    std::optional<Date> date;
    bool date_of_receipt = false; // taken from the newest Received line
    std::string date_written;
    std::string text; // of the body, quotations and all
    QuoteMarks marks; // in it
    std::vector<File> files;
    bool too_deep = false, too_wide = false, no_headers = false, text_cut = false, long_headers = false;
    bool encrypted = false, tnef = false; // a part nobody but its reader, or Outlook, can open
    std::size_t unread = 0;               // bytes beyond max_mail_bytes
};

// passed: told now and then up to where the bytes have been read; they may be read again.
Mail parse(std::string_view bytes, const std::function<void(std::size_t)>& passed = {});

// A header's value: unfolded, encoded words decoded, raw 8-bit bytes guessed; guess is filled in where they had to be.
std::string decode_header(std::string_view raw, Guess* guess = nullptr);
// Message ids without their angle brackets, in order.
std::vector<std::string> message_ids(std::string_view value);

} // namespace redress::ingest::mail
