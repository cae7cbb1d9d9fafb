// Strict reading of one table of a profile: every key must be asked for, so that a typo is an error and not a lost fact.
#pragma once

#include "base/json.hpp"
#include "base/said.hpp"
#include "profile/profile.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace redress::profile {

// What all tables of one file share: its name for errors, and the [sources] its facts point at.
struct Origin {
    std::string file;
    std::map<std::string, Provenance> sources;
};

class Reader {
public:
    // where: the table as the user would look for it, "[[reasons]] 3".
    Reader(const Json& table, const Origin& origin, std::string where);

    bool has(const std::string& key) const { return table_.find(key) != nullptr; }
    std::string text(const std::string& key);    // must be there
    std::string text_or(const std::string& key); // may be absent
    std::int64_t whole_or(const std::string& key, std::int64_t fallback);
    std::optional<double> number(const std::string& key);
    bool flag(const std::string& key);
    Text words(const std::string& key, bool needed); // { en = "…", zh = "…" }
    // A length written as minutes, hours or days, with starts_from beside it; 0 hours: none is written.
    std::pair<double, std::string> length();
    // Fails unless the value is one of those known.
    void one_of(const std::string& key, const std::string& value, const std::vector<std::string>& known) const;
    std::vector<std::string> list(const std::string& key);
    std::vector<std::vector<std::string>> groups(const std::string& key);
    // `from = "ID"` naming an entry of [sources], or `source`, `seen` and `verified` in place.
    Provenance provenance();
    Provenance named_source(const std::string& key);
    // [[key]]: one call each.
    void each(const std::string& key, const std::function<void(Reader&)>& take);
    // [key], if it is there.
    void inside(const std::string& key, const std::function<void(Reader&)>& take);
    void done() const; // throws on a key nobody asked for
    [[noreturn]] void fail(const Said& what, const Said& hint = {}) const;

private:
    const Json* take(const std::string& key);
    const Json& table_;
    const Origin& origin_;
    std::string where_;
    std::vector<std::string> asked_;
};

// [sources] of a file, so that facts can name them.
Origin read_sources(const Json& table, const std::string& file);
// Checks the date of a source: YYYY-MM or YYYY-MM-DD.
bool is_seen_date(std::string_view text);
// Reads the whole file's table; defined in sections.cpp.
Profile read_profile(const Json& table, const std::string& file);
// Parts of it, defined in sections_limits.cpp.
void read_limits(Reader& top, Profile& out);
void read_reputation(Reader& top, Profile& out);
// Puts the reasons and evidence types of another profile before its own, which win; defined in decider.cpp.
void take_reasons(Profile& profile, const Profile& base);
// References between facts; throws Error{input} naming the file.
void check_references(const Profile& profile);
// Lays the overlay over the base: tables key by key, lists of coded tables entry by entry, other values replaced.
Json merge(const Json& base, const Json& overlay, const std::string& overlay_file);

} // namespace redress::profile
