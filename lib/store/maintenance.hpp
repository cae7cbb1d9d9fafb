// Looking after a store: quick and thorough checks, copies, export and import.
#pragma once

#include "base/json.hpp"
#include "base/said.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace redress::store {

struct Problem {
    std::string where; // table and row, or file
    Said what;         // is wrong
};

struct Info {
    int version = 0;
    std::uint64_t database_bytes = 0, blob_bytes = 0, blobs = 0, sources = 0, journal_rows = 0;
    std::vector<std::pair<std::string, std::uint64_t>> records; // by type
};
Info info(Store& store);

std::vector<Problem> check(Store& store);  // structure, references, journal chain
std::vector<Problem> verify(Store& store); // check, and every row and blob against its SHA-256
void backup(Store& store, const std::filesystem::path& folder);
// Everything as NDJSON lines plus blobs, into a new folder; import rebuilds an equal store.
void export_to(Store& store, const std::filesystem::path& folder);
void import_from(Store& store, const std::filesystem::path& folder);

} // namespace redress::store
