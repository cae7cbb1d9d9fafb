// What a source format is: a name, a guess at the head of a file, and a reader that turns bytes into records.
// Readers give local times, raw ids and diagnostics; zones, record ids, shops and roles are the driver's business
// (ingest/driver).
#pragma once

#include "base/diagnostic.hpp"
#include "base/file.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::profile {
struct NoticeBook;
}

namespace redress::ingest {

// The start of a file and its name: all that sniffing may use.
struct Probe {
    std::string_view head; // up to probe_bytes, as stored
    std::string text;      // the head as UTF-8, BOM gone; empty for binary files
    std::string name;      // file name without folders
    std::uint64_t size = 0;
    std::vector<std::string> members; // names in a zip
};
inline constexpr std::size_t probe_bytes = 64 * 1024;

// What the user said, for readers that need it.
struct ReadOptions {
    std::string thread;         // --thread
    std::string encoding;       // --encoding
    std::string date_order;     // --date-order: "DMY", "MDY" or "YMD"
    std::string platform;       // --platform, else the shop's
    bool platform_said = false; // it is the user's word, no habit of the shop
    std::string currency;       // --currency
    std::string map;            // --map: text of a column map (TOML)
    std::string map_name;       // its file name, for diagnostics
    std::string secret_key;     // HMAC key for fingerprints of secrets
    bool keep_secrets = false;
    // Records go nowhere: a reader may leave out of them what no receipt tells (texts, places, extra), if that is faster.
    bool count_only = false;
    std::shared_ptr<const profile::NoticeBook> notices; // mails of platforms; nullptr: they are mails like others
};

// How every unit of a file was used; total = parsed + continued + system + blank + rejected.
struct Tally {
    std::string unit = "line"; // line, row, element, part
    std::uint64_t total = 0, parsed = 0, continued = 0, system = 0, blank = 0, rejected = 0;
};

struct Place {
    std::uint64_t offset = 0, length = 0; // bytes of the file
};

// A case that a platform's notice gives reason to open; nothing is opened by itself.
struct Proposal {
    Said what;           // "PayPal, dispute"
    std::string command; // ready to run; empty: too little is stated, or no profile fits
    bool dated = false;  // the notice states until when
};
inline constexpr std::size_t max_proposals = 1000;

// What a reader found out about the file as a whole; it becomes the receipt.
struct Findings {
    Tally tally;
    std::string encoding = "UTF-8";
    std::string date_order; // "DMY", "MDY", "YMD" or empty
    bool date_order_ambiguous = false;
    std::string thread;                    // the file's own name for the conversation
    std::optional<std::uint64_t> declared; // a count the file gives of itself
    std::vector<Place> headers;            // of tables: the rows that name their columns
    std::vector<Proposal> proposals;       // one a command, in the order of the mails
    std::vector<Said> not_stored;          // "12 unsold keys", said in the receipt
    // A copy to keep instead of the original, with secrets replaced; nullopt: the original is kept.
    std::optional<std::string> kept_copy;
    Diagnostics diagnostics;
};

// A record on its way out of a reader. raw_body is what identity counts for a message (before trimming marks).
struct Draft {
    model::Record record;
    std::string raw_body;
    std::optional<LocalTime> local; // when the time was written without a zone
    std::string attachment_bytes;   // for documents: the content itself
    bool once = false;              // a mail: seen again it is the same one, wherever in a file it stands
    bool passed_on = false;         // a record made before: it keeps its shop, seq and first sources
};

struct Format;

struct Reading {
    const MappedFile& file;
    std::string name; // as shown in diagnostics and sources
    const ReadOptions& options;
    Findings& findings;
    // Takes a record. Draft.record.sources.back() must say position, offset and length.
    std::function<void(Draft&&)> emit;

    void warn(std::uint64_t line, std::string code, Said message, Severity severity = Severity::warning,
              std::uint64_t column = 1) const
    {
        findings.diagnostics.push_back({severity, name, line, column, std::move(message), std::move(code)});
    }
};

struct Format {
    const char* name;    // "whatsapp"
    const char* summary; // "WhatsApp chat export (.txt)"
    int version;         // of the parser; part of provenance
    // 0: no; 100: certain. The highest wins; on a tie the earlier in the list.
    int (*sniff)(const Probe& probe);
    void (*read)(Reading& reading);
};

std::span<const Format* const> formats();
const Format* find_format(std::string_view name);
// The best guess, or nullptr; and how sure it is.
const Format* detect(const Probe& probe, int* certainty = nullptr);
Probe make_probe(const MappedFile& file, const std::string& name);

} // namespace redress::ingest
