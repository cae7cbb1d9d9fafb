// Every file of a call, one after another, and what came of all of them.
#pragma once

#include "base/json.hpp"
#include "base/said.hpp"
#include "intake.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace redress {

enum class Into { store, stdout_, nowhere };

struct Outcome {
    std::vector<ingest::Receipt> receipts;
    std::size_t failed = 0, skipped = 0;
    bool folders = false; // was one given?
    std::size_t count(ingest::Change change) const;
};

// Each file by itself: one that fails is said and the others still done. Throws Error where there is only one, and what is
// no matter of a file.
Outcome ingest_files(Session& session, const std::vector<std::string>& paths, const IntakeOptions& options, Into into);

Json receipts_json(const Outcome& outcome);
// Receipts for people; of folders a line at the end, and no word of each file that did not change.
std::string receipts_text(const Outcome& outcome, Into into, const std::string& lang);

} // namespace redress
