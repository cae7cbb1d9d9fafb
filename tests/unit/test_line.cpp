#include "base/text.hpp"
#include "ingest/line_head.hpp"
#include "ingest/line_words.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_line;
}

namespace {

test::Got read(const std::string& bytes, const ReadOptions& options = {})
{
    auto got = test::read_bytes(format_line, bytes, options, "line.txt");
    CHECK(got.adds_up());
    return got;
}

// sender|words, one message a line; "~" where it was taken back, "+" for each attachment
std::string told(const test::Got& got)
{
    std::string out;
    for (const auto& m : got.all<model::Message>()) {
        std::string text = m.text;
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, "/");
        out += m.sender + (m.role == model::Role::system ? "(system)" : "") + (m.deleted ? "~" : "") +
               std::string(m.attachments.size(), '+') + "|" + text + "\n";
    }
    return out;
}

std::string utf16(const std::string& ascii, bool big, bool marked)
{
    std::string out = !marked ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

} // namespace

TEST_CASE("LINE: titles in six languages")
{
    const struct {
        const char *line, *name;
    } table[] = {
        {"[LINE] Chat history with Ana Buyer", "Ana Buyer"},
        {"[LINE] Chat history in Shop talk", "Shop talk"},
        {"\xEF\xBB\xBF[LINE] 花子とのトーク履歴", "花子"},
        {"[LINE] 店長会のトーク履歴", "店長会"},
        {"[LINE] 與小美的聊天記錄", "小美"},
        {"[LINE] 与小美的聊天记录", "小美"},
        {"[LINE] 阿美的店的聊天記錄", "阿美的店"},
        {"[LINE] ประวัติการสนทนากับ Somchai", "Somchai"},
        {"[LINE] 지민님과의 대화", "지민"},
        {"[LINE] 測試群組", "測試群組"},
        {"[LINE]", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.line);
        CHECK(line::chat_title(row.line) == std::string(row.name));
    }
    CHECK(!line::chat_title("see [LINE] below"));
    for (const char* saved : {"Saved on: 2018/03/25 19:57", "Saved on: 26/04/2026, 04:36PM", "保存日時：2026/08/21 11:59",
                              "儲存日期： 2026/01/03 01:14", "保存日期: 2026/01/03 01:14", "บันทึกวันที่ 2024/01/15 10:30"})
        CHECK(line::is_saved_on(saved));
    CHECK(!line::is_saved_on("Saved on disk"));
}

TEST_CASE("LINE: lines of days")
{
    const struct {
        const char* line;
        int weekday, first, second, third; // the numbers as written; 0: worded
    } table[] = {
        {"2015/12/25 Fri", 5, 2015, 12, 25},    {"2018/04/16(月)", 1, 2018, 4, 16},
        {"2022/03/31（四）", 4, 2022, 3, 31},   {"2026/1/30周五", 5, 2026, 1, 30},
        {"2026/1/30 週五", 5, 2026, 1, 30},     {"2017.09.03 Sunday", 0, 2017, 9, 3},
        {"2025.12.30 火曜日", 2, 2025, 12, 30}, {"2025.02.15 星期六", 6, 2025, 2, 15},
        {"2018.04.16 월요일", 1, 2018, 4, 16},  {"2024년 1월 5일 금요일", 5, 2024, 1, 5},
        {"2026年1月30日(金)", 5, 2026, 1, 30},  {"2024/01/15 จันทร์", 1, 2024, 1, 15},
        {"2024/01/15(จ.)", 1, 2024, 1, 15},     {"2567/01/15 จันทร์", 1, 2024, 1, 15},
        {"Nov 3, 2025 Mon", 1, 2025, 11, 3},    {"2024/01/15", -1, 2024, 1, 15},
        {"Mon, Nov 3, 2025", 1, 2025, 11, 3},
    };
    for (const auto& row : table) {
        CAPTURE(row.line);
        const auto day = line::scan_day(row.line);
        REQUIRE(day);
        CHECK(!day->open);
        CHECK(day->weekday == row.weekday);
        CHECK(day->known.year == row.first);
        CHECK(day->known.month == static_cast<unsigned>(row.second));
        CHECK(day->known.day == static_cast<unsigned>(row.third));
    }
    const auto open = line::scan_day("Sun, 26/04/2026");
    REQUIRE(open);
    CHECK(open->open);
    CHECK(open->weekday == 0);
    CHECK(open->fields.value == std::array{26, 4, 2026});
    for (const char* words : {"2015/12/25 Fri 10:00", "2015/12/25 is the day", "12/25 Fri", "Fri", "", "2015/12/25(Fri) x",
                              "sunny, 11/03/2025", "2015/12/25/26"})
        CHECK(!line::scan_day(words));
}

TEST_CASE("LINE: clocks")
{
    const struct {
        const char* line;
        int hour, minute;
    } table[] = {
        {"8:15AM\tA\tx", 8, 15},     {"08:15PM\tA\tx", 20, 15},     {"10:00 AM\tA\tx", 10, 0},   {"12:30 PM\tA\tx", 12, 30},
        {"12:05AM\tA\tx", 0, 5},     {"上午09:46\tA\tx", 9, 46},    {"下午12:10\tA\tx", 12, 10}, {"午後1:02\tA\tx", 13, 2},
        {"午前0:10\tA\tx", 0, 10},   {"오후 3:04\tA\tx", 15, 4},    {"AM 8:15\tA\tx", 8, 15},    {"24:53\tA\tx", 0, 53},
        {"25:10\tA\tx", 1, 10},      {"7:05\tA\tx", 7, 5},          {"16:25\tAm\tx", 16, 25},    {"7:05\tAM\tx", 7, 5},
        {"16:25 Amy hello", 16, 25}, {"8:15 PM Amy hello", 20, 15},
    };
    for (const auto& row : table) {
        CAPTURE(row.line);
        const auto head = line::scan_head(row.line);
        REQUIRE(head);
        CHECK(head->clock.hour == row.hour);
        CHECK(head->clock.minute == row.minute);
    }
    CHECK(line::scan_head("7:05\tAM\tx")->sender == "AM");
    CHECK(line::scan_head("8:15 PM Amy hello")->rest == "Amy hello");
    CHECK(line::scan_head("7:05\tA\tx\ty")->rest == "x\ty");
    CHECK(line::scan_head("7:05\t\tx")->sender.empty());
    for (const char* words : {"7:5\tA\tx", "7:65\tA\tx", "99:00\tA\tx", "07:05", "07:05A", "x 07:05\tA", "", "7:05:"})
        CHECK(!line::scan_head(words));
}

TEST_CASE("LINE with tabs: messages, the app's lines and what only looks like one")
{
    const std::string top = "[LINE] Chat history with A\nSaved on: 2026/03/05 10:00\n\n2026/03/01(Sun)\n";
    const struct {
        const char *text, *told;
    } table[] = {
        {"10:00\tA\thi\n10:01\tB B\thello\n", "A|hi\nB B|hello\n"},
        {"10:00\tA\t\"one\ntwo\"\n10:01\tB\tx\n", "A|one/two\nB|x\n"},
        {"10:00\tA\t\"one\n\nsaid \"\"two\"\"\"\n10:01\tB\tx\n", "A|one//said \"two\"\nB|x\n"},
        {"10:00\tA\t\"quoted\"\n", "A|\"quoted\"\n"}, // a person's own marks
        {"10:00\tA\t\"never closed\n10:01\tB\tx\n", "A|\"never closed\nB|x\n"},
        {"10:00\tA\t\"plan\n2026/03/02(Mon)\nmeet\"\n10:01\tB\tx\n", "A|plan/2026/03/02(Mon)/meet\nB|x\n"},
        {"10:00\tA\tat 10:05 B\n10:05 B left\n", "A|at 10:05 B/10:05 B left\n"}, // spaces amid tabs: words
        {"10:00\t\tA joined the group.\n", "(system)|A joined the group.\n"},
        {"10:00\tA joined the group.\n", "(system)|A joined the group.\n"},
        {"10:00\t\tA unsent a message.\n", "A(system)~|A unsent a message.\n"},
        {"10:00\t\tYou unsent a message.\n", "(system)~|You unsent a message.\n"},
        {"10:00\t花子がメッセージの送信を取り消しました\n", "花子(system)~|花子がメッセージの送信を取り消しました\n"},
        {"10:00\t\tメッセージの送信を取り消しました\n", "(system)~|メッセージの送信を取り消しました\n"},
        {"10:00\t\t小美已收回訊息\n", "小美(system)~|小美已收回訊息\n"},
        {"10:00\tA\tA unsent a message.\n", "A~|A unsent a message.\n"},
        {"10:00\tA\the unsent a message.\n", "A|he unsent a message.\n"},
        {"10:00\tA\t[Photo]\n10:01\tA\t[貼圖]\n10:02\tA\t[ボイスメッセージ]\n",
         "A+|[Photo]\nA+|[貼圖]\nA+|[ボイスメッセージ]\n"},
        {"10:00\tA\t[File] invoice.pdf\n", "A+|[File] invoice.pdf\n"},
        {"10:00\tA\t[Photo] of me\n10:01\tA\tPhotos\n", "A|[Photo] of me\nA|Photos\n"},
        {"10:00\tA\t\n", "A|\n"},
        {"10:00\tA\tx\n\n\n", "A|x\n"},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        CHECK(told(read(top + row.text)) == row.told);
    }
    const auto got = read(top + "10:00\tA\t[File] invoice.pdf\n");
    CHECK(got.all<model::Message>()[0].attachments[0].name == "invoice.pdf");
    CHECK(got.findings.thread == "A");
}

TEST_CASE("LINE with spaces: where a name ends")
{
    const std::string top = "2026.03.01 Sunday\n";
    const struct {
        const char *text, *told;
    } table[] = {
        {"16:23 Bob Today I found:\nnews\n16:25 Alice Whaaat\n16:26 Bob Yes\n",
         "Bob|Today I found:/news\nAlice|Whaaat\nBob|Yes\n"},
        {"16:23 Ana Maria hello\n16:25 Tom ok then\n16:26 Ana Maria how is it\n16:27 Tom fine\n",
         "Ana Maria|hello\nTom|ok then\nAna Maria|how is it\nTom|fine\n"},
        {"16:23 山田 太郎 こんにちは\n16:25 山田 太郎 はい\n", "山田 太郎|こんにちは\n山田 太郎|はい\n"},
        {"16:23 Bob Photos\n16:25 Bob Photos\n16:25 Bob Stickers\n", "Bob+|Photos\nBob+|Photos\nBob+|Stickers\n"},
        {"16:23 Bob hi you\n16:25 Bob hi there\n", "Bob|hi you\nBob|hi there\n"},
        {"16:23 Bob hello\n16:24 Bob dinner:\n10:30 if late\n16:25 Bob yes\n",
         "Bob|hello\nBob|dinner:/10:30 if late\nBob|yes\n"},
        {"16:23 Bob hello\n16:24 Bob unsent a message.\n16:25 Cy joined the group.\n",
         "Bob|hello\nBob(system)~|Bob unsent a message.\n(system)|Cy joined the group.\n"},
        {"16:23 Bob\n", "(system)|Bob\n"},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        CHECK(told(read(top + row.text)) == row.told);
    }
    CHECK(told(read("[LINE] Chat history with Ana Maria\nSaved on: 2026/03/05 10:00\n\n" + top +
                    "16:23 Ana Maria hello\n")) == "Ana Maria|hello\n");
}

TEST_CASE("LINE: the weekday says which number is the day")
{
    const struct {
        const char *day, *order;
        bool ambiguous;
    } table[] = {
        {"Mon, 11/03/2025", "MDY", false}, {"Tue, 11/03/2025", "DMY", false}, {"Sun, 26/04/2026", "DMY", false},
        {"2015/12/25 Fri", "YMD", false},  {"05/06/2026", "DMY", true},
    };
    for (const auto& row : table) {
        CAPTURE(row.day);
        const auto got = read(std::string("[LINE] A\nSaved on: 2026/12/05 10:00\n\n") + row.day + "\n10:00\tA\tx\n");
        CHECK(got.findings.date_order == row.order);
        CHECK(got.findings.date_order_ambiguous == row.ambiguous);
        CHECK(got.all<model::Message>().size() == 1);
    }
    ReadOptions mdy;
    mdy.date_order = "MDY";
    const auto got = read("[LINE] A\n\n05/06/2026\n10:00\tA\tx\n", mdy);
    CHECK(got.findings.date_order == "MDY");
    CHECK(!got.findings.date_order_ambiguous);
    // told otherwise than the file's own words: a day that does not exist is said, nothing is guessed
    CHECK(read("[LINE] A\n\nSun, 26/04/2026\n10:00\tA\tx\n", mdy).remarked("bad-date"));
    CHECK(read("[LINE] A\n\n2026/02/30(Mon)\n10:00\tA\tx\n").remarked("bad-date"));
    CHECK(read("[LINE] A\n\n10:00\tA\tx\n").remarked("no-date"));
}

TEST_CASE("LINE: encodings")
{
    const std::string chat = "[LINE] Chat history with A\nSaved on: 2026/03/05 10:00\n\n2026/03/01 Sun\n10:00\tA\thi\n";
    for (const bool big : {false, true}) {
        const auto got = read(utf16(chat, big, true));
        CHECK(told(got) == "A|hi\n");
        CHECK(got.findings.encoding == (big ? "UTF-16BE" : "UTF-16LE"));
    }
    CHECK(told(read("\xEF\xBB\xBF" + chat)) == "A|hi\n");
    ReadOptions thai;
    thai.encoding = "CP874";
    // "ประวัติการสนทนากับ ส" and "สวัสดี" in Windows-874
    const auto got = read(
        "[LINE] \xBB\xC3\xD0\xC7\xD1\xB5\xD4\xA1\xD2\xC3\xCA\xB9\xB7\xB9\xD2\xA1\xD1\xBA \xCA\n\n2026/03/01(\xCD\xD2.)\n"
        "10:00\t\xCA\t\xCA\xC7\xD1\xCA\xB4\xD5\n",
        thai);
    CHECK(told(got) == "ส|สวัสดี\n");
    CHECK(got.findings.thread == "ส");
}

TEST_CASE("encodings without a mark: Thai in one byte, all else in two")
{
    const std::string thai = "10:00\t\xCA\xC1\xAA\xD2\xC2\t\xCA\xC7\xD1\xCA\xB4\xD5\n";
    CHECK(text::detect_encoding(thai, true) == *text::canonical_encoding("windows-874"));
    const std::string western = "caf\xE9 cr\xE8me \xE0 la carte\n"; // é è à: consonant signs without marks
    CHECK(text::detect_encoding(western, true) != *text::canonical_encoding("windows-874"));
    for (const char* name : {"GB18030", "windows-949", "windows-1251", "Shift_JIS"}) {
        CAPTURE(name);
        for (const char* words :
             {"卡密已发送，请查收", "배송 문의 드립니다", "Здравствуйте, где мой заказ?", "お疲れ様です"})
            if (const auto bytes = text::encode(words, name))
                CHECK(text::detect_encoding(*bytes, true) != *text::canonical_encoding("windows-874"));
    }
    for (const bool big : {false, true}) {
        const auto* name = big ? "UTF-16BE" : "UTF-16LE";
        const auto bytes = *text::encode("[LINE] 花子とのトーク履歴\n\n2025/04/18(金)\n12:08\t花子\tお疲れ様です\n", name);
        CHECK(text::detect_encoding(bytes, true) == name);
        CHECK(text::detect_encoding(bytes.substr(0, bytes.size() - 1), true) == name);
    }
    using namespace std::string_literals;
    CHECK(text::detect_encoding("abcdefgh\0\0ijklmnop\0\0qrstuvw\n"s, true) == "UTF-8"); // binary, which has no text
}

TEST_CASE("LINE: cut at every byte")
{
    const std::string chat = "\xEF\xBB\xBF[LINE] 花子とのトーク履歴\r\n保存日時：2026/08/21 11:59\r\n\r\n2025/04/18(金)\r\n"
                             "12:08\t花子\t\"お疲れ様です\r\n\r\nよろしく\"\r\n22:10\t花子が退出しました。\r\n";
    for (std::size_t n = 0; n <= chat.size(); ++n) read(chat.substr(0, n));
    CHECK(told(read(chat)) == "花子|お疲れ様です//よろしく\n(system)|花子が退出しました。\n");
}

TEST_CASE("LINE: sniffed by its lines, not by its words")
{
    const auto sniff = [](const std::string& text) { return format_line.sniff(test::probe_of(text)); };
    CHECK(sniff("[LINE] A\nSaved on: 2026/03/05 10:00\n") >= 90);
    CHECK(sniff("2026/03/01 Sun\n10:00\tA\thi\n") >= 90);
    CHECK(sniff("2017.09.03 Sunday\n16:23 Bob hi\n") >= 65);
    CHECK(sniff("10:00\tA\thi\n") == 0);
    CHECK(sniff("Date\tTime\tName\n2026/03/01\t10:00\tA\n") == 0);
    CHECK(sniff("Dear all,\nwe meet\non\nthese days:\n2017.09.03 Sunday\n16:23 Bob\n") == 0);
    CHECK(sniff("") == 0);
}
