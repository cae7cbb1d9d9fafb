// From a store to a package: labels and pages that stay, same bytes twice, nothing of others, no guessed zones.
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/gather.hpp"
#include "store/journal.hpp"
#include "store/records.hpp"
#include "store/sources.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

const std::string chat = "Jane: where is AB100200?\nShop: sent ABCD-EFGH-1234-5678\nJohn: I am john@example.com\n";

model::Stamp stamp(const std::string& utc, model::ZoneFrom from = model::ZoneFrom::option)
{
    model::Stamp made;
    made.at = time::parse_rfc3339(utc);
    made.local = utc.substr(0, 19);
    made.zone = "Asia/Shanghai";
    made.from = from;
    return made;
}

model::Record message(const std::string& id, const std::string& thread, const std::string& sender, const std::string& text,
                      std::uint64_t offset, std::uint64_t length, model::ZoneFrom from = model::ZoneFrom::option)
{
    model::Message body;
    body.thread = thread;
    body.sender = sender;
    body.text = text;
    body.when = stamp("2026-03-01T04:00:00Z", from);
    model::Record made;
    made.id = id;
    made.seq = static_cast<std::int64_t>(offset);
    made.body = body;
    model::Source source;
    source.sha256 = hash::sha256(chat);
    source.offset = offset;
    source.length = length;
    made.sources = {source};
    return made;
}

model::Record order(const std::string& id, const std::string& number, const std::string& email)
{
    model::Order body;
    body.platform = "paypal";
    body.number = number;
    body.buyer.email = email;
    body.amount = Money{4900, 2, "USD"};
    body.placed = stamp("2026-03-01T03:00:00Z");
    model::Record made;
    made.id = id;
    made.body = body;
    return made;
}

struct Shop {
    TempDir folder;
    std::unique_ptr<store::Store> store;
    store::CaseRow row;

    explicit Shop(model::ZoneFrom from = model::ZoneFrom::option)
    {
        store = store::Store::open(folder.path() / "store", store::Mode::write);
        store->transact([&] {
            store::SourceRow source;
            source.sha256 = source.kept_sha256 = hash::sha256(chat);
            source.name = "Jane and John.txt";
            source.format = "whatsapp";
            source.encoding = "UTF-8";
            source.shop = "main";
            source.bytes = chat.size();
            const auto at = store::add_source(*store, source).row;
            store::put_blob(*store, chat, source.sha256);
            store::Writer writer(*store);
            writer.put(message("m_111111111111111111111111", "Jane", "Jane", "where is AB100200?", 0, 25, from), at);
            writer.put(message("m_222222222222222222222222", "Jane", "Shop", "sent ABCD-EFGH-1234-5678", 25, 30), at);
            writer.put(message("m_333333333333333333333333", "John", "John", "I am john@example.com", 55, 28), at);
            writer.put(order("o_111111111111111111111111", "AB100200", "jane@example.com"), at);
            writer.put(order("o_222222222222222222222222", "CD300400", "john@example.com"), at);
        });
        model::Case facts;
        facts.platform = "paypal";
        facts.orders = {"AB100200"};
        row = store::open_case(*store, "main", facts);
        for (const char* id : {"m_111111111111111111111111", "m_222222222222222222222222", "o_111111111111111111111111"})
            store::add_link(*store, {row.id, id, "evidence", "test"});
    }

    bundle::Contents gather(bool allocate = true, const std::string& lang = {})
    {
        bundle::GatherOptions options;
        options.agent = "redress test";
        options.allocate = allocate;
        options.lang = lang;
        analyze::Material material;
        material.case_id = row.id;
        material.shop = row.shop;
        material.facts = row.facts;
        store::Filter filter;
        filter.case_id = row.id;
        material.records = store::find(*store, filter);
        return bundle::gather(*store, material, options);
    }
};

std::string bytes_of(const bundle::Built& built, const std::string& path)
{
    for (const auto& file : built.files)
        if (file.path == path) return file.bytes;
    return "(none)";
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a package holds the case's facts as letters print them, and nobody else's")
{
    Shop shop;
    const auto contents = shop.gather();
    const auto built = bundle::build_package(contents);
    const auto transcript = bytes_of(built, "data/0001_exhibit-A_transcript.txt");
    CHECK(has(transcript, "2026-03-01 12:00:00 +08:00")); // the zone of the records
    CHECK(has(transcript, "Asia/Shanghai"));
    CHECK(has(transcript, "m_111111111111111111111111"));
    CHECK(has(transcript, "****-****-****-5678"));
    CHECK(has(transcript, "not a screenshot"));
    const auto record = bytes_of(built, "data/0002_exhibit-B_order.txt");
    for (const char* fact : {"AB100200", "49.00 USD", "2026-03-01 11:00:00 +08:00", "jane@example.com"})
        CHECK(has(record, fact));
    CHECK(bytes_of(built, "data/0001_exhibit-A_slice.txt") == "Jane: where is AB100200?\nShop: sent ****-****-****-5678\n");
    // 2026-03-01T04:00:00Z is the latest time in the case
    CHECK(has(bytes_of(built, "bag-info.txt"), "Bagging-Date: 2026-03-01\n"));
    CHECK(
        has(bytes_of(built, "bag-info.txt"), "Redress-Journal-Head: " + store::case_head(*shop.store, shop.row.id) + "\n"));
    for (const auto& file : built.files)
        for (const char* word : {"John", "john@", "CD300400", "ABCD-EFGH"})
            CHECK_MESSAGE(!has(file.bytes, word), file.path, " holds ", word);
    CHECK_FALSE(bundle::gate_against_strangers(*shop.store, contents.material).search(built.files).leak);
}

TEST_CASE("labels, pages and bytes are the same every time, and a look changes nothing")
{
    Shop shop;
    const auto rows = store::list_journal(*shop.store).size();
    const auto looked = bundle::build_package(shop.gather(false));
    CHECK(store::list_journal(*shop.store).size() == rows);
    const auto head = store::case_head(*shop.store, shop.row.id);
    const auto first = bundle::build_package(shop.gather());
    CHECK(store::case_head(*shop.store, shop.row.id) == head);
    const auto second = bundle::build_package(shop.gather());
    REQUIRE(first.files.size() == second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i) {
        CHECK(first.files[i].path == second.files[i].path);
        CHECK_MESSAGE(first.files[i].bytes == second.files[i].bytes, first.files[i].path);
        CHECK_MESSAGE(first.files[i].bytes == looked.files[i].bytes, first.files[i].path);
    }
    // a record more: what had a letter keeps it
    store::add_link(*shop.store, {shop.row.id, "o_222222222222222222222222", "evidence", "test"});
    const auto third = shop.gather();
    REQUIRE(third.exhibits.size() == 3);
    CHECK(third.exhibits[0].item == "thread:main/Jane");
    CHECK(third.exhibits[1].item == "order:AB100200");
    CHECK(third.exhibits[2].label == "C");
    CHECK(third.head != head);
}

TEST_CASE("a guessed zone and an empty case are refused")
{
    Shop shop(model::ZoneFrom::guess);
    try {
        shop.gather();
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.exit() == Exit::failed);
        CHECK(has(error.hint().en(), "--tz"));
        CHECK(has(error.hint().en(), "store retime"));
    }
    Shop empty;
    for (const auto& link : store::list_links(*empty.store, empty.row.id))
        store::remove_link(*empty.store, empty.row.id, link.record);
    CHECK_THROWS_AS(empty.gather(), Error);
}

TEST_CASE("the gate stops a stranger's address in a record of the case")
{
    Shop shop;
    store::add_link(*shop.store, {shop.row.id, "m_333333333333333333333333", "evidence", "by mistake"});
    const auto contents = shop.gather();
    const auto leak =
        bundle::gate_against_strangers(*shop.store, contents.material).search(bundle::build_package(contents).files).leak;
    REQUIRE(leak);
    CHECK(leak->kind == "e-mail address");
}

TEST_CASE("what two customers share stops no package: a masked account, a household's address")
{
    Shop shop;
    shop.store->transact([&] {
        store::Writer writer(*shop.store);
        for (const auto* id : {"o_111111111111111111111111", "o_222222222222222222222222"}) {
            auto record =
                order(id, id[2] == '1' ? "AB100200" : "CD300400", id[2] == '1' ? "jane@example.com" : "john@example.com");
            auto& buyer = std::get<model::Order>(record.body).buyer;
            buyer.account = "j***1@example.com";
            buyer.address = "19 Mill Lane, Leeds, LS1 4AB";
            writer.put(record, 1);
        }
    });
    const auto contents = shop.gather();
    const auto built = bundle::build_package(contents);
    const auto page = bytes_of(built, "data/0002_exhibit-B_order.txt");
    for (const auto* shown : {"j***1@example.com", "19 Mill Lane"}) CHECK_MESSAGE(has(page, shown), page);
    const auto leak = bundle::gate_against_strangers(*shop.store, contents.material).search(built.files).leak;
    CHECK_MESSAGE(!leak, (leak ? leak->kind : ""));
}

TEST_CASE("a Chinese package has the same facts in Chinese words")
{
    Shop shop;
    const auto built = bundle::build_package(shop.gather(true, "zh"));
    CHECK(has(bytes_of(built, "data/0001_exhibit-A_transcript.txt"), "不是截图"));
    CHECK(has(bytes_of(built, "data/0002_exhibit-B_order.txt"), "金额: 49.00 USD"));
}
