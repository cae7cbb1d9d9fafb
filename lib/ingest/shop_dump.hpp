// What the dumps of card-key shops have in common: rows with their columns' names, the account of every row, and the copy of
// the dump that may be kept: same bytes, same offsets, with everything the job does not need and everything that sells or
// pays hidden.
#pragma once

#include "ingest/columns.hpp"
#include "ingest/format.hpp"
#include "ingest/sql_dump.hpp"
#include "ingest/table_time.hpp"

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::shop_dump {

struct Row { // a row with its columns' names
    const sql::Item& item;
    const std::vector<std::string>& columns;
    const sql::Value* find(std::string_view column) const; // nullptr if absent or NULL
    std::string get(std::string_view column) const;        // empty if absent or NULL
};
struct Unit { // a row and its number in the file
    Row row;
    std::uint64_t number;
};

bool named(std::string_view table, std::string_view word); // behind any prefix: "dj_orders"
bool has(const std::vector<std::string>& columns, std::string_view name);

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

class Dump {
public:
    // What the shop's own installer calls a table's columns, for dumps of data alone; may be empty.
    using Installed = const std::vector<std::string>& (*)(std::string_view table);
    // stamps_zoned: its times are of the type TIMESTAMP, which a zone set by the dump is about; DATETIME has none. Throws
    // Error{input} for a dump in UTF-16.
    Dump(Reading& reading, Installed installed, bool stamps_zoned);

    // Every row in the order of the file; all else is accounted for here. To be called first, and once.
    void learn(const std::function<void(const sql::Item&)>& row);
    // The rows again.
    void each(const std::function<void(const sql::Item&, std::uint64_t number)>& row);
    // The INSERT's own column list, else the CREATE TABLE's, else the installer's.
    const std::vector<std::string>& columns_of(const sql::Item& row) const;
    bool fits(const sql::Item& row) const { return columns_of(row).size() == row.values.size(); }

    // MySQL would refuse such a row too; which value is the key cannot be told, so none of them is kept.
    void refuse(const sql::Item& item);
    void pass_over(const Row& row);                                              // a table the job does not need
    void hide_but(const Row& row, std::span<const std::string_view> plain = {}); // the values of all other columns
    void hide(const sql::Value& value);

    model::Stamp stamp(const Unit& unit, const std::string& written);
    void emit(const Unit& unit, model::Body body, Json extra) const;
    void finish(std::vector<Said> not_stored); // what was hidden besides the tables passed over

    Json secret(std::string_view text) const;
    const ReadOptions& options() const { return reading_.options; }
    Tally& tally() { return reading_.findings.tally; }
    void remark(const Row& row, const char* code, Said words) { remarks_.add(row.item.line, code, std::move(words)); }
    bool hides() const { return !reading_.options.keep_secrets; }

private:
    Reading& reading_;
    Installed installed_;
    bool stamps_zoned_;
    std::string encoding_;
    std::map<std::string, std::vector<std::string>> columns_;
    KeptCopy copy_;
    Remarks remarks_;
    TimeRules times_;
    std::set<std::string> passed_over_;
};

model::Event event_of(const model::Order& order, const char* kind, const model::Stamp& when);

} // namespace redress::ingest::shop_dump
