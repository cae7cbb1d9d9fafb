// Mails by which platforms tell a seller what happened: how they are known and where they say what. Data only
// (share/mail_notices.toml, the user's own file before it).
#pragma once

#include "profile/facts.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress::profile {

struct NoticeSender {
    std::string id;
    Text label;
    std::vector<std::string> names, domains; // names: words that claim to be it; domains: with all below them
    std::string platform, via;               // what `case open` is told; empty: no profile fits
    Provenance from;
};

struct NoticeKind {
    std::string sender, kind;         // kind: one of notice_kinds()
    std::vector<std::string> subject; // phrases, * is anything
    bool proposes = false;            // a reason to open a case
    Provenance from;
};

struct NoticeReason {
    std::string sender, code;
    std::vector<std::string> words;
    Provenance from;
};

struct NoticeFields { // words before a value, the surest first
    std::vector<std::string> number, order, transaction, amount, due;
};

struct NoticeBook {
    std::vector<NoticeSender> senders;
    std::vector<NoticeKind> kinds;
    std::vector<NoticeReason> reasons;
    NoticeFields fields;
};

const std::vector<std::string>& notice_kinds();

// Both throw Error{input} naming file, table and key. A file that is not there is an empty book.
NoticeBook parse_notices(std::string_view text, const std::string& name);
std::shared_ptr<const NoticeBook> load_notices(const std::filesystem::path& share, const std::filesystem::path& config);

} // namespace redress::profile
