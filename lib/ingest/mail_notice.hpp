// Mails of platforms: which they are, and what they say of a case.
#pragma once

#include "base/json.hpp"
#include "base/money.hpp"
#include "ingest/mail_mime.hpp"
#include "profile/notices.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::mail {

// What is stated in the mail; nothing is concluded from what is not.
struct Stated {
    std::string number, order, transaction, reason; // reason: the profile's code
    std::optional<Money> amount;                    // only with a currency
    std::string due;                                // 2026-03-10, 2026-03-10T18:00:00 or with its zone
};

struct Notice {
    const profile::NoticeSender* sender = nullptr;
    const profile::NoticeKind* kind = nullptr;
    Stated stated;
    std::string authentication; // "dmarc=pass", "dkim=pass", …: as the receiving server says; empty: nothing
};

enum class Impostor {
    none,
    name,    // a sender's name with another's address
    domain,  // an address that looks like a platform's
    rejected // the right address, which the receiving server found to be forged
};

struct Judged {
    std::optional<Notice> notice;
    Impostor impostor = Impostor::none;
    const profile::NoticeSender* imitated = nullptr;
    bool speaks_of_case = false; // an impostor with the subject of a notice, too
};

// A notice needs both: the domain of its sender and words of its subject.
Judged judge_notice(const Mail& mail, const profile::NoticeBook& book);
Stated stated_in(std::string_view text, const std::string& sender, const profile::NoticeBook& book,
                 const std::optional<Date>& written);

Json to_json(const Notice& notice);
// "redress case open --platform paypal --number PP-1 --due 2026-03-10"; empty where no profile fits or neither number nor
// order is stated.
std::string command_for(const Notice& notice);

} // namespace redress::ingest::mail
