// Day first or month first: decided once for a whole file, from all its dates (a single date often fits both).
#pragma once

#include "base/said.hpp"
#include "base/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace redress::ingest {

// Three numbers as they stand in the text, and how many digits each has: the longest is the year.
struct DateFields {
    std::array<int, 3> value{};
    std::array<std::uint8_t, 3> digits{};
    bool operator==(const DateFields&) const = default;
};

struct DecidedOrder {
    std::string name = "DMY"; // the letters in the order of the fields
    bool ambiguous = false;
    Said rule;              // what decided, in words
    std::uint64_t line = 0; // where it was decided; 0: nowhere in particular

    // The calendar day meant; it may not exist. A year of four digits is the year wherever it stands. Days of the Buddhist,
    // Persian and Islamic calendars, told by their years, are turned into ours.
    LocalTime day(const DateFields& fields) const;
};

struct Reading;
// What the user says with --date-order goes before what the dates say. The receipt has the order, and a remark names the
// line that decided or says that none did. name: of the file, for remarks.
DecidedOrder settle_order(const Reading& reading, const std::string& name, DecidedOrder voted);

class DateOrderVote {
public:
    explicit DateOrderVote(int earliest_year = 2000) : earliest_(earliest_year) {}
    // weekday: the one written beside the date, 0 for Sunday; -1: none.
    void add(const DateFields& fields, std::uint64_t line, int weekday = -1);
    DecidedOrder decide() const;

private:
    struct Candidate {
        std::uint64_t invalid = 0, other_weekday = 0, backwards = 0;
        std::uint64_t changes = 0; // weighed, a jump of the year costs most
        std::uint64_t first_invalid = 0, first_weekday = 0, first_backwards = 0, first_jump = 0;
        int last = 0, year = 0, month = 0, day = 0;
    };
    void count(Candidate& candidate, const char* order, const DateFields& fields, std::uint64_t line, int weekday) const;

    int earliest_;
    std::array<Candidate, 6> candidates_{};
    std::optional<DateFields> last_;
    bool short_ = false;   // years of two digits
    bool matters_ = false; // some date means another day when read the other way
};

} // namespace redress::ingest
