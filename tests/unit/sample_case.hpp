// A case that says everything a template may ask for, of any platform; the people are fictional.
#pragma once

#include "analyze/exhibits.hpp"
#include "letter/context.hpp"
#include "profile/profile.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sample_case {

using namespace redress;

inline model::Stamp at(const char* utc)
{
    model::Stamp stamp;
    stamp.at = time::parse_rfc3339(utc);
    stamp.zone = "Asia/Shanghai";
    stamp.from = model::ZoneFrom::data;
    return stamp;
}

template <typename Body> model::Record made(const std::string& id, Body body)
{
    model::Record record;
    record.id = id;
    record.body = std::move(body);
    return record;
}

inline model::Event event(const char* kind, const char* utc)
{
    model::Event e;
    e.order = "A-1001";
    e.kind = kind;
    e.when = at(utc);
    e.carrier = "UPS";
    e.tracking = "1Z999AA10123456784";
    e.address = "jane@example.com";
    e.supplier = "Key Supply";
    e.result = "valid";
    e.amount = Money{500, 2, "USD"};
    return e;
}

inline model::Record order(const std::string& platform)
{
    model::Order o;
    o.platform = platform;
    o.number = "A-1001";
    o.title = "Desk lamp {{amount}} & <b>";
    o.amount = Money{4900, 2, "USD"};
    o.status = "COMPLETED";
    o.buyer.name = "Jane Doe";
    o.buyer.email = "jane@example.com";
    o.buyer.phone = "+1 555 0100";
    o.buyer.address = "12 Elm Street, Springfield";
    o.buyer.ip = "192.0.2.7";
    o.refs = {{"transaction", "9AB12345CD678901E"}};
    o.placed = at("2026-03-01T07:50:00Z");
    o.paid = at("2026-03-01T08:00:00Z");
    auto record = made("o_1", o);
    record.extra.set("counterparty_name", "Jane Doe");
    return record;
}

inline void add_talk(analyze::Material& m)
{
    model::Message hello, answer;
    hello.thread = answer.thread = "Jane";
    hello.sender = "Jane Doe";
    hello.role = model::Role::buyer;
    hello.when = at("2026-03-05T08:00:00Z");
    answer.role = model::Role::seller;
    answer.when = at("2026-03-05T09:00:00Z");
    m.records.push_back(made("m_1", hello));
    m.records.push_back(made("m_2", answer));
    model::Document shot, statement;
    shot.name = "shot.png";
    statement.name = "statement.txt";
    statement.kind = "statement";
    statement.text = "2026-03-05 16:10 buyer: I see the order\n2026-03-05 16:12 seller: thank you";
    m.records.push_back(made("d_shot", shot));
    m.records.push_back(made("d_said", statement));
    m.records.back().extra.set("of", "d_shot");
}

inline model::Record review(double rating)
{
    model::Review r;
    r.number = "R-77001";
    r.order = "A-1001";
    r.rating = rating;
    r.scale = 5;
    r.author = "Jane Doe";
    r.text = "Call me on +1 555 0100";
    r.when = at("2026-03-06T08:00:00Z");
    return made("r_1", r);
}

inline analyze::Material material(const std::string& platform)
{
    analyze::Material m;
    m.case_id = "C-0001";
    m.facts.platform = platform;
    m.facts.number = "PP-D-1";
    m.facts.orders = {"A-1001"};
    m.facts.amount = Money{4900, 2, "USD"};
    m.facts.opened = at("2026-03-10T00:00:00Z");
    m.facts.due = at("2026-03-20T00:00:00Z");
    m.records.push_back(order(platform));
    for (const auto* kind : {"placed", "paid", "received", "released", "cancelled", "appealed", "shipped", "delivered",
                             "code_sent", "code_viewed", "code_used", "supplier_checked", "reshipped", "returned"})
        m.records.push_back(made(std::string("e_") + kind, event(kind, "2026-03-02T08:00:00Z")));
    auto mark = event("paid", "2026-03-01T08:00:00Z");
    mark.platform = platform;
    m.records.push_back(made("e_mark", mark));
    m.records[2].extra.set("payer", "John Roe"); // who really paid
    add_talk(m);
    m.records.push_back(review(1));
    model::Document scan;
    scan.name = "scan.pdf";
    m.records.push_back(made("d_1", scan));
    return m;
}

inline std::vector<analyze::Exhibit> labelled(const analyze::Material& m, const profile::Profile& profile)
{
    auto out = analyze::plan_exhibits(m);
    int number = 0;
    for (auto& e : out) {
        e.number = ++number;
        e.label = analyze::exhibit_label(number, analyze::is_numbered(profile.citation.en));
    }
    return out;
}

// A case on the desk: who decides it may be somebody else than the platform.
struct Desk {
    Desk(const std::filesystem::path& share, const std::string& platform, const std::string& via = "")
        : material(sample_case::material(platform)),
          profile(profile::load_case_profile(share, "/nonexistent", platform, via))
    {
        material.why = {{"d_1", "as " + profile.evidence_types.front().code}};
        exhibits = labelled(material, profile);
    }
    Json context(const std::string& lang, const std::string& kind = "reply", std::map<std::string, std::string> set = {},
                 std::vector<std::string> offers = {})
    {
        return letter::build_context(
            {material, exhibits, profile, zone, lang, letter::kind_of(kind), std::move(set), std::move(offers)});
    }
    void add(model::Record record)
    {
        material.records.push_back(std::move(record));
        exhibits = labelled(material, profile);
    }
    analyze::Material material;
    profile::Profile profile;
    std::vector<analyze::Exhibit> exhibits;
    time::Zone zone = *time::Zone::find("Asia/Shanghai");
};

inline const Instant later = *time::parse_rfc3339("2026-04-01T00:00:00Z");

} // namespace sample_case
