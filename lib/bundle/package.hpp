// A case's package from values to files: pages, records, slices, documents, index and custody, ready to be written.
#pragma once

#include "bundle/bag.hpp"
#include "bundle/document.hpp"
#include "bundle/index.hpp"
#include "bundle/redacted.hpp"
#include "bundle/slice.hpp"
#include "bundle/transcript.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace redress::bundle {

// All that goes into a package.
struct Contents {
    analyze::Material material;
    std::vector<analyze::Exhibit> exhibits; // labelled
    View view;
    std::map<std::string, SourceFile> sources; // by SHA-256
    std::map<std::string, Original> documents; // by record id
    bool bare_pictures = false;                // they go in without any metadata
    std::string custody, head, agent;          // journal.ndjson, its last hash, "redress 0.1.0"
    std::optional<Redacted> redacted;          // the material above is without personal data already
    // The running number of an exhibit's first page.
    std::function<int(const analyze::Exhibit& exhibit, int pages)> first_page;
};

struct Built {
    std::vector<File> files; // the whole bag
    std::vector<IndexRow> index;
    std::vector<std::string> missing_glyphs;             // drawn as U+XXXX
    std::vector<std::pair<std::string, Remark>> remarks; // on documents, by their names
};

Built build_package(const Contents& contents);

// "paypal/1001": with the case's id, what tells one case's package from another's.
std::string case_words(const model::Case& facts);

} // namespace redress::bundle
