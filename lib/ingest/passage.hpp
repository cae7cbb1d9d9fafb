// Records on their way from a format to the sink: each gets its place, its time in UTC, its role and its id, and is counted
// in the receipt.
#pragma once

#include "base/hash.hpp"
#include "ingest/driver.hpp"
#include "ingest/occurrences.hpp"
#include "ingest/runs.hpp"
#include "ingest/zones.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest {

// One file on its way through; holds what must outlive a single record.
class Passage {
public:
    Passage(const FileHash& sha256, const Context& context, const Sink& sink, Receipt& receipt);
    void enter(const Part& part) { part_ = &part; }
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

    const FileHash& hash_;
    std::string sha256_; // empty: not asked for yet
    const Part* part_ = nullptr;
    const Context& context_;
    const Sink& sink_;
    Receipt& receipt_;
    ZoneResolver zones_;
    hash::Sha256 sha_;
    Occurrences occurrences_;
    Runs runs_;
    std::int64_t seq_ = 0;
    std::optional<Instant> first_, last_;
    std::string_view last_type_;
    std::uint64_t* of_last_type_ = nullptr;
    std::string last_sender_ = "\n"; // no name holds a line end
};

} // namespace redress::ingest
