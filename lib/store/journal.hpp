// The hash-chained journal: who changed what, in the same transaction as the change.
#pragma once

#include "base/json.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace redress::store {

struct JournalRow {
    std::int64_t seq = 0;
    std::string utc, actor, version, action, object, case_id, before, after;
    Json detail;
    std::string previous, hash;
};

// Appends; seq, utc, previous and hash are filled in. Call inside a transaction.
void append_journal(Store& store, JournalRow row);
std::vector<JournalRow> list_journal(Store& store);
// One row after another, in order; false from `take` ends it.
void each_journal(Store& store, const std::function<bool(const JournalRow&)>& take);
// The rows that belong to a case: its own, those of its records, those of the sources they come from.
std::vector<std::int64_t> journal_of_case(Store& store, const std::string& case_id);
// Hash of the last row that changed the case's records, links or facts (not exhibits, not bundles made).
std::string case_head(Store& store, const std::string& case_id);
// The first row whose hash does not follow from its content and its predecessor; 0 if all do.
std::int64_t first_broken_row(Store& store);
std::string row_hash(const JournalRow& row);

// Who is named in the journal and which version did it; set once by the program.
void set_actor(std::string actor, std::string version);

} // namespace redress::store
