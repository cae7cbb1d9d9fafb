// Records on their way from a format to the sink: each gets its place, its time in UTC, its role and its id, and is counted
// in the receipt.
#pragma once

#include "base/hash.hpp"
#include "ingest/driver.hpp"
#include "ingest/occurrences.hpp"
#include "ingest/runs.hpp"
#include "ingest/zones.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest {

// One file on its way through; holds what must outlive a single record.
class Passage {
public:
    Passage(const FileHash& sha256, const Context& context, const Sink& sink, Receipt& receipt);
    // findings: of this part. Each file in a zip is an export of its own: aligned with the others, not counted on with them.
    void enter(const Part& part, const Findings& findings, bool own_export);
    void take(Draft&& draft);
    void finish();
    const std::string& sha256(); // of the whole file

private:
    std::string_view attachment_of(const Draft& draft) const;
    void place(model::Source& source);
    void count_type(const model::Body& body);
    void count_time(const model::Body& body);
    void take_message(model::Message& message, Draft& draft);
    void note_keys(model::Record& record, std::string_view text) const;
    void note_sender(const model::Message& message);
    void count(Put put);
    void finish_runs();
    void link_documents(model::Message& message) const;

    const FileHash& hash_;
    std::string sha256_; // empty: not asked for yet
    const Part* part_ = nullptr;
    const Findings* findings_ = nullptr;
    std::map<std::string, std::string> documents_; // of a zip: file name to id; "" where two files have the name
    const Context& context_;
    const Sink& sink_;
    Receipt& receipt_;
    ZoneResolver zones_;
    hash::Sha256 sha_;
    Occurrences occurrences_;
    std::optional<Runs> runs_;
    std::size_t doubled_ = 0;
    bool folder_ = false;
    std::int64_t seq_ = 0;
    std::optional<Instant> first_, last_;
    std::string_view last_type_;
    std::uint64_t* of_last_type_ = nullptr;
    std::string last_sender_ = "\n"; // no name holds a line end
};

} // namespace redress::ingest
