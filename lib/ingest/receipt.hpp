// What became of one file: every line, row or part of it accounted for.
#pragma once

#include "base/json.hpp"
#include "ingest/format.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace redress::ingest {

// A part of packed content: what its records' sources are called, and where its bytes begin.
struct ReceiptPart {
    std::string name, format, encoding; // format: empty if it was left out
    int parser = 1;
    std::uint64_t offset = 0;
};

struct ReceiptLeftOut {
    std::string name;
    const char* why; // litter, empty, encrypted, special, damaged, too_deep, unknown
};

enum class Change { fresh, grown, changed, none };

struct Receipt {
    std::string name, sha256, format, zone, zone_from;
    std::string encoding_from; // option, mark, valid (UTF-8), likely, guess, data (the file says it)
    std::uint64_t bytes = 0;
    std::string form; // how the content is packed (ingest/content); empty: it is the file
    std::string content_sha256;
    std::uint64_t content_bytes = 0;
    std::vector<ReceiptPart> parts;
    std::vector<ReceiptLeftOut> left_out; // members of a zip that were not read
    int parser = 1;
    Findings findings;
    std::map<std::string, std::uint64_t> records; // by type
    std::uint64_t fresh = 0, known = 0, revised = 0;
    std::string first, last; // RFC 3339 UTC
    std::set<std::string> senders;
    std::uint64_t more_senders = 0; // beyond max_senders
    bool unchanged = false;         // the very same file had been read before
    bool quiet = false;             // one of a folder's many that did not change: counted, not shown
    Change change = Change::fresh;  // against what the store knows under its name
};
inline constexpr std::size_t max_senders = 50;

bool adds_up(const Receipt& receipt);
// True if a person should look: rejected units, an ambiguous date order, or a warning.
bool needs_a_look(const Receipt& receipt);
Json to_json(const Receipt& receipt);
std::string to_text(const Receipt& receipt, const std::string& lang);

} // namespace redress::ingest
