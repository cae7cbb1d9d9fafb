#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "ingest/driver.hpp"
#include "ingest/unfold.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace {

struct Got {
    Receipt receipt;
    std::vector<model::Record> records;
    std::vector<std::string> attachments; // what would be kept beside each record
};

MappedFile mapped(const std::string& bytes)
{
    return MappedFile::spooled("test", [&](const auto& write) { write(bytes); });
}

// Every record's place must hold what it says.
Got taken(const std::string& bytes, const std::string& from = "")
{
    const auto file = mapped(bytes);
    Content content(file, "x.zip", from);
    Context context;
    context.zone_option = "UTC";
    Got got;
    Sink sink;
    sink.put = [&](const model::Record& record, std::string_view attachment) {
        got.records.push_back(record);
        got.attachments.emplace_back(attachment);
        return Put::fresh;
    };
    const auto& format = choose_format(content, "x.zip", from);
    got.receipt = ingest_file(
        content, "x.zip", [&] { return hash::sha256(bytes); }, format, context, sink);
    CHECK(adds_up(got.receipt));
    const auto text = content.text();
    if (content.packed()) {
        CHECK(got.receipt.content_bytes == text.size());
        CHECK(got.receipt.content_sha256 == hash::sha256(text));
    }
    CHECK(content.spooled().bytes() == text);
    for (const auto& record : got.records) {
        const auto& place = record.sources.at(0);
        REQUIRE(place.offset + place.length <= text.size());
        const auto piece = text.substr(place.offset, place.length);
        if (const auto* order = std::get_if<model::Order>(&record.body))
            CHECK(piece.find(order->number) != std::string::npos);
        if (const auto* message = std::get_if<model::Message>(&record.body))
            CHECK(piece.find(message->text) != std::string::npos);
        if (const auto* document = std::get_if<model::Document>(&record.body))
            CHECK(hash::sha256(piece) == document->sha256);
    }
    return got;
}

std::string orders(const std::string& number)
{
    return "Order ID,Status,Total,Created at\n" + number + ",paid,10.00,2026-03-01 10:00:00\n";
}

const std::string chat = "[05.03.26, 09:03:07] Ana: hello\n[05.03.26, 09:04:07] Ana: IMG-1.jpg (file attached)\n";
const std::string picture = "\xFF\xD8\xFF picture";

std::string why(const Receipt& receipt, const std::string& name)
{
    for (const auto& member : receipt.left_out)
        if (member.name == name) return member.why;
    return "read";
}

} // namespace

TEST_CASE("a zip is a folder: each member by what it holds, all of them accounted for")
{
    const auto inner = archive::write_zip({{"deep.csv", orders("D-1")}}, 0);
    const auto two_deep = archive::write_zip({{"inner.zip", archive::write_zip({{"in.zip", inner}}, 0)}}, 0);
    const auto got = taken(archive::write_zip({{"a.csv", orders("A-1")},
                                               {"chats/with ana.txt", chat},
                                               {"inner.zip", inner},
                                               {"pictures/IMG-1.jpg", picture},
                                               {"two.zip", two_deep},
                                               {"__MACOSX/._a.csv", "x"},
                                               {"noise.bin", std::string("\0\1\2", 3)},
                                               {"nothing.txt", ""}},
                                              0));
    CHECK(got.receipt.form == "zip");
    CHECK(got.receipt.records.at("order") == 2);
    CHECK(got.receipt.records.at("message") == 2);
    CHECK(got.receipt.records.at("document") == 1);
    CHECK(why(got.receipt, "x.zip:__MACOSX/._a.csv") == "litter");
    CHECK(why(got.receipt, "x.zip:noise.bin") == "unknown");
    CHECK(why(got.receipt, "x.zip:nothing.txt") == "empty");
    CHECK(why(got.receipt, "x.zip:two.zip:inner.zip:in.zip") == "read"); // never seen: its zip is not opened
    CHECK(why(got.receipt, "x.zip:two.zip:inner.zip") == "too_deep");
    CHECK(needs_a_look(got.receipt));
    std::string document;
    for (std::size_t i = 0; i < got.records.size(); ++i) {
        const auto& record = got.records[i];
        if (std::holds_alternative<model::Document>(record.body)) {
            document = record.id;
            CHECK(got.attachments[i] == picture); // kept beside the zip
        }
        if (const auto* message = std::get_if<model::Message>(&record.body)) {
            CHECK(message->thread == "with ana");
            CHECK(record.sources[0].name == "x.zip:chats/with ana.txt");
            CHECK(record.sources[0].format == "whatsapp");
            for (const auto& attachment : message->attachments) CHECK(attachment.document == document);
        }
        if (const auto* order = std::get_if<model::Order>(&record.body); order && order->number == "D-1")
            CHECK(record.sources[0].name == "x.zip:inner.zip:deep.csv");
    }
    CHECK(!document.empty());
}

TEST_CASE("a zip is a folder: files in it are exports of their own")
{
    // The same chat twice: two exports that overlap, not four messages.
    std::vector<std::string> ids;
    for (const auto& record : taken(archive::write_zip({{"1/chat.txt", chat}, {"2/chat.txt", chat}}, 0)).records)
        ids.push_back(record.id);
    REQUIRE(ids.size() == 4);
    CHECK(ids[0] == ids[2]);
    CHECK(ids[1] == ids[3]);
}

TEST_CASE("a zip is a folder: names are labels")
{
    struct Case {
        std::string stored, shown;
    };
    for (const auto& c : {Case{"../../a.csv", "a.csv"}, Case{"/etc/a.csv", "etc/a.csv"}, Case{"C:/x/a.csv", "x/a.csv"},
                          Case{"./a.csv", "a.csv"}, Case{"a/../b.csv", "a/b.csv"}}) {
        CAPTURE(c.stored);
        const auto got = taken(archive::write_zip({{c.stored, orders("A-1")}}, 0));
        REQUIRE(got.records.size() == 1);
        CHECK(got.records[0].sources[0].name == "x.zip:" + c.shown);
    }
    CHECK(is_litter("a/__MACOSX/b"));
    CHECK(is_litter("x/.DS_Store"));
    CHECK_FALSE(is_litter("x/DS_Store"));
}

TEST_CASE("a zip is a folder: what is refused as a whole")
{
    const auto refusal = [](const std::string& bytes) {
        try {
            taken(bytes);
        } catch (const Error& e) {
            CHECK(e.kind() == ErrorKind::input);
            return std::string(e.what());
        }
        return std::string();
    };
    CHECK(refusal(archive::write_zip({}, 0)).find("is empty") != std::string::npos);
    CHECK(refusal(archive::write_zip({{"a.bin", std::string("\0\1", 2)}}, 0)).find("none of a kind") != std::string::npos);
    // One that cannot be read, of two, costs only itself.
    const auto half = taken(archive::write_zip({{"a.csv", orders("A-1")}, {"b.zip", "PK\x03\x04 cut"}}, 0));
    CHECK(half.receipt.records.at("order") == 1);
    CHECK(why(half.receipt, "x.zip:b.zip") == "damaged");
}

TEST_CASE("a zip is a folder: the format asked for reads what it knows, and else what nobody knows")
{
    const auto odd = archive::write_zip({{"a.dat", "id;when\n"}, {"p.jpg", picture}}, 0);
    const auto tried = taken(odd, "table"); // read as a table, which it is not: the picture stays one
    CHECK(tried.receipt.records.at("document") == 1);
    CHECK(tried.receipt.findings.tally.rejected == 1);
    CHECK(why(tried.receipt, "x.zip:a.dat") == "read");
    const auto both = taken(archive::write_zip({{"a.csv", orders("A-1")}, {"p.jpg", picture}}, 0), "table");
    CHECK(both.receipt.records.at("order") == 1);
    CHECK(both.receipt.records.at("document") == 1);
    CHECK(taken(archive::write_zip({{"a.csv", orders("A-1")}}, 0), "document").receipt.form.empty());
}
