// Chats copied or exported as text by iMessage's exporter, Telegram and Signal's exporter.
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_imessage_txt;
extern const Format format_telegram_text;
extern const Format format_signal_txt;
} // namespace redress::ingest

namespace {

test::Got read(const Format& format, const std::string& bytes, const ReadOptions& options = {})
{
    auto got = test::read_bytes(format, bytes, options, "chat.txt");
    CHECK(got.adds_up());
    return got;
}

// sender|words, one message a line; "~" deleted, "*" edited, "+" for each attachment
std::string told(const test::Got& got)
{
    std::string out;
    for (const auto& m : got.all<model::Message>()) {
        std::string text = m.text;
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, "/");
        out += m.sender + (m.role == model::Role::system ? "(system)" : "") + (m.deleted ? "~" : "") +
               (m.edited ? "*" : "") + std::string(m.attachments.size(), '+') + "|" + text + "\n";
    }
    return out;
}

std::string extra(const test::Got& got, std::size_t i)
{
    return got.records.at(i).extra.dump();
}

void cut_everywhere(const Format& format, const std::string& chat)
{
    for (std::size_t n = 0; n <= chat.size(); ++n) read(format, chat.substr(0, n));
}

int sniff(const Format& format, const std::string& text)
{
    return format.sniff(test::probe_of(text));
}

const std::string at = "May 17, 2022  5:29:42 PM";

} // namespace

TEST_CASE("iMessage: messages, announcements and what hangs on them")
{
    const struct {
        const char *text, *told;
    } table[] = {
        {"@\nMe\nHello\nworld\n\n", "Me|Hello/world\n"},
        {"@ (Read by them after 1 hour, 49 seconds)\nMe\nHello\n\n@\nAna B\nhi\n\n", "Me|Hello\nAna B|hi\n"},
        {"@\nMe\nThis message was deleted from the conversation!\nHello\n\n", "Me~|Hello\n"},
        {"@ You renamed the conversation to Shop\n\n@ Ana left the conversation.\n\n",
         "(system)|You renamed the conversation to Shop\n(system)|Ana left the conversation.\n"},
        {"@ You unsent a message!\n\n", "You(system)~|You unsent a message!\n"},
        {"@\nMe\nAna unsent this message part 5 seconds after sending!\n\n",
         "Me~|Ana unsent this message part 5 seconds after sending!\n"},
        {"@\nMe\n@ first\nEdited 5 seconds later: second\n\n", "Me*|@ first/Edited 5 seconds later: second\n"},
        {"@\nMe\nLook\n/Users/a/Library/Messages/Attachments/x y.heic\n\n", "Me+|Look\n"},
        {"@\nMe\nattachments/12/1.png\nattachments/12/2.png\n\n", "Me++|\n"},
        {"@\nMe\nsee https://example.com/a.png or and/or.that\n\n", "Me|see https://example.com/a.png or and/or.that\n"},
        {"@\nMe\nHello\nTapbacks:\n    Loved by Ana\n    Sticker from Ben: x.heic (App: Y)\n\n@\nAna\nhi\n\n",
         "Me|Hello\nAna|hi\n"},
        {"@\nMe\nHello\nReactions:\nLoved by Ana\n\nThis message responded to an earlier message.\n\n", "Me|Hello\n"},
        {"@\nMe\nHello\nSent with Confetti\n\n", "Me|Hello\n"},
        {"@\nMe\nSent with love\n\n", "Me|Sent with love\n"},
        {"@\nMe\n\n", "Me|\n"},
        {"@\nMe\nfirst\n\nsecond\n\n", "Me|first//second\n"},
        {"@\nMe\nHello\n    May 17, 2022  5:30:00 PM\n    Ana\n    yes\n\n\nMay 17, 2022  5:30:00 PM\nAna\nyes\n"
         "This message responded to an earlier message.\n\n",
         "Me|Hello\nAna|yes\n"}, // an answer is printed twice
        {"@\nMe\nHello\n    May 17, 2022  5:30:00 PM\n    Ana\n    yes\n\n\n@\nMe\nbye\n", "Me|Hello\nAna|yes\nMe|bye\n"},
        {"before\n@ x\n", ""},
    };
    for (const auto& row : table) {
        std::string text = row.text, want = row.told;
        for (auto* s : {&text, &want})
            for (std::size_t i = 0; (i = s->find('@', i)) != std::string::npos;) s->replace(i, 1, at);
        CAPTURE(text);
        CHECK(told(read(format_imessage_txt, text)) == want);
    }
    const auto got = read(format_imessage_txt, at + " (Read by them after 1 hour)\nMe\nHi\nTapbacks:\n    Loved by Ana\n\n");
    CHECK(extra(got, 0) == R"({"read":"Read by them after 1 hour","reactions":["Loved by Ana"]})");
    CHECK(read(format_imessage_txt, "Feb 30, 2022 10:29:42 AM\nMe\nx\n").remarked("bad-date"));
    CHECK(sniff(format_imessage_txt, at + "\nMe\nHi\n") >= 80);
    CHECK(sniff(format_imessage_txt, "On\n" + at + "\nMe\nHi\n") == 0);
    CHECK(sniff(format_imessage_txt, "May 17, 2022 we met\n") == 0);
    cut_everywhere(format_imessage_txt, at + " (Read by you after 1 hour)\nAna\nHi\nTapbacks:\n    Loved by Me\n\n    " +
                                            at + "\n    Me\n    yes\n\n\n" + at + " You left the conversation.\n\n");
}

TEST_CASE("Telegram: copied messages")
{
    const struct {
        const char *text, *told;
    } table[] = {
        {"Ana, [25/06/2022 07:25]\nhi\n\nBen B, [25/06/2022 07:26]\nyes\n\nno\n", "Ana|hi\nBen B|yes//no\n"},
        {"Ana, [25.06.2022 7:25 PM]:\nhi\n", "Ana|hi\n"},
        {"Doe, Ana, [25.06.2022, 07:25:13]\nhi\n", "Doe, Ana|hi\n"},
        {"Ana, [Jun 25, 2022 at 7:25:13 AM]:\nhi\n", "Ana|hi\n"},
        {"Ana, [25/06/2022 07:25]\n[In reply to Ben]\nhi\n[In reply to Cy]\n", "Ana|hi/[In reply to Cy]\n"},
        {"Ana, [25/06/2022 07:25]\n[Forwarded from Shop news]\n[ Photo ]\nlook\n", "Ana+|[ Photo ]/look\n"},
        {"Ana, [25/06/2022 07:25]\n[ File : invoice.pdf ]\n", "Ana+|[ File : invoice.pdf ]\n"},
        {"Ana, [25/06/2022 07:25]\n[Photographer] needed\n", "Ana|[Photographer] needed\n"},
        {"Ana, [25/06/2022 07:25]\narray, [0]\nx, [25/06/2022]\n, [25/06/2022 07:25]\n",
         "Ana|array, [0]/x, [25/06/2022]/, [25/06/2022 07:25]\n"},
        {"Ana, [25/06/2022 07:25]\n\n", "Ana|\n"},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        CHECK(told(read(format_telegram_text, row.text)) == row.told);
    }
    CHECK(extra(read(format_telegram_text, "A, [25/06/2022 07:25]\n[Forwarded from B]\n[In reply to C]\nx\n"), 0) ==
          R"({"forwarded_from":"B","reply_to":"C"})");
    const struct {
        const char *text, *order;
        bool ambiguous;
    } orders[] = {{"A, [25/06/2022 07:25]\nx\n", "DMY", false},
                  {"A, [6/25/2022 7:25 PM]\nx\n", "MDY", false},
                  {"A, [5/6/2022 7:25 PM]\nx\n", "DMY", true},
                  {"A, [2022-06-05 07:25]\nx\n", "YMD", false}};
    for (const auto& row : orders) {
        CAPTURE(row.text);
        const auto got = read(format_telegram_text, row.text);
        CHECK(got.findings.date_order == row.order);
        CHECK(got.findings.date_order_ambiguous == row.ambiguous);
    }
    ReadOptions mdy;
    mdy.date_order = "MDY";
    CHECK(!read(format_telegram_text, "A, [5/6/2022 7:25 PM]\nx\n", mdy).findings.date_order_ambiguous);
    CHECK(read(format_telegram_text, "A, [31/02/2022 07:25]\nx\n").remarked("bad-date"));
    CHECK(sniff(format_telegram_text, "Ana, [25/06/2022 07:25]\nhi\n") >= 80);
    CHECK(sniff(format_telegram_text, "#include <x>\nint a, [3];\n") == 0);
    cut_everywhere(format_telegram_text, "Ana, [25/06/2022 07:25]\r\n[In reply to Ben]\r\n[ Photo ]\r\n\r\nhi\r\n");
}

TEST_CASE("Signal: Markdown of an exporter")
{
    const struct {
        const char *text, *told;
    } table[] = {
        {"[2022-01-02 10:11:12] Ana: hi  \n[2022-01-02 10:12:00] Me: yes  \nno  \n", "Ana|hi\nMe|yes  /no\n"},
        {"[2022-01-02, 10:11] Ana: hi\n", "Ana|hi\n"},
        {"[2022-01-02 10:11] Ana: \n\n> old\n> words\n\nnew  \n", "Ana|new\n"},
        {"[2022-01-02 10:11] Ana: > mine  \n> too\n", "Ana|> mine  /> too\n"}, // somebody's own quotation
        {"[2022-01-02 10:11] Ana: look  ![a b.jpg](./media/a%20b.jpg)  \n", "Ana+|look\n"},
        {"[2022-01-02 10:11] Ana:   ![1.jpg](media/1.jpg)  [2.pdf](./media/2.pdf)  \n", "Ana++|\n"},
        {"[2022-01-02 10:11] Ana: see [shop](https://example.com)  \n", "Ana|see [shop](https://example.com)\n"},
        {"[2022-01-02 10:11] Ana: hi  \n(- Ben: x, Cy: y -)\n", "Ana|hi\n"},
        {"[2022-01-02 10:11] Ana: (This message was deleted)\n", "Ana~|(This message was deleted)\n"},
        {"[2022-01-02 10:11] Ana:   \n(( x ))\n", "Ana+|(( x ))\n"},
        {"[2022-01-02 10:11] No-Sender:   \n[2022-01-02 10:12] No-Sender: hi  \n", "No-Sender(system)|\nNo-Sender|hi\n"},
        {"[2022-01-02 10:11] Ana: a: b  \n[x] y: z\n[2022-01-02] Ana: no\n", "Ana|a: b  /[x] y: z/[2022-01-02] Ana: no\n"},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        CHECK(told(read(format_signal_txt, row.text)) == row.told);
    }
    CHECK(extra(read(format_signal_txt, "[2022-01-02 10:11] A: \n\n> q\n>\n> r\n\nx  \n(- B: y, C: z -)\n"), 0) ==
          R"({"quote":"q\n\nr","reactions":["B: y","C: z"]})");
    CHECK(read(format_signal_txt, "[2022-02-30 10:11] A: x\n").remarked("bad-date"));
    CHECK(sniff(format_signal_txt, "[2022-01-02 10:11:12] Ana: hi  \n") >= 90);
    CHECK(sniff(format_signal_txt, "[2022-01-02, 10:11] Ana: hi\n") > 60);
    CHECK(sniff(format_signal_txt, "[2022-01-02 9:11] Ana: hi\n") == 0); // likewise: no Signal exporter leaves out the zero
    CHECK(sniff(format_signal_txt, "[2022-01-02 10:11:12] Ana: hi\n") == 0); // WhatsApp, where the year stands first
    CHECK(sniff(format_signal_txt, "[2022-01-02 10:11] \xE2\x80\x8E"
                                   "Ana: hi  \n") == 0);
    cut_everywhere(format_signal_txt,
                   "[2022-01-02 10:11] Ana: \r\n\r\n> q\r\n\r\nx  ![a.jpg](./media/a.jpg)  \r\n(- B: y -)\r\n");
}
