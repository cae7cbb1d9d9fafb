#include "analyze/readiness.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

const char* profile_text = R"(
id = "x"
display = { en = "X", zh = "某" }
citation = { en = "Exhibit {label}", zh = "证据{label}" }
[sources]
s = { source = "memory", seen = "2026-03", verified = false }
[[reasons]]
code = "LOST"
cause = "process"
label = { en = "lost", zh = "丢失" }
evidence = ["SENT", "SIGNED", "TALK", "MONEY"]
required = [["SENT", "SIGNED"], ["MONEY"]]
from = "s"
[[evidence_types]]
code = "SENT"
needs = "tracking"
kinds = ["event:shipped", "ref:tracking", "log"]
proves = { en = "sent", zh = "已发" }
from = "s"
[[evidence_types]]
code = "SIGNED"
needs = "file"
kinds = ["document"]
proves = { en = "signed", zh = "签收" }
from = "s"
[[evidence_types]]
code = "TALK"
needs = "file"
kinds = ["transcript", "statement"]
proves = { en = "talk", zh = "聊天" }
from = "s"
[[evidence_types]]
code = "MONEY"
needs = "file"
kinds = ["order"]
proves = { en = "money", zh = "钱" }
from = "s"
[files]
extensions = ["pdf", "png"]
max_file_bytes = 1000
from = "s"
)";

template <typename Body> model::Record made(const std::string& id, Body body)
{
    model::Record record;
    record.id = id;
    record.body = std::move(body);
    return record;
}

analyze::Material material()
{
    analyze::Material m;
    m.facts.platform = "x";
    m.facts.reason = "LOST";
    return m;
}

} // namespace

TEST_CASE("what a reason demands is open until one of each group is there")
{
    const auto profile = profile::parse_profile(profile_text, "x.toml");
    auto m = material();
    CHECK(analyze::assess(m, profile).open_groups == std::vector<int>{1, 2});
    m.records.push_back(made("o1", model::Order{}));
    auto ready = analyze::assess(m, profile);
    CHECK(ready.open_groups == std::vector<int>{1});
    CHECK(ready.order);
    CHECK(!ready.transcript);
    // A document shows nothing until the seller says what it shows.
    model::Document scan;
    scan.name = "scan.png";
    scan.bytes = 10;
    m.records.push_back(made("d1", scan));
    ready = analyze::assess(m, profile);
    CHECK(!ready.complete());
    CHECK(ready.undecided == std::vector<std::string>{"d1"});
    m.why = {{"d1", "as SIGNED"}};
    ready = analyze::assess(m, profile);
    CHECK(ready.complete());
    CHECK(ready.undecided.empty());
    CHECK(ready.wants[1].records == std::vector<std::string>{"d1"});
    CHECK(!ready.clean()); // no conversation yet
}

TEST_CASE("kinds of records")
{
    model::Order order;
    order.refs = {{"tracking", "1Z"}};
    model::Event shipped;
    shipped.kind = "shipped";
    model::Document log, statement;
    log.kind = "log";
    statement.kind = "statement";
    model::Message talk, notice;
    notice.role = model::Role::system;
    const auto yes = [](const model::Record& r, const char* kind) { return analyze::satisfies(r, kind, "C", ""); };
    CHECK(yes(made("o", order), "order"));
    CHECK(yes(made("o", order), "ref:tracking"));
    CHECK(!yes(made("o", model::Order{}), "ref:tracking"));
    CHECK(!yes(made("o", order), "event:shipped"));
    CHECK(yes(made("e", shipped), "event:shipped"));
    CHECK(!yes(made("e", shipped), "event:delivered"));
    CHECK(!yes(made("e", model::Event{}), "order")); // an event without a kind is nothing
    CHECK(yes(made("d", log), "log"));
    CHECK(yes(made("d", log), "document:log"));
    CHECK(!yes(made("d", log), "document"));
    CHECK(analyze::satisfies(made("d", log), "document", "C", "as C"));
    CHECK(!analyze::satisfies(made("d", log), "document", "C", "as CD"));
    CHECK(yes(made("d", statement), "statement"));
    CHECK(yes(made("m", talk), "transcript"));
    CHECK(!yes(made("m", notice), "transcript"));
}

TEST_CASE("guessed zones and unfit documents are named")
{
    const auto profile = profile::parse_profile(profile_text, "x.toml");
    auto m = material();
    model::Message talk;
    talk.when.at = time::from_epoch(1'700'000'000);
    talk.when.from = model::ZoneFrom::guess;
    m.records.push_back(made("m1", talk));
    model::Document video, big;
    video.name = "clip.MP4";
    big.name = "scan.PDF";
    big.bytes = 1001;
    m.records.push_back(made("d1", video));
    m.records.push_back(made("d2", big));
    const auto ready = analyze::assess(m, profile);
    CHECK(ready.guessed == std::vector<std::string>{"m1"});
    CHECK(ready.unfit == std::vector<std::string>{"d1", "d2"});
}

TEST_CASE("a conversation that begins after the order is named, unless the app itself opens it")
{
    const auto profile = profile::parse_profile(profile_text, "x.toml");
    model::Order order;
    order.placed.at = time::from_epoch(1'700'000'000);
    const auto said = [](const char* thread, std::int64_t at, model::Role role) {
        model::Message m;
        m.thread = thread;
        m.role = role;
        m.when.at = time::from_epoch(at);
        return m;
    };
    auto m = material();
    m.records = {made("o", order),
                 made("m2", said("late", 1'700'090'000, model::Role::seller)),
                 made("m1", said("late", 1'700'080'000, model::Role::buyer)),
                 made("m3", said("early", 1'699'000'000, model::Role::buyer)),
                 made("m4", said("early", 1'700'100'000, model::Role::buyer)),
                 made("m5", said("opened", 1'700'010'000, model::Role::system)),
                 made("m6", said("opened", 1'700'020'000, model::Role::buyer))};
    const auto late = analyze::assess(m, profile).late;
    REQUIRE(late.size() == 1);
    CHECK(late[0].thread == "late");
    CHECK(late[0].first == time::from_epoch(1'700'080'000));
    CHECK(late[0].placed == *order.placed.at);
    m.records.erase(m.records.begin()); // no order, nothing to be late for
    CHECK(analyze::assess(m, profile).late.empty());
}
