#include "ingest/mail_record.hpp"

#include "base/said.hpp"
#include "base/text.hpp"
#include "ingest/mail_mime.hpp"
#include "ingest/mail_notice.hpp"
#include "ingest/mail_text.hpp"
#include "ingest/media.hpp"
#include "model/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace redress::ingest::mail {
namespace {

model::Source source_of(const Place& place, const char* unit, std::uint64_t position)
{
    model::Source source;
    source.unit = unit;
    source.position = position;
    source.offset = place.offset;
    source.length = place.length;
    return source;
}

// Mails of one conversation share the id of its first; without ids, subject and partner must do.
std::string thread_of(const Mail& mail)
{
    if (!mail.references.empty()) return mail.references.front();
    if (!mail.in_reply_to.empty()) return mail.in_reply_to;
    if (!mail.message_id.empty()) return mail.message_id;
    const auto partner = mail.from.empty() ? (mail.to.empty() ? "" : mail.to.front().address) : mail.from.front().address;
    const auto subject = plain_subject(mail.subject);
    return subject.empty() ? partner : partner.empty() ? subject : subject + ", " + text::lower_ascii(partner);
}

std::string sender_of(const Mail& mail)
{
    auto sender = to_string(mail.from);
    return sender.empty() ? mail.from_written : sender;
}

void set_time(Draft& draft, model::Message& message, const Mail& mail)
{
    if (!mail.date) {
        message.when.local = mail.date_written;
        return;
    }
    if (!mail.date->offset) {
        draft.local = mail.date->local;
        return;
    }
    message.when.at = time::from_utc_fields(mail.date->local) - std::chrono::minutes(*mail.date->offset);
    message.when.local = time::to_string(mail.date->local);
    message.when.zone = time::offset_string(*mail.date->offset);
    message.when.from = model::ZoneFrom::data;
}

// A name for a file that came without one, so that nothing is lost from view.
std::string file_name(const File& file, std::size_t number)
{
    if (!file.name.empty()) return file.name.substr(file.name.find_last_of("/\\") + 1);
    const auto slash = file.media_type.find('/');
    const auto type = slash == std::string::npos ? "" : file.media_type.substr(slash + 1);
    const bool plain = !type.empty() && type.size() <= 5 &&
                       type.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
    return fmt::format("part-{}.{}", number, plain ? type : "bin");
}

void emit_files(Reading& reading, std::vector<File> files, const Place& place, model::Message& message)
{
    std::size_t number = 0;
    for (auto& file : files) {
        ++number;
        const auto name = file_name(file, number);
        if (file.too_big) {
            message.attachments.push_back({name, file.media_type, ""});
            reading.warn(place.line, "file-too-big",
                         said("attachment {} goes beyond {} MB: named, not kept; save it from the mail program", number,
                              max_file_bytes >> 20));
            continue;
        }
        auto draft = document_draft(std::move(file.bytes), name);
        auto& document = std::get<model::Document>(draft.record.body);
        // Text has no magic: there the mail's word is better than a guess.
        if (document.media_type == "text/plain" || document.media_type == "application/octet-stream")
            if (!file.media_type.empty()) document.media_type = file.media_type;
        message.attachments.push_back({name, document.media_type, model::document_id(document.sha256)});
        draft.record.sources.push_back(source_of(place, "part", number));
        reading.emit(std::move(draft));
    }
}

void warn_about(const Reading& reading, const Mail& mail, const Place& place)
{
    if (mail.no_headers) reading.warn(place.line, "no-headers", said("no mail headers; kept as text"));
    if (mail.too_wide)
        reading.warn(place.line, "too-many-parts", said("more than {} parts; only the headers were read", max_parts));
    if (mail.too_deep) reading.warn(place.line, "too-deep", said("parts nested deeper than {} were not read", max_depth));
    if (mail.unread > 0)
        reading.warn(place.line, "too-long",
                     said("a mail of more than {} MB: its last {} bytes were not read", max_mail_bytes >> 20, mail.unread));
    if (mail.long_headers)
        reading.warn(place.line, "long-headers",
                     said("headers of more than {} MB: only the first were read", max_header_bytes >> 20));
    if (mail.text_cut)
        reading.warn(place.line, "long-text",
                     said("a text of more than {} MB: only its beginning was read", max_text_bytes >> 20));
    if (mail.encrypted)
        reading.warn(
            place.line, "encrypted",
            said("encrypted, or signed as one block (S/MIME, PGP): kept as it is, not readable; save it decrypted from "
                 "the mail program"));
    if (mail.tnef)
        reading.warn(place.line, "tnef", said("winmail.dat of Outlook: kept, what is packed in it is not read"),
                     Severity::note);
    if (mail.date_of_receipt) {
        reading.warn(place.line, "bad-date", said("no readable date; the time of receipt is used"));
    } else if (!mail.date) {
        const bool none = mail.date_written.empty();
        reading.warn(place.line, none ? "no-date" : "bad-date", none ? said("no date") : said("a date that cannot be read"),
                     none ? Severity::note : Severity::warning);
    }
}

// "dispute", as a person says it.
Said kind_words(const std::string& kind)
{
    if (kind == "dispute") return said("dispute");
    if (kind == "chargeback") return said("chargeback");
    if (kind == "information") return said("more information wanted");
    if (kind == "refund_request") return said("refund request");
    return as_is(kind);
}

void propose(Reading& reading, const Notice& notice)
{
    Proposal proposal;
    proposal.what =
        said("notice of {}: {}", both(notice.sender->label.en, notice.sender->label.zh), kind_words(notice.kind->kind));
    proposal.command = command_for(notice);
    proposal.dated = !notice.stated.due.empty();
    auto& all = reading.findings.proposals;
    const bool told = std::any_of(
        all.begin(), all.end(), [&](const Proposal& p) { return p.command == proposal.command && p.what == proposal.what; });
    if (!told && all.size() < max_proposals) all.push_back(std::move(proposal));
}

void take_notice(Reading& reading, const Mail& mail, const Place& place, model::Message& message, Json& extra)
{
    if (!reading.options.notices) return;
    const auto judged = judge_notice(mail, *reading.options.notices);
    if (judged.impostor != Impostor::none) {
        const auto who = both(judged.imitated->label.en, judged.imitated->label.zh);
        // A name alone may be a fan's or an app's.
        const bool loud = judged.impostor != Impostor::name || judged.speaks_of_case;
        reading.warn(place.line, "look-alike",
                     judged.impostor == Impostor::rejected
                         ? said("claims to be {}, but the receiving server found it forged: not taken as a notice", who)
                         : said("looks like {}, but its address is another: not taken as a notice", who),
                     loud ? Severity::warning : Severity::note);
        return;
    }
    if (!judged.notice) return;
    message.role = model::Role::platform;
    extra.set("notice", to_json(*judged.notice));
    if (judged.notice->kind->proposes) propose(reading, *judged.notice);
}

} // namespace

void read_mail(Reading& reading, std::string_view bytes, const Place& place)
{
    auto& tally = reading.findings.tally;
    ++tally.total;
    const auto file = reading.file.bytes();
    const auto start = static_cast<std::size_t>(bytes.data() - file.data()); // nonsense for a copy
    const bool mapped = std::less_equal<>()(file.data(), bytes.data()) && start + bytes.size() <= file.size();
    const auto passed = [&](std::size_t at) { reading.file.release(start + at); };
    auto mail = parse(bytes, mapped ? std::function<void(std::size_t)>(passed) : nullptr);
    warn_about(reading, mail, place);
    Draft draft;
    model::Message message;
    emit_files(reading, std::move(mail.files), place, message);
    message.thread = thread_of(mail);
    message.sender = sender_of(mail);
    message.native_id = mail.message_id;
    auto words = split_quoted(mail.text, mail.marks, is_forward(mail.subject));
    // A mail that is all quotation (a forward, a bounce) says what it quotes.
    message.text = words.own.empty() ? words.quoted : std::move(words.own);
    // A mailbox ends each mail with an empty line, but for the last one before it grows.
    draft.raw_body = mail.subject + "\n" + mail.text.substr(0, mail.text.find_last_not_of("\r\n") + 1);
    draft.once = true;
    set_time(draft, message, mail);
    auto& extra = draft.record.extra;
    extra.set("subject", mail.subject).set("to", to_string(mail.to)).set("cc", to_string(mail.cc));
    extra.set("message_id", mail.message_id).set("in_reply_to", mail.in_reply_to);
    extra.set("from_address", mail.from.empty() ? std::string() : mail.from.front().address);
    if (!words.quoted.empty() && message.text != words.quoted) extra.set("quoted", words.quoted);
    // The subject is a reading of ours then: who quotes it should see what stands in the file.
    if (const auto& guess = mail.guessed_subject; !guess.encoding.empty())
        extra.set("subject_guess", Json::object().set("encoding", guess.encoding).set("certain", guess.certain));
    if (mail.date_of_receipt) extra.set("date_from", "received");
    take_notice(reading, mail, place, message, extra);
    draft.record.sources.push_back(source_of(place, "element", place.position));
    draft.record.body = std::move(message);
    ++tally.parsed;
    reading.emit(std::move(draft));
}

HeaderCount count_headers(std::string_view text)
{
    static constexpr std::string_view usual[] = {"from",
                                                 "to",
                                                 "cc",
                                                 "subject",
                                                 "date",
                                                 "received",
                                                 "message-id",
                                                 "mime-version",
                                                 "return-path",
                                                 "delivered-to",
                                                 "reply-to",
                                                 "content-type",
                                                 "sender",
                                                 "in-reply-to",
                                                 "references",
                                                 "content-transfer-encoding",
                                                 "content-disposition"};
    HeaderCount count;
    for (const auto line : text::split(text.substr(0, std::min<std::size_t>(text.size(), 64 * 1024)), '\n')) {
        if (line.empty() || line == "\r") break;
        // Some delivery agents keep the mailbox's "From " line, quoted, as the first.
        if (line[0] == ' ' || line[0] == '\t' || line.starts_with(">From ")) continue;
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0) break;
        const auto name = line.substr(0, colon);
        if (std::any_of(name.begin(), name.end(), [](char c) { return c < '!' || c > '~'; })) break;
        ++count.all;
        const auto lower = text::lower_ascii(name);
        count.known += std::find(std::begin(usual), std::end(usual), lower) != std::end(usual);
    }
    return count;
}

} // namespace redress::ingest::mail
