#include "ingest/mail_notice.hpp"

#include "analyze/normal.hpp"
#include "base/confusable.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest::mail {
namespace {

using profile::NoticeBook;
using profile::NoticeSender;

std::string normal(std::string_view text)
{
    analyze::NormalText out;
    analyze::normalise(text, out);
    return std::move(out.text);
}

bool is_below(std::string_view domain, std::string_view parent)
{
    return domain == parent ||
           (domain.size() > parent.size() && domain.ends_with(parent) && domain[domain.size() - parent.size() - 1] == '.');
}

bool owns(const NoticeSender& sender, std::string_view domain)
{
    return std::any_of(sender.domains.begin(), sender.domains.end(),
                       [domain](const std::string& d) { return is_below(domain, d); });
}

const NoticeSender* owner_of(std::string_view domain, const NoticeBook& book)
{
    for (const auto& sender : book.senders)
        if (owns(sender, domain)) return &sender;
    return nullptr;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words(1);
    for (const char32_t c : text::to_u32(text::fold_case(text))) {
        if (text::is_word(c))
            text::append_utf8(words.back(), c);
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

// Who is named in the sender's display name.
const NoticeSender* named_in(const std::string& name, const NoticeBook& book)
{
    if (name.empty()) return nullptr;
    const auto words = words_of(name);
    for (const auto& sender : book.senders)
        for (const auto& claim : sender.names)
            if (std::find(words.begin(), words.end(), claim) != words.end()) return &sender;
    return nullptr;
}

// Whose name one of the parts of a domain looks like: "paypa1.com", "paypal-service.net", "paypal.com.example.org".
const NoticeSender* imitated_by(const std::string& domain, const NoticeBook& book)
{
    const auto shown = text::domain_as_unicode(domain);
    std::string part;
    std::vector<std::string> parts;
    for (const char c : shown + ".") {
        if (c != '.' && c != '-') {
            part += c;
            continue;
        }
        if (!part.empty()) parts.push_back(text::skeleton(part));
        part.clear();
    }
    for (const auto& sender : book.senders)
        for (const auto& name : sender.names)
            if (std::find(parts.begin(), parts.end(), text::skeleton(name)) != parts.end()) return &sender;
    return nullptr;
}

bool holds(std::string_view text, const std::string& phrase)
{
    std::size_t at = 0;
    for (const auto piece : text::split(phrase, '*')) {
        const auto words = text::trim(piece);
        if (words.empty()) continue;
        at = text.find(words, at);
        if (at == std::string_view::npos) return false;
        at += words.size();
    }
    return true;
}

const profile::NoticeKind* kind_of(const std::string& sender, const std::string& subject, const NoticeBook& book)
{
    const auto text = normal(subject);
    for (const auto& kind : book.kinds) {
        if (kind.sender != sender) continue;
        for (const auto& phrase : kind.subject) {
            std::string folded; // piece by piece: the star is no text
            for (const auto piece : text::split(phrase, '*')) folded += (folded.empty() ? "" : "*") + normal(piece);
            if (holds(text, folded)) return &kind;
        }
    }
    return nullptr;
}

// What the receiving server found: its line stands first, others may be forged.
std::string verdict_of(const std::string& header, bool& forged)
{
    const auto lower = text::lower_ascii(header);
    const auto says = [&lower](std::string_view word) { return lower.find(word) != std::string::npos; };
    forged = says("dmarc=fail") || (!says("dmarc=pass") && says("dkim=fail") && says("spf=fail"));
    for (const auto* word : {"dmarc=pass", "dkim=pass", "spf=pass", "dmarc=fail", "dkim=fail", "spf=fail"})
        if (says(word)) return word;
    return {};
}

} // namespace

Judged judge_notice(const Mail& mail, const NoticeBook& book)
{
    Judged out;
    if (mail.from.size() != 1) return out;
    const auto& from = mail.from.front();
    const auto at = from.address.rfind('@');
    if (at == std::string::npos) return out;
    const auto domain = text::lower_ascii(from.address.substr(at + 1));
    const auto* sender = owner_of(domain, book);
    bool forged = false;
    const auto verdict = verdict_of(mail.authentication, forged);
    if (sender && !forged) {
        if (const auto* kind = kind_of(sender->id, mail.subject, book))
            out.notice =
                Notice{sender, kind, stated_in(mail.subject + "\n" + mail.text, sender->id, book, mail.date), verdict};
        return out;
    }
    if (sender) {
        out.imitated = sender;
        out.impostor = Impostor::rejected;
    } else if ((out.imitated = imitated_by(domain, book))) {
        out.impostor = Impostor::domain;
    } else if ((out.imitated = named_in(from.name, book))) {
        out.impostor = Impostor::name;
    }
    out.speaks_of_case = out.imitated && kind_of(out.imitated->id, mail.subject, book);
    return out;
}

Json to_json(const Notice& notice)
{
    const auto or_null = [](const std::string& s) { return s.empty() ? Json() : Json(s); };
    const auto& s = notice.stated;
    return Json::object()
        .set("platform", notice.sender->id)
        .set("kind", notice.kind->kind)
        .set("number", or_null(s.number))
        .set("order", or_null(s.order))
        .set("transaction", or_null(s.transaction))
        .set("reason", or_null(s.reason))
        .set("amount", s.amount ? Json(money::to_string(*s.amount)) : Json())
        .set("due", or_null(s.due))
        .set("authentication", or_null(notice.authentication))
        .set("verified", notice.kind->from.verified);
}

std::string command_for(const Notice& notice)
{
    const auto& s = notice.stated;
    if (notice.sender->platform.empty() || (s.number.empty() && s.order.empty())) return {};
    std::string out = "redress case open --platform " + notice.sender->platform;
    const auto add = [&out](const char* option, const std::string& value) {
        if (!value.empty()) out += fmt::format(" {} {}", option, value);
    };
    add("--via", notice.sender->via);
    add("--order", s.order);
    add("--number", s.number);
    add("--reason", s.reason);
    if (s.amount) {
        const auto written = money::to_string(*s.amount);
        add("--amount", written.substr(0, written.find(' ')));
        add("--currency", s.amount->currency);
    }
    add("--due", s.due);
    return out;
}

} // namespace redress::ingest::mail
