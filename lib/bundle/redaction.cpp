#include "bundle/redaction.hpp"

#include "analyze/plain_form.hpp"
#include "analyze/redact_record.hpp"
#include "base/text.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"

#include <algorithm>
#include <set>

namespace redress::bundle {
namespace {

const std::vector<std::string>& types_with_people()
{
    static const std::vector<std::string> types{"message", "order", "event", "review"};
    return types;
}

void add_party(std::set<std::string>& values, const Json& party)
{
    for (const auto* key : {"email", "phone", "account"})
        if (const auto value = party[key].string_or(""); !value.empty()) values.insert(text::lower_ascii(value));
}

// Another customer's order: its numbers are nobody's business here.
void know_stranger(const Json& record, const std::set<std::string>& own, analyze::Redactor& redactor)
{
    auto owner = analyze::Owner::stranger;
    if (record["type"].string_or("") == "order") {
        std::set<std::string> values;
        add_party(values, record["buyer"]);
        for (const auto& value : values)
            if (own.count(value)) owner = analyze::Owner::buyer;
        redactor.know("order", record["number"].string_or(""), owner);
        for (const auto& ref : record["refs"].items())
            if (ref["kind"].string_or("") != "key") redactor.know("reference", ref["value"].string_or(""), owner);
    }
    analyze::learn_people(record, owner, redactor);
}

} // namespace

analyze::Redactor case_redactor(store::Store& store, const analyze::Material& material, analyze::Redactor::Options options)
{
    analyze::Redactor redactor(options);
    redactor.keep(material.facts.number);
    for (const auto& order : material.facts.orders) redactor.keep(order);
    // Who the shop is, everybody knows to whom it writes; to the public even that need not be told.
    if (options.reader != analyze::Reader::everybody)
        for (const auto& shop : store::list_shops(store))
            for (const auto& name : shop.sellers) redactor.keep(name);
    std::set<std::string> ours, own;
    std::vector<Json> records;
    for (const auto& record : material.records) {
        ours.insert(record.id);
        records.push_back(model::to_json(record));
        if (records.back()["type"].string_or("") == "order") add_party(own, records.back()["buyer"]);
        analyze::learn_people(records.back(), analyze::Owner::buyer, redactor);
        analyze::learn_numbers(records.back(), redactor);
    }
    store::Filter filter;
    filter.types = types_with_people();
    store::each(store, filter, [&](const model::Record& record) {
        if (!ours.count(record.id)) know_stranger(model::to_json(record), own, redactor);
    });
    for (auto& record : records) analyze::redact_record(record, "", redactor);
    redactor.forget_uses();
    return redactor;
}

void forbid_removed(LeakGate& gate, const analyze::Redactor& redactor)
{
    for (const auto& one : redactor.redactions())
        for (const auto& written : one.written) {
            // The gate takes no account of capitals, and "Summer" is a word too.
            const bool word = std::all_of(written.begin(), written.end(), analyze::is_letter);
            if (!word) gate.forbid(std::string(removed_kind), written);
        }
}

analyze::Redactor store_redactor(store::Store& store, analyze::Redactor::Options options)
{
    analyze::Redactor redactor(options);
    store::Filter filter;
    filter.types = types_with_people();
    store::each(store, filter, [&](const model::Record& record) {
        const auto json = model::to_json(record);
        analyze::learn_people(json, analyze::Owner::anyone, redactor);
        analyze::learn_numbers(json, redactor);
    });
    return redactor;
}

} // namespace redress::bundle
