#include "ingest/driver.hpp"

#include "analyze/roles.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/occurrences.hpp"
#include "ingest/secrets.hpp"
#include "ingest/zones.hpp"
#include "model/codec.hpp"
#include "model/identity.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace redress::ingest {
namespace {

std::string stem(const std::string& name)
{
    return std::filesystem::path(name).stem().string();
}

// One file on its way through; holds what must outlive a single record.
class Passage {
public:
    Passage(std::string sha256, const Format& format, const Context& context, const Sink& sink, Receipt& receipt)
        : sha256_(std::move(sha256)), format_(format), context_(context), sink_(sink), receipt_(receipt),
          zones_(context, receipt), runs_(sink)
    {}

    void take(Draft&& draft)
    {
        auto& record = draft.record;
        ++seq_;
        if (!draft.passed_on) {
            record.shop = context_.shop;
            record.seq = seq_;
        }
        for (auto& source : record.sources) {
            if (!source.sha256.empty()) continue; // where a passed-on record came from first
            source.sha256 = sha256_;
            source.format = format_.name;
            source.parser = format_.version;
            if (source.name.empty()) source.name = receipt_.name;
        }
        zones_.resolve(record, draft.local);
        ++receipt_.records[std::string(model::type_of(record.body))];
        if (auto* message = std::get_if<model::Message>(&record.body))
            take_message(*message, draft);
        else {
            if (record.id.empty()) model::assign_id(record);
            count(sink_.put(record, draft.attachment_bytes));
        }
        if (const auto* when = model::time_of(record.body); when && when->at) {
            if (!first_ || *when->at < *first_) first_ = when->at;
            if (!last_ || *when->at > *last_) last_ = when->at;
        }
    }

    void finish()
    {
        runs_.finish([this](const model::Record& record) {
            const auto put = sink_.put(record, {});
            if (put == Put::fresh) { // it had been counted as known
                ++receipt_.fresh;
                --receipt_.known;
            }
            return put;
        });
        if (runs_.doubled())
            receipt_.findings.diagnostics.push_back(
                {Severity::note, receipt_.name, 0, 1,
                 fmt::format(
                     "{} messages at the file's edge equal known ones and were kept as further ones, since nothing else "
                     "of the two exports overlaps",
                     runs_.doubled()),
                 "edge-kept"});
        if (first_) receipt_.first = time::to_rfc3339(*first_);
        if (last_) receipt_.last = time::to_rfc3339(*last_);
        zones_.finish();
    }

private:
    void take_message(model::Message& message, Draft& draft)
    {
        auto& record = draft.record;
        note_keys(record, message.text);
        if (!context_.read.thread.empty())
            message.thread = context_.read.thread;
        else if (message.thread.empty())
            message.thread = receipt_.findings.thread.empty() ? stem(receipt_.name) : receipt_.findings.thread;
        if (!context_.sellers.empty()) message.role = analyze::role_of(message, context_.sellers);
        note_sender(message);
        if (!record.id.empty()) {
            count(sink_.put(record, draft.attachment_bytes));
            return;
        }
        if (!message.native_id.empty()) {
            record.id = model::native_message_id(record.shop, message.thread, message.native_id);
            count(sink_.put(record, draft.attachment_bytes));
            return;
        }
        const auto minute = draft.local ? time::to_minute(*draft.local) : message.when.local;
        const auto key = model::message_key(sha_, record.shop, message.thread, minute, message.sender,
                                            draft.raw_body.empty() ? message.text : draft.raw_body);
        const auto occurrence = occurrences_.next(key);
        record.id = model::message_id(sha_, key, occurrence);
        const auto put = sink_.put(record, draft.attachment_bytes);
        count(put);
        runs_.seen(record, key, occurrence, put);
    }

    // So that what a buyer pasted meets the order it was sold with: a fingerprint beside the text, never another copy of it.
    void note_keys(model::Record& record, std::string_view text)
    {
        if (record.extra.find("keys")) return;
        auto keys = Json::array();
        for (const auto& span : find_keys(text))
            keys.push(secret_json(text.substr(span.offset, span.length), context_.read.secret_key));
        if (!keys.items().empty()) record.extra.set("keys", std::move(keys));
    }

    void note_sender(const model::Message& message)
    {
        if (message.role == model::Role::system || message.sender == last_sender_) return;
        last_sender_ = message.sender;
        if (receipt_.senders.size() < max_senders)
            receipt_.senders.insert(message.sender);
        else if (!receipt_.senders.count(message.sender))
            ++receipt_.more_senders;
    }

    void count(Put put)
    {
        switch (put) {
        case Put::fresh: ++receipt_.fresh; return;
        case Put::known: ++receipt_.known; return;
        case Put::revised: ++receipt_.revised; return;
        }
    }

    std::string sha256_;
    const Format& format_;
    const Context& context_;
    const Sink& sink_;
    Receipt& receipt_;
    ZoneResolver zones_;
    hash::Sha256 sha_;
    Occurrences occurrences_;
    Runs runs_;
    std::int64_t seq_ = 0;
    std::optional<Instant> first_, last_;
    std::string last_sender_ = "\n"; // no name holds a line end
};

} // namespace

const Format& choose_format(const MappedFile& file, const std::string& name, const std::string& asked)
{
    if (!asked.empty()) {
        if (const auto* format = find_format(asked)) return *format;
        std::vector<std::string> names;
        for (const auto* format : formats()) names.emplace_back(format->name);
        const auto near = text::nearest(asked, names);
        throw Error(ErrorKind::usage, fmt::format("--from: no format '{}'", asked),
                    near.empty() ? "redress ingest --list-formats names them" : fmt::format("did you mean '{}'?", near));
    }
    if (file.bytes().empty()) throw Error(ErrorKind::input, fmt::format("'{}' is empty", name), "export it again");
    const auto probe = make_probe(file, name);
    if (const auto* format = detect(probe)) return *format;
    throw Error(ErrorKind::input, fmt::format("cannot tell what '{}' is", name),
                "name its format with --from; redress ingest --list-formats lists what can be read");
}

Receipt ingest_file(const MappedFile& file, const std::string& name, const std::string& sha256, const Format& format,
                    const Context& context, const Sink& sink)
{
    Receipt receipt;
    receipt.name = name;
    receipt.sha256 = sha256;
    receipt.bytes = file.bytes().size();
    receipt.format = format.name;
    receipt.parser = format.version;
    Passage passage(sha256, format, context, sink, receipt);
    Reading reading{file, name, context.read, receipt.findings, [&](Draft&& draft) { passage.take(std::move(draft)); }};
    format.read(reading);
    passage.finish();
    return receipt;
}

} // namespace redress::ingest
