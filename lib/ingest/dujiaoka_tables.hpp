// The tables of a dujiaoka (独角数卡) dump by what they hold, and the copy of the dump that may be kept: same bytes, same
// offsets, with everything the job does not need and everything that sells or pays hidden.
#pragma once

#include "ingest/sql_dump.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::dujiaoka {

enum class Role { orders, carmis, goods, pays, other };

struct Row { // a row with its columns' names
    const sql::Item& item;
    const std::vector<std::string>& columns;
    const sql::Value* find(std::string_view column) const; // nullptr if absent or NULL
    std::string get(std::string_view column) const;        // empty if absent or NULL
};

class Tables {
public:
    void learn(const sql::Item& table);
    // By name, behind any prefix ("dj_orders"), and by a column only that table has.
    Role role_of(const sql::Item& row) const;
    // The INSERT's own column list, else the CREATE TABLE's, else that of dujiaoka's installer.
    const std::vector<std::string>& columns_of(const sql::Item& row) const;

private:
    std::map<std::string, std::vector<std::string>> columns_;
};

class KeptCopy {
public:
    explicit KeptCopy(std::string_view bytes) : bytes_(bytes) {}
    void hide(const sql::Value& value);
    void hide_strings(std::uint64_t offset, std::uint64_t length);
    bool changed() const { return changed_; }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
    bool changed_ = false;
};

// A statement that may hold a password or a key in a string: all but definitions, locks and settings.
bool may_hold_secrets(std::string_view statement);
// The zone a dump sets for its timestamps ("+00:00" by mysqldump), or empty.
std::string zone_set_by(std::string_view statement);
std::string_view status_name(std::string_view number); // "completed" of "4"; empty if unknown

} // namespace redress::ingest::dujiaoka
