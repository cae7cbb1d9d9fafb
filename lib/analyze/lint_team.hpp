// A batch of texts checked by as many linters as the machine has processors.
#pragma once

#include "analyze/lint.hpp"

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
    std::shared_ptr<const Rulebook> book_;
    unsigned threads_;
    std::vector<Linter> linters_; // made when first needed
    std::vector<std::vector<LintFinding>> found_;
};

} // namespace redress::analyze
