// Where a lint report goes: one or several formats at once, each to standard output or to a file that is whole or absent.
#pragma once

#include "options.hpp"
#include "render/findings.hpp"

#include <memory>
#include <string>
#include <vector>

namespace redress {

class LintOutput : public render::FindingsWriter {
public:
    // also: "FORMAT=FILE". Throws Error{usage} for an unknown format and for two reports in one place.
    LintOutput(const OutputOptions& main, const std::vector<std::string>& also, const render::FindingsHead& head,
               Session& session);
    ~LintOutput() override;
    void file(std::string_view name) override;
    void unreadable(std::string_view file, const std::string& why) override;
    void remark(const Diagnostic& remark) override;
    void finding(const render::Finding& finding) override;
    void finish(const render::FindingsTotals& totals) override; // and puts the files in their places

private:
    struct Target;
    void add(const std::string& format, const std::string& path, const render::FindingsHead& head, Session& session);
    std::vector<std::unique_ptr<Target>> targets_;
};

} // namespace redress
