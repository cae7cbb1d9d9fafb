#include "case.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

struct OpenOptions {
    std::string platform;
    std::vector<std::string> orders;
    std::string number, via, reason, amount, currency, due, opened, stage, status;
};

// What the order itself says, where the seller said nothing.
void fill_from_orders(model::Case& facts, const analyze::Material& material)
{
    if (facts.amount) return;
    for (const auto& record : material.records) {
        const auto* order = std::get_if<model::Order>(&record.body);
        if (!order || !order->amount || facts.orders.size() != 1 || order->number != facts.orders.front()) continue;
        facts.amount = order->amount;
        return;
    }
}

void warn_of_gaps(const model::Case& facts, const LinkReport& links, Session& session)
{
    const bool has_order = std::any_of(links.added.begin(), links.added.end(),
                                       [](const analyze::Linked& link) { return link.role == "subject"; });
    if (!facts.orders.empty() && !has_order)
        session.note(said("the store holds no such order; import the order file first"));
    if (facts.due_from == "profile")
        session.note(said("due {} is the profile's default: check it, and say the real one with --due",
                          shown(facts.due, session.display_zone(), session.lang())));
    else if (!facts.due.at)
        session.note(said("no due date is known; say the one the platform shows with --due"));
}

Exit open(const OpenOptions& o, Session& session)
{
    store::CaseRow row;
    auto& facts = row.facts;
    facts.platform = o.platform;
    auto profile = profile_of(facts, session);
    if (o.orders.empty() && o.number.empty())
        throw Error(ErrorKind::usage, said("a case needs an order or a number"), said("name them with --order or --number"));
    auto& store = session.store(); // before any time is read: the shop's zone is in it
    facts.orders = o.orders;
    const auto set = [&](const char* key, const std::string& value) {
        if (!value.empty()) set_fact(facts, key, value, profile, session);
    };
    set("number", o.number);
    set("via", o.via.empty() && profile.deciders.size() == 1 ? profile.deciders.front() : o.via);
    profile = profile_of(facts, session); // who decides brings words of their own
    set("reason", o.reason);
    if (!o.currency.empty()) facts.amount = Money{0, money::scale_of(o.currency), o.currency};
    if (!o.currency.empty() && o.amount.empty())
        throw Error(ErrorKind::usage, said("--currency needs --amount"), said("say how much"));
    set("amount", o.amount);
    set("opened", o.opened);
    set("due", o.due);
    set("stage", o.stage);
    set("status", o.status);
    LinkReport links;
    store.transact([&] {
        row = store::open_case(store, session.shop(), facts);
        links = link_case(store, row);
        const auto material = load_material(store, row);
        auto filled = row;
        fill_from_orders(filled.facts, material);
        default_due(filled.facts, profile, material);
        if (filled.facts.amount != row.facts.amount || filled.facts.due != row.facts.due) {
            store::update_case(store, filled, "from the linked records");
            row = filled;
        }
    });
    session.out(row.id + "\n");
    say_links(links, store, session);
    warn_of_gaps(row.facts, links, session);
    return Exit::ok;
}

} // namespace

CasePart case_open(CLI::App& app)
{
    auto o = std::make_shared<OpenOptions>();
    auto* sub = app.add_subcommand("open", "Open a case and link what belongs to it; prints its id")->fallthrough();
    sub->add_option("--platform", o->platform, "Platform profile, as paypal or card-key")->type_name("PLATFORM")->required();
    sub->add_option("--order", o->orders, "Order number (may be repeated)");
    sub->add_option("--number", o->number, "The platform's number of the dispute");
    sub->add_option("--via", o->via, "Who decides, as paypal, alipay, wechatpay");
    sub->add_option("--reason", o->reason, "Reason, in the platform's word");
    sub->add_option("--amount", o->amount, "Disputed amount");
    sub->add_option("--currency", o->currency, "Currency of the amount");
    sub->add_option("--due", o->due, "When the answer is due, as the platform shows it");
    sub->add_option("--opened", o->opened, "When the dispute was opened");
    sub->add_option("--stage", o->stage, "Stage, in the platform's word");
    sub->add_option("--status", o->status, "Status, in the platform's word");
    return {sub, [o](Session& session) { return open(*o, session); }};
}

} // namespace redress
