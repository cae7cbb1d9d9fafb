#include "bundle/transcript.hpp"

#include "base/said.hpp"
#include "bundle/facts.hpp"
#include "model/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace redress::bundle {
namespace {

render::Line message_line(const model::Record& record, const model::Message& message, std::size_t number, const View& view)
{
    const Say say(view.lang);
    render::Line line;
    line.id = record.id;
    line.number = std::to_string(number);
    line.time = stamp_text(message.when, view);
    line.sender = message.sender;
    line.role = model::to_string(message.role);
    line.text = message.text;
    for (const auto& attachment : message.attachments) line.notes.push_back(say("attachment: {}", attachment.name));
    if (record.extra["private"].boolean().value_or(false))
        line.notes.emplace_back(say("private note, not seen by the buyer"));
    if (message.edited) line.notes.emplace_back(say("edited"));
    if (message.deleted) line.notes.emplace_back(say("recalled by its sender"));
    return line;
}

render::Line review_line(const model::Record& record, const model::Review& review, std::size_t number, const View& view)
{
    const Say say(view.lang);
    render::Line line;
    line.id = record.id;
    line.number = std::to_string(number);
    line.time = stamp_text(review.when, view);
    line.sender = review.author;
    line.role = model::to_string(model::Role::buyer);
    if (review.rating) line.text = say("rating {}", *review.rating);
    if (review.rating && review.scale) line.text += fmt::format("/{}", *review.scale);
    for (const auto& part : {review.title, review.text})
        if (!part.empty()) line.text += (line.text.empty() ? "" : "\n") + part;
    if (!review.order.empty()) line.notes.push_back(say("order {}", review.order));
    if (!review.reply.empty())
        line.notes.push_back(say("seller's reply {}: {}", stamp_text(review.replied, view), review.reply));
    if (review.changed.at) line.notes.push_back(say("changed {}", stamp_text(review.changed, view)));
    return line;
}

render::Line event_line(const model::Record& record, const model::Event& event, std::size_t number, const View& view)
{
    const Say say(view.lang);
    render::Line line;
    line.id = record.id;
    line.number = std::to_string(number);
    line.time = stamp_text(event.when, view);
    if (line.time.empty()) line.time = say("(time not in the source)");
    line.sender = event_label(record, event).in(view.lang);
    line.role = event.actor;
    for (const auto& [label, value] : event_facts(event, record.extra, view.lang))
        line.text += fmt::format("{}{}: {}", line.text.empty() ? "" : "\n", label, value);
    return line;
}

// Whether the dated event says all that the undated one does.
bool says_as_much(const model::Event& dated, const model::Event& undated)
{
    const auto same = [](const std::string& more, const std::string& less) { return less.empty() || more == less; };
    return dated.kind == undated.kind && dated.order == undated.order && same(dated.tracking, undated.tracking) &&
           same(dated.carrier, undated.carrier) && same(dated.actor, undated.actor) &&
           same(dated.channel, undated.channel) && same(dated.address, undated.address) && same(dated.ip, undated.ip) &&
           same(dated.supplier, undated.supplier) && same(dated.batch, undated.batch) && same(dated.ref, undated.ref) &&
           same(dated.result, undated.result) && (!undated.amount || dated.amount == undated.amount);
}

// The order export knows that a parcel went, the carrier's log when it did: one entry with both ids.
// Keys: events without a time; values: the event that has it.
std::map<std::string, std::string> told_with_time(const analyze::Exhibit& exhibit, const Records& records)
{
    std::vector<std::pair<std::string, const model::Event*>> dated, undated;
    for (const auto& id : exhibit.records) {
        const auto found = records.find(id);
        if (found == records.end()) continue;
        const auto* event = std::get_if<model::Event>(&found->second->body);
        if (!event) continue;
        const bool has_time = event->when.at || !event->when.local.empty();
        (has_time ? dated : undated).emplace_back(id, event);
    }
    std::map<std::string, std::string> out;
    for (const auto& less : undated)
        for (const auto& more : dated)
            if (says_as_much(*more.second, *less.second)) out.emplace(less.first, more.first);
    return out;
}

void mask_line(render::Line& line, const std::string& file, MaskLog& log)
{
    line.text = log.apply(line.text, file);
    for (auto& note : line.notes) note = log.apply(note, file);
}

// One block a record: lines for what happened in time, facts for what is.
void add_record(render::Document& page, render::Transcript& lines, const model::Record& record, std::size_t number,
                const View& view, const std::string& file, MaskLog& log)
{
    render::Line line;
    if (const auto* message = std::get_if<model::Message>(&record.body))
        line = message_line(record, *message, number, view);
    else if (const auto* event = std::get_if<model::Event>(&record.body))
        line = event_line(record, *event, number, view);
    else if (const auto* review = std::get_if<model::Review>(&record.body))
        line = review_line(record, *review, number, view);
    else if (const auto* order = std::get_if<model::Order>(&record.body)) {
        render::Facts facts;
        facts.rows.emplace_back("id", record.id);
        const Say say(view.lang);
        const bool between_persons = is_trade_between_persons(record);
        for (auto& row : order_facts(*order, record.extra, view))
            facts.rows.emplace_back(between_persons && row.first == say("Paid") ? say("Marked as paid by the buyer")
                                                                                : row.first,
                                    log.apply(row.second, file));
        page.blocks.emplace_back(std::move(facts));
        return;
    } else if (const auto* document = std::get_if<model::Document>(&record.body)) {
        render::Facts facts;
        facts.rows.emplace_back("id", record.id);
        for (auto& row : document_facts(*document, view)) facts.rows.push_back(std::move(row));
        page.blocks.emplace_back(std::move(facts));
        if (!document->text.empty()) page.blocks.emplace_back(render::Prose{log.apply(document->text, file)});
        return;
    } else {
        return;
    }
    mask_line(line, file, log);
    lines.lines.push_back(std::move(line));
}

void add_records(render::Document& page, const analyze::Exhibit& exhibit, const Records& records, const View& view,
                 const std::string& file, MaskLog& log)
{
    const Say say(view.lang);
    const auto twins = told_with_time(exhibit, records);
    render::Transcript lines;
    std::size_t number = 0;
    for (const auto& id : exhibit.records) {
        const auto found = records.find(id);
        if (found == records.end() || twins.count(id) > 0) continue;
        add_record(page, lines, *found->second, ++number, view, file, log);
        for (const auto& [twin, dated] : twins)
            if (dated == id) {
                lines.lines.back().id += " " + twin;
                lines.lines.back().notes.emplace_back(say("also in another source, without a time"));
            }
    }
    if (!lines.lines.empty()) page.blocks.emplace_back(std::move(lines));
}

// Every string below a key that holds free text; ids, numbers and references stay, for they are what letters cite.
void mask_texts(Json& json, const std::string& file, MaskLog& log)
{
    static const std::set<std::string_view> free_text = {"text",  "reply", "title", "result",
                                                         "items", "extra", "raw",   "subject"};
    if (!json.is_object()) return;
    auto members = json.members();
    for (auto& [key, value] : members) {
        if (free_text.count(key) == 0) continue;
        if (const auto string = value.string())
            json.set(key, log.apply(*string, file));
        else if (!value.is_null()) {
            // Nested values are masked in their serialized form: keys are plain ASCII, so JSON never escapes them.
            if (auto masked = json::parse(log.apply(value.dump(), file))) json.set(key, std::move(*masked));
        }
    }
}

} // namespace

Records index_records(const analyze::Material& material)
{
    Records records;
    for (const auto& record : material.records) records.emplace(record.id, &record);
    return records;
}

std::string exhibit_name(const analyze::Exhibit& exhibit, const View& view)
{
    return analyze::name_in_style(view.citation, exhibit.label);
}

std::string exhibit_title(const analyze::Exhibit& exhibit, const View& view)
{
    return analyze::title_words(exhibit.title).in(view.lang);
}

std::string stamp_text(const model::Stamp& stamp, const View& view)
{
    return stamp.at ? time::for_people(*stamp.at, view.zone) : stamp.local;
}

render::Document exhibit_page(const analyze::Exhibit& exhibit, const Records& records, const View& view,
                              const std::string& file, MaskLog& log)
{
    const Say say(view.lang);
    render::Document page;
    page.lang = view.lang;
    page.date = view.date;
    page.title = say("{}: {}", exhibit_name(exhibit, view), exhibit_title(exhibit, view));
    const auto whole = view.conversation.find(exhibit.item);
    const bool partial = whole != view.conversation.end() && whole->second > exhibit.records.size();
    page.header = say("{}, {}", view.case_id, exhibit_name(exhibit, view));
    for (const auto& more : {view.platform, view.zone.name()})
        if (!more.empty()) page.header = say("{}, {}", page.header, more);
    if (partial) page.header = say("{}, {}", page.header, say("{} of {} messages", exhibit.records.size(), whole->second));
    std::set<std::string> labels, hashes;
    for (const auto& id : exhibit.records)
        if (const auto found = records.find(id); found != records.end())
            for (const auto& source : found->second->sources) {
                hashes.insert(source.sha256);
                if (const auto label = view.sources.find(source.sha256); label != view.sources.end())
                    labels.insert(label->second + " (" + source.format + ")");
            }
    std::string named;
    for (const auto& label : labels) named += (named.empty() ? "" : ", ") + label;
    if (!hashes.empty()) page.footer = "SHA-256 " + hashes.begin()->substr(0, 16);
    render::Facts facts{{{say("Case"), view.case_id},
                         {say("Exhibit"), exhibit.label},
                         {say("Platform"), view.platform},
                         {say("Source"), named},
                         {say("Time zone"), view.zone.name()}}};
    std::erase_if(facts.rows, [](const auto& row) { return row.second.empty(); });
    if (partial)
        facts.rows.emplace_back(say("Extent"),
                                say("{} of the {} messages of this conversation: those that belong to the case",
                                    exhibit.records.size(), whole->second));
    page.blocks.emplace_back(std::move(facts));
    page.blocks.emplace_back(render::Prose{exhibit.kind == "statement"
                                               ? say("Typed by the seller; neither an export nor a screenshot.")
                                               : say("Rendered from an export, not a screenshot.")});
    add_records(page, exhibit, records, view, file, log);
    return page;
}

render::Document unwrapped(render::Document page)
{
    for (auto& block : page.blocks) {
        render::Transcript lines;
        if (auto* transcript = std::get_if<render::Transcript>(&block)) {
            for (auto& line : transcript->lines) line.number += " " + line.id;
            continue;
        }
        if (const auto* facts = std::get_if<render::Facts>(&block)) {
            for (const auto& [label, value] : facts->rows) {
                render::Line line;
                line.sender = label;
                line.text = value;
                lines.lines.push_back(std::move(line));
            }
        } else if (const auto* prose = std::get_if<render::Prose>(&block)) {
            render::Line line;
            line.sender = "--";
            line.text = prose->text;
            lines.lines.push_back(std::move(line));
        } else {
            continue;
        }
        block = std::move(lines);
    }
    return page;
}

std::string exhibit_lines(const analyze::Exhibit& exhibit, const Records& records, const View& view, const std::string& file,
                          MaskLog& log)
{
    std::string out;
    for (const auto& id : exhibit.records) {
        const auto found = records.find(id);
        if (found == records.end()) continue;
        auto record = *found->second;
        for (auto& source : record.sources) {
            const auto label = view.sources.find(source.sha256);
            source.name = label == view.sources.end() ? std::string("source") : label->second;
        }
        record.extra.erase("ocr"); // a machine's guess is no evidence
        auto json = model::to_json(record);
        mask_texts(json, file, log);
        out += json.dump() + "\n";
    }
    return out;
}

} // namespace redress::bundle
