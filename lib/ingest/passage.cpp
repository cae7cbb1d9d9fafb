#include "ingest/passage.hpp"

#include "analyze/card_keys.hpp"
#include "analyze/roles.hpp"
#include "ingest/secrets.hpp"
#include "model/codec.hpp"
#include "model/identity.hpp"

#include <filesystem>
#include <utility>

namespace redress::ingest {
namespace {

std::string stem(const std::string& name)
{
    return std::filesystem::path(name).stem().string();
}

} // namespace

Passage::Passage(const FileHash& sha256, const Context& context, const Sink& sink, Receipt& receipt)
    : hash_(sha256), context_(context), sink_(sink), receipt_(receipt), zones_(context, receipt), runs_(sink)
{}

void Passage::enter(const Part& part, const Findings& findings, bool own_export)
{
    if (part_ && own_export) finish_runs();
    part_ = &part;
    findings_ = &findings;
    folder_ = own_export;
}

void Passage::take(Draft&& draft)
{
    auto& record = draft.record;
    count_type(record.body);
    if (context_.read.count_only) {
        zones_.resolve(record, draft.local);
        if (const auto* message = std::get_if<model::Message>(&record.body)) note_sender(*message);
        count_time(record.body);
        count(Put::fresh);
        return;
    }
    ++seq_;
    if (!draft.passed_on) {
        record.shop = context_.shop;
        record.seq = seq_;
    }
    for (auto& source : record.sources) {
        if (!source.sha256.empty()) continue; // where a passed-on record came from first
        place(source);
    }
    zones_.resolve(record, draft.local);
    if (auto* message = std::get_if<model::Message>(&record.body))
        take_message(*message, draft);
    else {
        if (record.id.empty()) model::assign_id(record);
        if (const auto* document = std::get_if<model::Document>(&record.body); folder_ && document) {
            auto& id = documents_.try_emplace(document->name, record.id).first->second;
            if (id != record.id) id.clear();
        }
        count(sink_.put(record, attachment_of(draft)));
    }
    count_time(record.body);
}

void Passage::count_type(const model::Body& body)
{
    const auto type = model::type_of(body);
    if (!of_last_type_ || type != last_type_) {
        auto& [name, count] = *receipt_.records.emplace(type, 0).first;
        last_type_ = name;
        of_last_type_ = &count;
    }
    ++*of_last_type_;
}

void Passage::count_time(const model::Body& body)
{
    const auto* when = model::time_of(body);
    if (!when || !when->at) return;
    if (!first_ || *when->at < *first_) first_ = when->at;
    if (!last_ || *when->at > *last_) last_ = when->at;
}

const std::string& Passage::sha256()
{
    if (sha256_.empty()) sha256_ = hash_();
    return sha256_;
}

void Passage::finish_runs()
{
    runs_->finish([this](const model::Record& record) {
        const auto put = sink_.put(record, {});
        if (put == Put::fresh) { // it had been counted as known
            ++receipt_.fresh;
            --receipt_.known;
        }
        return put;
    });
    doubled_ += runs_->doubled();
    runs_.emplace(sink_);
    occurrences_ = Occurrences();
}

void Passage::finish()
{
    finish_runs();
    if (doubled_)
        receipt_.findings.diagnostics.push_back(
            {Severity::note, receipt_.name, 0, 1,
             said("{} messages at the file's edge equal known ones and were kept as further ones, since nothing else "
                  "of the two exports overlaps",
                  doubled_),
             "edge-kept"});
    if (first_) receipt_.first = time::to_rfc3339(*first_);
    if (last_) receipt_.last = time::to_rfc3339(*last_);
    zones_.finish();
}

// A document that is a packed file's whole content: the store keeps the packed file, and this beside it.
std::string_view Passage::attachment_of(const Draft& draft) const
{
    const auto* document = std::get_if<model::Document>(&draft.record.body);
    if (!document || part_->label == part_->name || !draft.attachment_bytes.empty()) return draft.attachment_bytes;
    const auto bytes = part_->file->bytes();
    return document->bytes == bytes.size() ? bytes : std::string_view();
}

void Passage::place(model::Source& source)
{
    source.sha256 = sha256();
    source.format = part_->format->name;
    source.parser = part_->format->version;
    if (source.name.empty() || source.name == part_->name)
        source.name = part_->label;
    else if (source.name.starts_with(part_->name + ":")) // a member of a zip in a .gz
        source.name = part_->label + source.name.substr(part_->name.size());
    source.offset += part_->offset;
}

void Passage::take_message(model::Message& message, Draft& draft)
{
    auto& record = draft.record;
    note_keys(record, message.text);
    if (!context_.read.thread.empty())
        message.thread = context_.read.thread;
    else if (message.thread.empty())
        message.thread = findings_->thread.empty() ? stem(part_->name) : findings_->thread;
    if (!context_.sellers.empty()) message.role = analyze::role_of(message, context_.sellers);
    note_sender(message);
    if (folder_) link_documents(message);
    if (!record.id.empty()) {
        count(sink_.put(record, draft.attachment_bytes));
        return;
    }
    if (!message.native_id.empty()) {
        record.id = model::native_message_id(sha_, record.shop, message.thread, message.native_id);
        count(sink_.put(record, draft.attachment_bytes));
        return;
    }
    const auto minute = draft.local ? time::to_minute(*draft.local) : message.when.local;
    const auto key = model::message_key(sha_, record.shop, message.thread, minute, message.sender,
                                        draft.raw_body.empty() ? message.text : draft.raw_body);
    const auto occurrence = occurrences_.next(key, message.thread, minute);
    record.id = model::message_id(sha_, key, occurrence);
    const auto put = sink_.put(record, draft.attachment_bytes);
    count(put);
    if (!draft.once) runs_->seen(record, key, occurrence, put);
}

// A file a message names, when it came along in the same zip.
void Passage::link_documents(model::Message& message) const
{
    for (auto& attachment : message.attachments) {
        if (!attachment.document.empty()) continue;
        const auto found = documents_.find(attachment.name.substr(attachment.name.find_last_of("/\\") + 1));
        if (found != documents_.end()) attachment.document = found->second;
    }
}

// So that what a buyer pasted meets the order it was sold with: a fingerprint beside the text, never another copy of it.
void Passage::note_keys(model::Record& record, std::string_view text) const
{
    if (record.extra.find("keys")) return;
    auto keys = Json::array();
    for (const auto& span : analyze::find_keys(text))
        keys.push(secret_json(text.substr(span.offset, span.length), context_.read.secret_key));
    if (!keys.items().empty()) record.extra.set("keys", std::move(keys));
}

void Passage::note_sender(const model::Message& message)
{
    if (message.role == model::Role::system || message.sender == last_sender_) return;
    last_sender_ = message.sender;
    if (receipt_.senders.size() < max_senders)
        receipt_.senders.insert(message.sender);
    else if (!receipt_.senders.count(message.sender))
        ++receipt_.more_senders;
}

void Passage::count(Put put)
{
    switch (put) {
    case Put::fresh: ++receipt_.fresh; return;
    case Put::known: ++receipt_.known; return;
    case Put::revised: ++receipt_.revised; return;
    }
}

} // namespace redress::ingest
