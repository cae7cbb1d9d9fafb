// Where a text is used, as `redress lint` knows it: what the text says itself counts most, then options, then the
// repository's settings for the file, its name and folder, the settings for all; else it is a reply, used nowhere in
// particular.
#pragma once

#include "analyze/lint.hpp"
#include "ingest/prose.hpp"
#include "lint_settings.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace redress {

// How a file is to be read, and what is known of its texts.
struct LintFileUse {
    LintSaid said;
    ingest::ProseOptions options;
};

struct LintTextUse {
    std::string kind, lang;
    const analyze::LintScope* scope = nullptr; // lives as long as the LintUses
};

class LintUses {
public:
    // as_text: whatever the files are called, they are plain text.
    LintUses(LintSaid options, const LintSettings& settings, std::string encoding, bool as_text);
    // path: as named, "-" for standard input.
    LintFileUse of_file(const std::string& path) const;
    LintTextUse of_text(const LintFileUse& file, const ingest::ProseSays& says);

private:
    const analyze::LintScope* scope(const std::string& platform, const std::vector<std::string>& jurisdictions);

    LintSaid options_;
    const LintSettings& settings_;
    std::string encoding_;
    bool as_text_;
    std::map<std::string, std::unique_ptr<analyze::LintScope>> scopes_;
};

// "reply-zh.md", "reminders/": what a file is by its name, else by its folder; empty if neither says.
std::string kind_in_name(const std::string& path);

} // namespace redress
