// The program's own stream (redress/1): one record a line, ids and provenance as they are, types and keys of a later version
// carried through.
#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "ingest/format.hpp"
#include "ingest/lines.hpp"
#include "model/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::ingest {
namespace {

// "redress/1" and later numbers; "redress/lint/1" and "redress/receipt/1" are documents, not records.
bool is_record_schema(std::string_view schema)
{
    constexpr std::string_view start = "redress/";
    if (schema.substr(0, start.size()) != start || schema.size() == start.size()) return false;
    const auto rest = schema.substr(start.size());
    return std::all_of(rest.begin(), rest.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool is_known_type(std::string_view type)
{
    constexpr std::array<std::string_view, 13> types{"message", "order", "event",   "review", "document", "metric", "case",
                                                     "link",    "offer", "promise", "wish",   "note",     "contact"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

// "m_" and 24 hex digits.
bool is_id(std::string_view id)
{
    return id.size() == 26 && id[1] == '_' && id.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

int sniff(const Probe& probe)
{
    LineReader lines(std::string_view(probe.text), "UTF-8");
    for (Line line; lines.next(line);) {
        const auto text = text::trim(line.text);
        if (text.empty()) continue;
        if (text.front() != '{') return 0;
        const auto json = json::parse(text);
        // A line longer than the head is cut: its beginning still says what it is.
        if (!json) return text.substr(0, 40).find("\"schema\":\"redress/1\"") != std::string_view::npos ? 100 : 0;
        if (const auto schema = (*json)["schema"].string()) return is_record_schema(*schema) ? 100 : 0;
        if (!is_known_type((*json)["type"].string_or(""))) return 0;
        std::string why;
        if (!model::from_json(*json, &why)) return 0;
        return is_id((*json)["id"].string_or("")) ? 95 : 60;
    }
    return 0;
}

// Where a record came from first stays first; this file is one more place it was seen.
void take(Reading& reading, const Line& line, model::Record record)
{
    model::Source source;
    source.name = reading.name;
    source.unit = "line";
    source.position = line.number;
    source.offset = line.offset;
    source.length = line.length;
    Draft draft;
    draft.passed_on = !record.id.empty();
    draft.record = std::move(record);
    draft.record.sources.push_back(std::move(source));
    if (const auto* message = std::get_if<model::Message>(&draft.record.body)) draft.raw_body = message->text;
    reading.emit(std::move(draft));
}

void read(Reading& reading)
{
    auto& findings = reading.findings;
    auto& tally = findings.tally;
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    Remarks remarks(reading);
    LineReader lines(reading.file, findings.encoding);
    for (Line line; lines.next(line);) {
        ++tally.total;
        const auto text = text::trim(line.text);
        if (text.empty()) {
            ++tally.blank;
            continue;
        }
        json::ParseError error;
        const auto json = json::parse(text, &error);
        std::string why;
        auto record = json ? model::from_json(*json, &why) : std::nullopt;
        if (!record) {
            ++tally.rejected;
            remarks.add(line.number, "bad-record",
                        said("no record: {}", json ? model::why_words(why) : said("no JSON: {}", error.message)));
            continue;
        }
        ++tally.parsed;
        take(reading, line, std::move(*record));
    }
    if (lines.faults() > 0)
        reading.warn(0, "bad-bytes", said("{} bytes are no {} and were replaced", lines.faults(), findings.encoding));
    remarks.finish();
}

} // namespace

extern const Format format_records;
const Format format_records{"records", "redress record stream (NDJSON)", 1, sniff, read};

} // namespace redress::ingest
