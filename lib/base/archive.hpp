// Zip in (bounded, names are only labels) and zip out (the same bytes whatever the zone, locale or umask).
#pragma once

#include "base/said.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::archive {

// Caps against bombs (EVIDENCE.md row 19): counted on inflated bytes, never on what headers claim.
inline constexpr std::uint64_t max_total_bytes = 1ull << 30;
inline constexpr std::size_t max_entries = 100'000;
inline constexpr std::uint64_t max_ratio = 100; // inflated to packed, once past ratio_floor
inline constexpr std::uint64_t ratio_floor = 10ull << 20;

// What one file unpacks to, counted over everything packed in it.
struct Budget {
    std::uint64_t packed = 0; // the file's own size
    std::uint64_t most = max_total_bytes;
    std::uint64_t total = 0;
    // Throws Error{input} naming the file: over a cap.
    void add(std::uint64_t inflated, const std::string& name);
    bool is_over() const;
};

struct Entry {
    std::string name;  // as stored, in UTF-8: a label, never a path to write to
    std::string bytes; // inflated
};

struct Header {
    std::string name; // as of Entry
    bool encrypted = false;
    bool special = false; // a link or a device: nothing to read
    bool folder = false;
    std::uint64_t bytes = 0; // as the archive says; 0 if it does not
};

// One entry after another, none of them held in memory. bytes must outlive it.
class ZipStream {
public:
    ZipStream(std::string_view bytes, const std::string& name); // throws Error{input}: no zip, cut
    explicit ZipStream(const std::string& path);                // the same of a file, however large
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;
    // The next one, folders passed over unless asked for. Throws Error{input}: broken, more than max_entries.
    std::optional<Header> next(bool folders = false);
    // What the current one holds. Throws Error{input} if over a cap; why it is not whole otherwise, and then what write got
    // is worth nothing: damaged, packed in a way that is not known.
    std::optional<Said> read(const std::function<void(std::string_view)>& write, Budget& budget);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

bool is_zip(std::string_view head);
// Names only, in order. Throws Error{input} if the archive cannot be read.
std::vector<std::string> list_zip(std::string_view bytes, const std::string& name);
// When its first entry was changed, Unix seconds; 0 if it says nothing.
std::int64_t zip_time(std::string_view bytes, const std::string& name);
// Every regular entry in order, or those `wanted` by name. Throws Error{input}: encrypted, over a cap (most: of what is
// unpacked), broken, links.
void read_zip(std::string_view bytes, const std::string& name, const std::function<void(Entry&&)>& take,
              const std::function<bool(std::string_view)>& wanted = {}, std::uint64_t most = max_total_bytes);
// Stored, sorted bytewise, mode 0644, uid 0, one time for all (Unix seconds, rounded down to 2 s), names ASCII.
std::string write_zip(std::vector<Entry> entries, std::int64_t time);

// The same a piece at a time, for what is too large to hold; entries in the order they are begun. While it lives TZ is UTC:
// nothing else may ask for local times.
class ZipWriter {
public:
    ZipWriter(std::function<void(std::string_view)> sink, std::int64_t time);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;
    void begin(const std::string& name, std::uint64_t bytes); // exactly so many are written before the next
    void write(std::string_view bytes);
    void finish();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace redress::archive
