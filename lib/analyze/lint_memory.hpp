// What was found in texts met before: shops send the same sentences thousands of times, and open every letter alike
// (internal to analyze/lint_team).
#pragma once

#include "analyze/lint.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace redress::analyze {

class LintMemory {
public:
    struct Known {
        bool met = false; // findings are those of this text, at the latest when its batch is done
        std::vector<LintFinding> findings;
    };

    // The same text under the same circumstances; null: too long to be met again. Good until forget_some().
    Known* recall(const LintText& text)
    {
        constexpr std::size_t longest = 2000;
        if (text.text.size() > longest) return nullptr;
        key_.assign(text.text);
        key_ += '\0';
        key_ += text.kind;
        const auto said = text.languages ? 8 + 4 * text.languages->zh + 2 * text.languages->en + text.languages->es : 0;
        key_ += static_cast<char>('0' + 2 * said + text.whole);
        const auto scope = reinterpret_cast<std::uintptr_t>(text.scope);
        key_.append(reinterpret_cast<const char*>(&scope), sizeof scope);
        const auto [known, fresh] = texts_.try_emplace(key_);
        if (fresh) bytes_ += key_.size() + of_an_entry;
        return &known->second;
    }
    void add(Known& known, std::vector<LintFinding> findings)
    {
        bytes_ += findings.size() * sizeof(LintFinding);
        known.findings = std::move(findings);
    }
    void forget_some()
    {
        constexpr std::size_t most = 8U << 20;
        if (bytes_ < most) return;
        texts_.clear();
        bytes_ = 0;
    }

private:
    static constexpr std::size_t of_an_entry = 120; // about what the map takes
    std::unordered_map<std::string, Known> texts_;
    std::string key_;
    std::size_t bytes_ = 0;
};

} // namespace redress::analyze
