// Zip in (bounded, names are only labels) and zip out (the same bytes whatever the zone, locale or umask).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::archive {

// Caps against bombs (EVIDENCE.md row 19): counted on inflated bytes, never on what headers claim.
inline constexpr std::uint64_t max_total_bytes = 1ull << 30;
inline constexpr std::size_t max_entries = 10'000;
inline constexpr std::uint64_t max_ratio = 100; // inflated to packed, once past ratio_floor
inline constexpr std::uint64_t ratio_floor = 10ull << 20;

struct Entry {
    std::string name;  // as stored, repaired to UTF-8: a label, never a path to write to
    std::string bytes; // inflated
};

bool is_zip(std::string_view head);
// Names only, in order. Throws Error{input} if the archive cannot be read.
std::vector<std::string> list_zip(std::string_view bytes, const std::string& name);
// Every regular entry in order, or those `wanted` by name. Throws Error{input}: encrypted, over a cap (most: of what is
// unpacked), broken, links.
void read_zip(std::string_view bytes, const std::string& name, const std::function<void(Entry&&)>& take,
              const std::function<bool(std::string_view)>& wanted = {}, std::uint64_t most = max_total_bytes);
// Stored, sorted bytewise, mode 0644, uid 0, one time for all (Unix seconds, rounded down to 2 s), names ASCII.
std::string write_zip(std::vector<Entry> entries, std::int64_t time);

} // namespace redress::archive
