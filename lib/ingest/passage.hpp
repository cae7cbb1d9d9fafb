// Records on their way from a format to the sink: each gets its place, its time in UTC, its role and its id, and is counted
// in the receipt.
#pragma once

#include "base/hash.hpp"
#include "ingest/driver.hpp"
#include "ingest/occurrences.hpp"
#include "ingest/zones.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest {

// One file on its way through; holds what must outlive a single record.
class Passage {
public:
    Passage(std::string sha256, const Context& context, const Sink& sink, Receipt& receipt);
    void enter(const Part& part) { part_ = &part; }
    void take(Draft&& draft);
    void finish();

private:
    std::string_view attachment_of(const Draft& draft) const;
    void place(model::Source& source) const;
    void take_message(model::Message& message, Draft& draft);
    void note_keys(model::Record& record, std::string_view text) const;
    void note_sender(const model::Message& message);
    void count(Put put);

    std::string sha256_;
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
    std::string last_sender_ = "\n"; // no name holds a line end
};

} // namespace redress::ingest
