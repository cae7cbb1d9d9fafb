// From a file to identified records: picks the format, joins local times with a zone, numbers equal messages, aligns an
// export with what is known already, and writes the receipt. Knows nothing of the store: it talks to a Sink.
#pragma once

#include "ingest/choose.hpp"
#include "ingest/content.hpp"
#include "ingest/receipt.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace redress::ingest {

struct Context {
    std::string shop = "main";
    std::string zone_option;          // --tz
    std::string shop_zone;            // the shop's, if it has one
    std::string guess_zone;           // the system's: used last, and marked
    std::vector<std::string> sellers; // to give roles where records leave at once (--emit); the store does it when reading
    std::string format;               // --from; empty: by content
    ReadOptions read;
};

enum class Put { fresh, known, revised };

struct Edge { // the first and last run of equal messages of one conversation in one file, by the id of the run's first
    std::string thread, first, last;
};

// Where records go. only_at_edges and edges serve alignment and may be empty when nothing is known beforehand.
struct Sink {
    std::function<Put(const model::Record& record, std::string_view attachment)> put;
    // Is this run of equal messages known only from the first or last lines of exports?
    std::function<bool(const std::string& first_id)> only_at_edges;
    std::function<void(const std::vector<Edge>&)> edges;
};

// The SHA-256 of the whole file, packed as it is. Asked for once, when it is first needed: it may be computed meanwhile.
using FileHash = std::function<std::string()>;

// After choose_format. Throws Error{input} if it cannot be read as a whole.
Receipt ingest_file(const Content& content, const std::string& name, const FileHash& sha256, const Format& format,
                    const Context& context, const Sink& sink);

} // namespace redress::ingest
