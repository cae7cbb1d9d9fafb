// What is in a package and where it comes from: index.csv and index.html for readers, slices.csv for whoever holds a source.
#pragma once

#include "bundle/slice.hpp"
#include "bundle/transcript.hpp"

#include <string>
#include <vector>

namespace redress::bundle {

struct IndexRow {                                        // one file
    std::string label, title, kind, file, sha256, pages; // pages: "RDR-000001..RDR-000003"
    std::string shows;                                   // bundle/proof
    int grade = 0;
    std::uint64_t bytes = 0;
    std::size_t records = 0;
    std::string source, source_sha256; // of the whole file it was taken from
    std::uint64_t source_bytes = 0;
    std::string form; // rendered, records, original, slice, slice with keys masked, withheld: why
};

struct SliceRow { // one record's bytes
    std::string label, file, source_sha256;
    SliceEntry entry;
};

std::string index_csv(const std::vector<IndexRow>& rows);
std::string slices_csv(const std::vector<SliceRow>& rows);
std::string index_html(const std::vector<IndexRow>& rows, const model::Case& facts, const View& view);

} // namespace redress::bundle
