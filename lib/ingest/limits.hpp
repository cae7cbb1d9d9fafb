// What no export of an app comes near. Beside base/archive, ingest/unfold, ingest/xlsx_package and ingest/mail_mime; all of
// them stand in LIMITS of redress-ingest(1).
#pragma once

#include <cstdint>

namespace redress::ingest {

inline constexpr std::uint64_t max_unit_bytes = 16ull << 20; // of one line or element: it is held in memory

} // namespace redress::ingest
