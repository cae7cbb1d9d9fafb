#include "ingest/written_date.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace {

std::string read(const std::string& text, const std::string& language, const std::string& order = "DMY")
{
    const auto date = read_written_date(text, text::MonthNames(language));
    if (!date) return "none";
    const auto local = date->in({order, false, {}, 0});
    return (local.exists() ? time::to_string(local) : "no such day") + (date->zone.empty() ? "" : " " + date->zone);
}

} // namespace

TEST_CASE("dates as pages print them")
{
    const struct {
        const char *language, *text, *want;
    } table[] = {
        {"en", "Friday, October 4, 2013 at 10:05pm PDT", "2013-10-04T22:05:00 PDT"},
        {"en", "Sunday, December 4, 2016 at 13:54 PDT", "2016-12-04T13:54:00 PDT"},
        {"en", "Sunday, 4 December 2016 at 13:54 PDT", "2016-12-04T13:54:00 PDT"},
        {"fr", "dimanche 4 décembre 2016, 13:54 UTC-07", "2016-12-04T13:54:00 UTC-07"},
        {"de", "Sonntag, 4. Dezember 2016 um 13:54 UTC-07", "2016-12-04T13:54:00 UTC-07"},
        {"nb", "4. desember 2016 kl. 13:54 UTC-07", "2016-12-04T13:54:00 UTC-07"},
        {"en", "Jul 12, 2024 4:55:32pm", "2024-07-12T16:55:32"},
        {"en", "Jul 12, 2024 4:55:32 PM", "2024-07-12T16:55:32"},
        {"en", "Aug 09, 2026 12:49 am", "2026-08-09T00:49:00"},
        {"en", "Jul 17, 2022 5:04:04 PM (Read by you after 1 minute, 3 seconds)", "2022-07-17T17:04:04"},
        {"en", "May 17, 2022  5:29:42 PM", "2022-05-17T17:29:42"},
        {"pl", "sie 09, 2024 4:55:32pm", "2024-08-09T16:55:32"},
        {"pl", "9 sierpnia 2024 16:55", "2024-08-09T16:55:00"},
        {"es", "9 de ago de 2024 16:55", "2024-08-09T16:55:00"},
        {"es", "jun. 07, 2024 5:44 am", "2024-06-07T05:44:00"},
        {"fr", "12 juil. 2024, 16:55", "2024-07-12T16:55:00"},
        {"fr", "mar. 5 nov. 2024 à 16h55", "2024-11-05T16:55:00"},
        {"ru", "12 авг. 2024 г., 16:55", "2024-08-12T16:55:00"},
        {"en", "2024年7月12日 下午4:55", "2024-07-12T16:55:00"},
        {"en", "2024년 7월 12일 오후 4:55", "2024-07-12T16:55:00"},
        {"en", "16:55 12 Tháng 7, 2024", "2024-07-12T16:55:00"},
        {"th", "12 ก.ค. 2567 16:55", "2024-07-12T16:55:00"},
        {"ar", "١٢ يوليو ٢٠٢٤ ٤:٥٥ م", "2024-07-12T16:55:00"},
        {"en", "12/07/2024 16:55", "2024-07-12T16:55:00"},
        {"en", "12-Jul-24 04:55 PM", "2024-07-12T16:55:00"},
        {"en", "31/02/2024 16:55", "no such day"},
        {"en", "Feb 31, 2024 16:55", "no such day"},
        {"en", "Jul 12, 2024", "none"},
        {"en", "16:55", "none"},
        {"en", "Foo 12, 2024 16:55", "none"},
        {"en", "", "none"},
        {"en", "99999999999999999999 Jul 2024 16:55", "none"},
        {"en", "\xFF\xE6 Jul 12, 2024 16:55", "2024-07-12T16:55:00"},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        CHECK(read(row.text, row.language) == row.want);
    }
    CHECK(read("2024/7/12 16:55", "en", "YMD") == "2024-07-12T16:55:00");
}

TEST_CASE("months by name, in the language and no other")
{
    const text::MonthNames en("en"), pl("pl"), hr("hr"), fi("fi");
    CHECK(en.find("Sept.") == 9);
    CHECK(en.find("JANUARY") == 1);
    CHECK(en.find("Ju") == 0);
    CHECK(en.find("sierpnia") == 0);
    CHECK(pl.find("listopada") == 11); // the same word is October in Croatian
    CHECK(hr.find("listopada") == 10);
    CHECK(fi.find("heinäkuuta") == 7);
    CHECK(en.find("") == 0);
}

TEST_CASE("language and order are decided for all dates of a file")
{
    MappedFile file = MappedFile::spooled("none", [](const auto&) {});
    const auto decide = [&](const std::vector<std::string>& dates, Findings& findings, const std::string& told = {}) {
        ReadOptions options;
        options.date_order = told;
        const Reading reading{file, "page", options, findings, [](Draft&&) {}};
        WrittenDates all;
        for (const auto& date : dates) all.see(date, 1);
        all.decide(reading);
        return all;
    };
    Findings findings;
    auto dates = decide({"12 mai 2024, 16:55", "3 sept. 2024, 9:00", "4 août 2024, 9:00"}, findings);
    CHECK(dates.all_read());
    CHECK(dates.read("1 févr. 2024, 9:00")->local.month == 2);
    CHECK(findings.date_order.empty());
    dates = decide({"5/13/2024 16:55", "5/1/2024 9:00"}, findings);
    CHECK(findings.date_order == "MDY");
    CHECK(dates.read("5/1/2024 9:00")->in(dates.order()).month == 5);
    CHECK_FALSE(findings.date_order_ambiguous);
    Findings unsure, told;
    decide({"5/1/2024 9:00"}, unsure);
    CHECK(unsure.date_order_ambiguous);
    dates = decide({"5/1/2024 9:00"}, told, "MDY");
    CHECK_FALSE(told.date_order_ambiguous);
    CHECK(dates.read("5/1/2024 9:00")->in(dates.order()).day == 1);
    CHECK_FALSE(decide({"not a date"}, findings).all_read());
}
