// Where a fact of a profile comes from, and its words.
#pragma once

#include <string>

namespace redress::profile {

struct Provenance {
    std::string source;    // URL, repository@commit, or "memory"
    std::string seen;      // date read, YYYY-MM-DD or YYYY-MM
    bool verified = false; // false: shown as such, and no draft asserts it
    std::string zh;        // the source in Chinese, where it is described and not named
};

struct Text { // English and Chinese; Spanish where letters go out in it
    std::string en, zh, es;
    const std::string& in(const std::string& lang) const;
};

} // namespace redress::profile
