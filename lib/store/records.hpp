// Records in the store: identity, revisions, sightings, queries.
#pragma once

#include "model/record.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace redress::store {

enum class Added { fresh, known, revised };

// Writes records of one source inside a transaction, with its statements prepared once.
class Writer {
public:
    explicit Writer(Store& store);
    ~Writer();
    Added put(const model::Record& record, std::int64_t source_row); // record.id must be set
    // Messages only: is this id there already?
    bool has(const std::string& id);

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct Filter {
    std::vector<std::string> types, ids;
    std::string shop, thread, order, case_id, source; // order: number or any ref's value; source: sha256 prefix or name
    std::optional<Instant> since, until;              // since <= at < until
    std::string match;                                // words to be found, see store/search.hpp
    std::size_t limit = 0;                            // 0: all
};

// In time order (records without a time after those with one, by source and seq). Roles follow from the shop's seller names.
void each(Store& store, const Filter& filter, const std::function<void(const model::Record&)>& take);
std::vector<model::Record> find(Store& store, const Filter& filter);
std::optional<model::Record> get(Store& store, const std::string& id); // also a unique prefix of at least 6 characters
std::size_t count(Store& store, const Filter& filter);

struct Revision {
    int number = 1;
    std::string as_of, source, source_name;
    model::Record record;
};
std::vector<Revision> revisions(Store& store, const std::string& id); // oldest first; the last is current

// Orders and events that share this reference (an invoice, a transaction, a tracking number, a key's fingerprint).
struct RefHit {
    std::string record, kind, value;
};
std::vector<RefHit> find_ref(Store& store, const std::string& shop, const std::string& value);

} // namespace redress::store
