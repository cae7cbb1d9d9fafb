// What LintRun has read and not yet reported.
#pragma once

#include "analyze/lint.hpp"
#include "ingest/prose.hpp"
#include "lint_use.hpp"

#include <cstddef>
#include <deque>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace redress {

struct LintInput {
    std::string name;
    bool again = false, records = false;
};

// A file that begins, texts of it, or its end.
struct LintStep {
    enum class What { begin, texts, end } what = What::begin;
    std::shared_ptr<const LintInput> input;
    ingest::ProseBatch batch;
    std::vector<LintTextUse> uses; // by what the batch says
    ingest::ProseReport report;    // of the whole file, at its end
};

struct LintGroup {
    std::deque<LintStep> steps;           // the texts point into them
    std::vector<analyze::LintText> texts; // of all steps
    std::size_t bytes = 0;
    std::vector<analyze::LintFinding> found; // in them, once `checked`
    std::future<void> checked;               // last, so that nothing is gone before it is done
};

} // namespace redress
