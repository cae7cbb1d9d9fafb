// Files into the store or past it: what `ingest` and the one-off `bundle` share.
#pragma once

#include "ingest/driver.hpp"
#include "ocr.hpp"
#include "session.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace redress {

struct IntakeOptions {
    std::string format; // --from
    std::string thread, encoding, date_order, platform, currency, map;
    std::vector<std::string> sellers;
    bool keep_secrets = false, strict = false, count_only = false;
    std::shared_ptr<const Ocr> ocr; // reads the words of pictures too
    std::function<void()> step;     // called for each record; may be empty
    bool redo = false;              // a file read before is read again; what the earlier readings of it gave goes
};

// What the session, the shop and the options say together; opens the store only if with_store.
ingest::Context make_context(Session& session, const IntakeOptions& options, bool with_store);

// One file, one transaction. Throws Error if the file cannot be read as a whole; the store is then as it was.
ingest::Receipt ingest_into_store(Session& session, const std::string& path, const IntakeOptions& options);
ingest::Receipt ingest_to_sink(Session& session, const std::string& path, const IntakeOptions& options,
                               const std::function<void(const model::Record&)>& take);

// What offsets of records count: the file, what it is packed of, or the text of a workbook's sheets.
std::string content_text(const std::string& path);

// What is to be read: the paths given, folders as the files below them; "-" stays.
struct Inputs {
    struct File {
        std::string path;
        bool from_folder = false;
    };
    std::vector<File> files;
    std::size_t skipped = 0;                              // in folders: hidden, litter, no files
    std::vector<std::pair<std::string, Said>> unreadable; // in folders: and why
    bool folders = false;                                 // was one given?
};
Inputs expand_paths(const std::vector<std::string>& paths);

} // namespace redress
