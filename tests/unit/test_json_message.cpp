#include "ingest/json_message.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

TEST_CASE("epochs of every size, and what is none")
{
    const struct {
        Json value;
        const char* at; // empty: no time
    } table[] = {
        {Json(std::int64_t{1772366400}), "2026-03-01T12:00:00Z"},
        {Json(std::int64_t{1772366400123}), "2026-03-01T12:00:00.123Z"},
        {Json("1772366400"), "2026-03-01T12:00:00Z"},
        {Json("1772366400.123456"), "2026-03-01T12:00:00.123Z"},
        {Json(Json::Number{"1772366400.5"}), "2026-03-01T12:00:00.500Z"},
        {Json(std::int64_t{0}), ""},
        {Json(std::int64_t{-5}), ""},
        {Json("soon"), ""},
        {Json("1772366400.x"), ""},
        {Json("1772366400 "), ""},
        {Json(Json::Number{"99999999999999999999"}), ""},
        {Json(Json::Number{"1e30"}), ""},
        {Json(), ""},
        {Json(true), ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.value.dump());
        model::Stamp when;
        CHECK(take_epoch(row.value, when) == (*row.at != '\0'));
        CHECK((when.at ? time::to_rfc3339(*when.at) : "") == row.at);
    }
}

TEST_CASE("names of files and of the folders they stand in")
{
    const struct {
        const char *path, *file, *folder, *above;
    } table[] = {
        {"", "", "", ""},
        {"a.json", "a.json", "", ""},
        {"general/a.json", "a.json", "general", ""},
        {"/x/inbox/ana_1/message_1.json", "message_1.json", "ana_1", "inbox"},
        {"x\\inbox\\a.json", "a.json", "inbox", "x"},
        {"export.zip:general/a.json", "a.json", "general", ""},
        {"in/export.zip:a.json", "export.zip:a.json", "", ""},
        {"https://cdn.example.com/1/b.png?ex=1/2#c", "b.png", "", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.path);
        CHECK(file_name(row.path) == row.file);
        if (std::string_view(row.path).starts_with("http")) continue; // an address has no folder
        CHECK(folder_name(row.path) == row.folder);
        CHECK(folder_name(row.path, 1) == row.above);
    }
}
