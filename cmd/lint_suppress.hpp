// Comments in a text file that take findings out of account: redress-disable-next-line and redress-disable-file.
#pragma once

#include "profile/rules.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress {

// A line that holds such a comment and nothing else: <!-- … -->, {{! … }}, # …, // …, % …, ; …
struct Suppression {
    bool whole_file = false;
    std::vector<std::string> rules; // ids or categories
    std::string reason;
    bool is_complete() const { return !rules.empty() && !reason.empty(); }
};
std::optional<Suppression> suppression_in(std::string_view line);

// Those of one file, told in order as the file is read.
class LintSuppressions {
public:
    void clear() { comments_.clear(); }
    // A line that may be such a comment.
    void add(std::uint64_t line, std::string_view text);

    // The reason why a finding of this rule on this line is not counted; nullptr if it is. What the comment says is used
    // from then on.
    const std::string* reason(const profile::Rule& rule, std::uint64_t line);

    struct Fault {
        std::uint64_t line = 0;
        std::string rule; // named there and not found; empty: the comment lacks a rule or a reason
    };
    // To be asked when all findings of the file were.
    std::vector<Fault> faults() const;

private:
    struct Comment {
        Suppression said;
        std::uint64_t line = 0, covers = 0; // covers: that line alone; 0: all behind the comment
        std::vector<bool> used;             // by word
    };
    std::vector<Comment> comments_; // by line
};

} // namespace redress
