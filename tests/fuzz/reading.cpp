#include "reading.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "ingest/driver.hpp"
#include "model/record.hpp"
#include "profile/notices.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace redress::fuzz {
namespace {

struct Member {
    std::string_view family, format;
};

constexpr Member members[] = {
#define X(family, format) {#family, #format},
#include "gen/families.inc"
#undef X
};

void hold(bool truth, const char* what, const Choice& choice, const std::string& more = {})
{
    if (truth) return;
    std::fprintf(stderr, "broken: %s (format %s, zone '%s', dates '%s') %s\n", what, choice.format.c_str(),
                 choice.zone.c_str(), choice.date_order.c_str(), more.c_str());
    std::abort();
}

void hold_record(const model::Record& record, const std::string& line, std::uint64_t content, const Choice& choice)
{
    hold(text::is_valid_utf8(line), "a record is valid UTF-8", choice, line);
    const auto json = json::parse(line);
    hold(json.has_value(), "a record is JSON", choice, line);
    std::string why, again;
    const auto back = model::from_json(*json, &why);
    hold(back.has_value(), "a record is read back", choice, why + ": " + line);
    model::append_line(again, *back);
    hold(again == line, "a record is written as it was read", choice, line + again);
    // A type of somebody else's is carried through as it came.
    hold(!record.id.empty() || std::holds_alternative<model::Unknown>(record.body), "a record has an id", choice, line);
    for (const auto& source : record.sources) {
        if (choice.format == "records" || source.name != "input") continue; // of another file, of a member of a zip
        hold(source.offset <= content && source.length <= content - source.offset,
             "the bytes of a record lie in the content", choice, line);
    }
}

// Enough to reach every branch that reads the mails of platforms; the shipped list is no business of the fuzzer's.
std::shared_ptr<const profile::NoticeBook> notices()
{
    static const auto book = std::make_shared<const profile::NoticeBook>(profile::parse_notices(
        "[[senders]]\nid = 'paypal'\nlabel = { en = 'PayPal', zh = 'PayPal' }\nnames = ['paypal']\ndomains = "
        "['paypal.com']\n"
        "open = { platform = 'paypal' }\nsource = 'made up'\n"
        "[[notices]]\nsender = 'paypal'\nkind = 'dispute'\nsubject = ['dispute', '争议*通知']\nproposes = true\nsource = "
        "'made up'\n"
        "[[reasons]]\nsender = 'paypal'\ncode = 'OTHER'\nwords = ['not received']\nsource = 'made up'\n"
        "[fields]\nnumber = ['case id']\norder = ['订单编号']\namount = ['amount']\ndue = ['respond by', '请于']\n",
        "notices"));
    return book;
}

// Records as lines, or the error that says why there are none.
std::string read_once(const MappedFile& file, const Choice& choice)
{
    const std::string name = "input";
    const auto asked = choice.format == "any" ? std::string() : choice.format;
    std::string out;
    try {
        ingest::Content content(file, name, asked);
        const auto& format = ingest::choose_format(content, name, asked);
        ingest::Context context;
        context.zone_option = choice.zone;
        context.guess_zone = "UTC";
        context.sellers = {"Shop"};
        context.format = asked;
        context.read.date_order = choice.date_order;
        context.read.secret_key = "a key of this run";
        context.read.notices = notices();
        const auto bytes = content.bytes();
        const auto put = [&](const model::Record& record, std::string_view) {
            std::string line;
            model::append_line(line, record);
            hold_record(record, line, bytes, choice);
            out += line;
            return ingest::Put::fresh;
        };
        const auto receipt =
            ingest::ingest_file(content, name, [] { return std::string(64, '0'); }, format, context, {put, {}, {}});
        hold(ingest::adds_up(receipt), "the receipt adds up", choice, ingest::to_text(receipt, "en"));
        for (const auto* lang : {"en", "zh"}) {
            const auto page = ingest::to_text(receipt, lang);
            hold(text::is_valid_utf8(page), "the receipt is valid UTF-8", choice, page);
            out += page;
        }
        const auto json = ingest::to_json(receipt).dump();
        hold(text::is_valid_utf8(json) && json::parse(json), "the receipt is JSON", choice, json);
        out += json;
    } catch (const Error& error) {
        out += std::string("error: ") + error.what();
        hold(text::is_valid_utf8(out), "an error is valid UTF-8", choice, out);
    }
    return out;
}

} // namespace

std::vector<std::string> family(std::string_view name)
{
    std::vector<std::string> out;
    for (const auto& member : members)
        if (member.family == name) out.emplace_back(member.format);
    return out;
}

std::vector<std::string> all_formats()
{
    std::vector<std::string> out;
    for (const auto& member : members) out.emplace_back(member.format);
    return out;
}

void read_and_hold(std::string_view bytes, const Choice& choice)
{
    const auto file = MappedFile::spooled("input", [&](const auto& write) { write(bytes); });
    const auto first = read_once(file, choice);
    hold(first == read_once(file, choice), "a second reading gives the same", choice, first);
}

} // namespace redress::fuzz
