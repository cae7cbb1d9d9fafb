// One file into the open store, within the transaction of its caller.
#pragma once

#include "base/hash.hpp"
#include "ingest/driver.hpp"
#include "store/records.hpp"
#include "store/sources.hpp"

namespace redress {

class StoreIntake {
public:
    StoreIntake(store::Store& store, const ingest::Receipt& seed, const ingest::Context& context);
    ingest::Sink sink();
    // Keeps the original, writes the receipt, and journals what came.
    void finish(const MappedFile& file, const ingest::Receipt& receipt);

private:
    ingest::Put put(const model::Record& record, std::string_view attachment);

    store::Store& store_;
    store::Writer writer_;
    store::SourceRow row_;
    hash::Sha256 rolling_; // over the ids in order: what this ingest brought
};

// Takes out what earlier readings of this file gave, for it to be read again. What had been set right by hand then, its zone
// and its conversation, goes into the context.
void undo_readings(store::Store& store, const std::string& sha256, ingest::Context& context);
// After a second reading. Throws Error{input} if it no longer gives a record that a case uses.
void refuse_dangling(store::Store& store, const std::string& path);

} // namespace redress
