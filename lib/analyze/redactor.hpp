// What is personal leaves a text as a token: "[PHONE-1]", the same for the same value all over a case, of one width whatever
// the value's. Known values come before what is found by its shape, and what a case is about stays.
#pragma once

#include "analyze/known_values.hpp"
#include "analyze/personal.hpp"
#include "base/json.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::analyze {

// Whose a known value is.
enum class Owner : std::uint8_t {
    buyer,    // the case's own: the platform and the buyer may see it
    stranger, // another customer's: nobody may
    anyone    // not known: as its kind says
};

struct Redaction { // one value that was taken out
    const PersonalKind* kind = nullptr;
    std::string token; // "PHONE-1"
    std::string value; // in its one form
    Shown shown = Shown::token;
    Strength strength = Strength::sure;
    std::set<std::string> written;             // as it stood there
    std::map<std::string, std::size_t> places; // how often in which file
};

struct Doubt { // what a person should look at
    std::size_t offset = 0, length = 0;
    std::string_view kind;
};

class Redactor {
public:
    struct Options {
        Reader reader = Reader::everybody;
        bool careful = false; // what is only for review goes too
    };
    explicit Redactor(Options options) : options_(options) {}

    // A name is known in its parts too: "Jane" of "Jane Roe".
    void know(std::string_view kind, std::string_view value, Owner owner);
    // Stays, whatever it looks like: an order's number.
    void keep(std::string_view value);

    // The text with tokens in it. `place` is the file the log speaks of. doubts, if asked for: in bytes of the text.
    std::string apply(std::string_view text, const std::string& place, std::vector<Doubt>* doubts = nullptr);
    // Texts sent one after another, in which a number may go on from one to the next.
    std::vector<std::string> apply_all(const std::vector<std::string>& texts, const std::string& place);
    // A field that is nothing but such a value: all of it, whatever its shape.
    std::string field(std::string_view kind, std::string_view value, const std::string& place);

    // Would anything of it go? Counts nothing.
    bool names_somebody(std::string_view text) const;
    // From now on, what is taken out is also noted there as it stood; nullptr: no longer.
    void trace(std::vector<std::string>* into) { trace_ = into; }

    // Tokens stay with their values; what was counted so far is not. For numbering a case's values before the first page.
    void forget_uses();
    // In order of their tokens' numbers; those without a place were numbered and not met since.
    const std::vector<Redaction>& redactions() const { return redactions_; }
    Reader reader() const { return options_.reader; }

private:
    struct Cut { // bytes of the original
        std::size_t begin = 0, end = 0;
        const PersonalKind* kind = nullptr;
        Shown shown = Shown::token;
        Strength strength = Strength::sure;
        std::string value;
        bool known = false;
    };
    struct Known {
        const PersonalKind* kind;
        std::string value;
        Owner owner;
    };
    Shown shown(const PersonalKind& kind, Owner owner) const;
    std::vector<Cut> cuts(std::string_view text, std::vector<Doubt>* doubts) const;
    static std::vector<Cut> settle(std::vector<Cut> all);
    std::string replace(std::string_view text, const std::vector<Cut>& cuts, const std::string& place);
    std::string token(const Cut& cut, std::string_view written, const std::string& place);

    Options options_;
    std::vector<Known> known_;
    std::unordered_map<std::string, std::size_t> by_value_; // -> of known_
    KnownValues values_;
    KnownValues kept_;
    std::set<std::string> kept_bare_;                                          // letters and digits alone
    std::map<std::pair<std::string_view, std::string>, std::size_t> numbered_; // token word and value -> of redactions_
    std::map<std::string_view, int> counts_;
    std::vector<Redaction> redactions_;
    std::vector<std::string>* trace_ = nullptr;
};

// What is put beside a text: tokens, how often, where, and a commitment to each value. Commitment: SHA-256 over a salt of 32
// bytes, then the value; the salt is an HMAC under `key` over case, token and value, so whoever has the key and the value
// can open one without opening another.
Json redaction_log(const std::vector<Redaction>& redactions, const std::string& key, const std::string& case_id);
std::string redaction_salt(const Redaction& redaction, const std::string& key, const std::string& case_id); // 32 bytes

std::string_view to_string(Reader reader);  // "platform", "buyer", "public"
Reader reader_named(std::string_view word); // of these; everybody for any other

} // namespace redress::analyze
