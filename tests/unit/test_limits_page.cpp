// The page for users names every limit with the value the code has.
#include "base/archive.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "ingest/limits.hpp"
#include "ingest/mail_mime.hpp"
#include "ingest/unfold.hpp"
#include "ingest/xlsx_package.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

std::string with_commas(std::uint64_t n)
{
    auto digits = std::to_string(n);
    for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string in_bytes(std::uint64_t n)
{
    return n % (1ull << 30) == 0 ? with_commas(n >> 30) + " GiB" : with_commas(n >> 20) + " MiB";
}

} // namespace

TEST_CASE("limits: the man page has each with its value")
{
    const auto page = read_file(TEST_SOURCE_DIR "/man/redress-ingest.1");
    struct Limit {
        const char* name;
        std::string value;
    };
    const Limit limits[] = {{"max_total_bytes", in_bytes(archive::max_total_bytes)},
                            {"max_ratio", with_commas(archive::max_ratio)},
                            {"ratio_floor", in_bytes(archive::ratio_floor)},
                            {"max_entries", with_commas(archive::max_entries)},
                            {"max_zip_depth", with_commas(ingest::max_zip_depth)},
                            {"max_parts_bytes", in_bytes(ingest::xlsx::max_parts_bytes)},
                            {"max_text_bytes", in_bytes(ingest::xlsx::max_text_bytes)},
                            {"max_cells", with_commas(ingest::xlsx::max_cells)},
                            {"max_rows", with_commas(ingest::xlsx::max_rows)},
                            {"max_columns", with_commas(ingest::xlsx::max_columns)},
                            {"max_unit_bytes", in_bytes(ingest::max_unit_bytes)},
                            {"max_json_depth", with_commas(json::max_depth)},
                            {"max_mail_depth", with_commas(ingest::mail::max_depth)},
                            {"max_mail_parts", with_commas(ingest::mail::max_parts)}};
    for (const auto& limit : limits) {
        CAPTURE(limit.name);
        CHECK(page.find(std::string("\n.It Cm ") + limit.name + " Ta " + limit.value + " Ta") != std::string::npos);
    }
    std::size_t rows = 0;
    const auto start = page.find(".Sh LIMITS"), end = page.find(".El", start);
    for (auto at = page.find("\n.It", start); at < end; at = page.find("\n.It", at + 1)) ++rows;
    CHECK(rows == std::size(limits)); // no row without a limit
}
