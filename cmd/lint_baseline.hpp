// Findings known before, which are not reported again: `redress lint --baseline FILE [--update]`.
#pragma once

#include "session.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace redress {

class LintBaseline {
public:
    // Reads FILE: a baseline, or a former `-f json` report. Throws Error{input} if it is neither, or missing and not to be
    // updated. root: where the names hides() is given start from; today: YYYY-MM-DD.
    LintBaseline(std::string path, bool update, std::filesystem::path root, std::string today);

    // Is the finding known? To be asked of each finding that no comment suppresses; with update all are, from now on.
    bool hides(const std::string& fingerprint, const std::string& rule, std::string_view file);
    // That file was read whole: what the baseline has of it and hides() was not asked about is gone.
    void looked_at(std::string_view file);
    // Says how many are hidden, how old, how many are gone; writes the file if it is to be updated.
    void finish(Session& session) const;

private:
    struct Row {
        std::string rule, file, first_seen; // first_seen: YYYY-MM-DD; empty where a report does not say
        bool met = false, fresh = false;
    };
    using Rows = std::map<std::string, Row>; // by fingerprint

    void read();
    bool is_gone(const Row& row) const;
    std::string written() const;

    std::string path_, today_;
    std::filesystem::path root_;
    bool update_ = false;
    Rows rows_;
    std::set<std::string, std::less<>> looked_at_;
};

} // namespace redress
