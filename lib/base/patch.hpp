// Patches: which lines of which files `git diff` says are new, and a unified diff of lines that were replaced.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace redress::patch {

// Lines of one file that are new in it.
struct Fresh {
    bool whole = false;               // all of it: a binary file, or one whose merge is not settled
    std::vector<std::uint64_t> lines; // from 1, rising
    std::vector<std::uint64_t> cuts;  // lines behind which others were taken out and none put in; 0: before the first
    bool touches(std::uint64_t first, std::uint64_t last) const;
    // Or was something taken out of that stretch, at its edges too?
    bool changes(std::uint64_t first, std::uint64_t last) const;
};

// By path from the repository's root. Understands what `git diff` prints with any number of lines around a change; files
// that were deleted, or only renamed, have nothing new.
std::map<std::string, Fresh> fresh_lines(std::string_view diff);

// A line that became another; line ends are not part of either.
struct Replaced {
    std::uint64_t line = 1;
    std::string now;
};
// Unified diff with three lines around each change; `lines` are the file's, `replaced` rises by line. ended: the last line
// has a line end.
std::string unified(const std::string& name, const std::vector<std::string_view>& lines,
                    const std::vector<Replaced>& replaced, bool ended = true);

} // namespace redress::patch
