// Ingested files: what they were called, how they were read, and their receipts.
#pragma once

#include "base/file.hpp"
#include "base/json.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redress::store {

struct SourceRow {
    std::int64_t row = 0;
    std::string sha256;      // of the file as the user has it
    std::string kept_sha256; // of the copy kept, if secrets were replaced; else equal to sha256
    std::string name, format, encoding, shop, thread, zone, zone_from, date_order;
    std::uint64_t bytes = 0;
    int parser = 1;
    Json receipt;
    std::string ingested_at;
};

SourceRow add_source(Store& store, SourceRow source); // with its row and time of ingest
// Writes what is known only after reading: encoding, zone, thread, receipt, the hash of the copy kept.
void update_source(Store& store, const SourceRow& source);
std::optional<SourceRow> get_source(Store& store, std::int64_t row);
std::string source_hash(const SourceRow& source);
std::optional<SourceRow> find_source(Store& store, const std::string& word); // a prefix of the hash, or the file's name
// format and thread: "" for any.
std::optional<SourceRow> find_source_exact(Store& store, const std::string& sha256, const std::string& shop,
                                           const std::string& thread, const std::string& format);
// The size of the largest file read under this name.
std::optional<std::uint64_t> bytes_under_name(Store& store, const std::string& name, const std::string& shop);
std::vector<SourceRow> list_sources(Store& store);

// Recomputes `at` of every record first seen in this source from its local time; ids and links stay. Returns how many
// changed.
std::size_t retime(Store& store, std::int64_t source_row, const std::string& zone);

// The bytes kept under a hash. Originals are written beside, synced and renamed before any row names them.
void put_blob(Store& store, std::string_view bytes, const std::string& sha256);
void put_blob(Store& store, const MappedFile& file, const std::string& sha256); // a piece at a time
std::string blob_path(Store& store, const std::string& sha256);
bool has_blob(Store& store, const std::string& sha256);

} // namespace redress::store
