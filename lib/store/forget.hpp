// Taking things out of the store again: a file with what only it said, single records, or what one buyer said and bought.
// The journal keeps a tombstone with the reason, so its chain stays whole; what is gone is in none of the store's files any
// more.
#pragma once

#include "model/record.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace redress::store {

struct Doomed {
    std::vector<std::int64_t> sources; // rows
    std::vector<std::string> records;  // ids
    std::string said_as;               // what the user named, for the journal: a hash or an id; never a name
    std::string buyer = {}, shop = {}; // a name that goes from receipts and aliases as well
    bool keep_links = false;           // the records are about to come again: links of cases wait for them
};

Doomed doomed_source(Store& store, std::int64_t source_row);
Doomed doomed_record(Store& store, const std::string& id);
// What the buyer wrote, the conversations only they and the seller have, and their orders with events and reviews.
Doomed doomed_buyer(Store& store, const std::string& shop, const std::string& name);

// Open cases that link to a record which would go.
std::vector<std::string> open_cases_of(Store& store, const Doomed& doomed);

struct Forgotten {
    std::uint64_t records = 0;           // gone
    std::uint64_t kept = 0;              // named by the source, and said by another one too: they stay
    std::uint64_t sources = 0;           // files gone: those named, and those of which nothing is left
    std::uint64_t links = 0;             // of cases, gone with their records
    std::vector<std::string> still_hold; // names of files that stay, and that held records now gone
};

// In one transaction; links of cases go too. Call sweep_blobs after it.
Forgotten forget(Store& store, const Doomed& doomed, const std::string& reason);
// What would go and stay if a source were forgotten; changes nothing.
Forgotten weigh(Store& store, const Doomed& doomed);
// Links to records that are not there, as "C-0001: m_…": after records were taken out with keep_links and others came.
std::vector<std::string> dangling_links(Store& store);
// Files of blobs/ that no row names any more; returns how many went.
std::size_t sweep_blobs(Store& store);

} // namespace redress::store
