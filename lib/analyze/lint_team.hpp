// Batches of texts checked by as many linters as the machine has processors, a text that comes again only once.
#pragma once

#include "analyze/lint.hpp"
#include "analyze/lint_memory.hpp"

#include <memory>
#include <span>
#include <vector>

namespace redress::analyze {

class LintTeam {
public:
    // threads: 0 means as many as there are processors, up to eight.
    explicit LintTeam(std::shared_ptr<const Rulebook> book, unsigned threads = 0);

    // As Linter::check_all does, in the same order. Small batches stay on the caller's thread.
    void check_all(std::span<const LintText> texts, std::vector<LintFinding>& out);

private:
    void check_fresh();

    std::shared_ptr<const Rulebook> book_;
    unsigned threads_;
    std::vector<Linter> linters_; // made when first needed
    LintMemory memory_;
    std::vector<LintMemory::Known*> known_; // by text of the batch
    std::vector<LintText> fresh_;           // those not met before
    std::vector<std::size_t> places_;       // of them in the batch
    std::vector<LintFinding> found_;        // in them
};

} // namespace redress::analyze
