// Which records belong to a case: the store is asked step by step, analyze::Subject decides.
#include "analyze/private_notes.hpp"
#include "base/text.hpp"
#include "case.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"

#include <fmt/format.h>

#include <map>

namespace redress {
namespace {

bool is_shown(const model::Record& record)
{
    return std::holds_alternative<model::Message>(record.body) || std::holds_alternative<model::Order>(record.body) ||
           std::holds_alternative<model::Event>(record.body) || std::holds_alternative<model::Review>(record.body) ||
           std::holds_alternative<model::Document>(record.body);
}

// Every number learned may lead to further orders and events, and these to further numbers.
void learn_orders(store::Store& store, const std::string& shop, const std::vector<std::string>& written,
                  analyze::Subject& subject)
{
    std::set<std::string> asked;
    std::vector<std::string> todo = written;
    std::vector<model::Record> pool;
    std::set<std::string> in_pool;
    while (!todo.empty()) {
        for (const auto& word : todo) {
            if (!asked.insert(word).second) continue;
            store::Filter filter;
            filter.types = {"order", "event", "review"};
            filter.shop = shop;
            filter.order = word;
            store::each(store, filter, [&](const model::Record& record) {
                if (in_pool.insert(record.id).second) pool.push_back(record);
            });
        }
        todo.clear();
        subject.learn(pool);
        // The store compares numbers as they are written, the subject in lower case: ask for the written form.
        for (const auto& record : pool) {
            if (!subject.has(record.id)) continue;
            if (const auto* order = std::get_if<model::Order>(&record.body)) {
                if (!asked.count(order->number)) todo.push_back(order->number);
                for (const auto& ref : order->refs)
                    if (!asked.count(ref.value)) todo.push_back(ref.value);
            } else if (const auto* event = std::get_if<model::Event>(&record.body)) {
                if (!event->tracking.empty() && !asked.count(event->tracking)) todo.push_back(event->tracking);
            }
        }
        std::erase_if(todo, [](const std::string& word) { return word.empty(); });
    }
}

} // namespace

analyze::Material load_material(store::Store& store, const store::CaseRow& row, PrivateNotes notes, std::size_t* left_out)
{
    analyze::Material material{row.id, row.shop, row.facts, {}, {}};
    store::Filter filter;
    filter.case_id = row.id;
    store::each(store, filter, [&](const model::Record& record) {
        if (is_shown(record)) material.records.push_back(record);
    });
    if (const auto shop = store::get_shop(store, row.shop)) material.sellers = shop->sellers;
    for (const auto& link : store::list_links(store, row.id)) material.why.emplace_back(link.record, link.by);
    const auto out = notes == PrivateNotes::left_out ? analyze::leave_out_private(material) : 0;
    if (left_out) *left_out = out;
    return material;
}

model::Record record_named(store::Store& store, const std::string& shop, const std::string& name)
{
    if (auto record = store::get(store, name)) return *record;
    std::set<std::string> ids;
    for (const auto& hit : store::find_ref(store, shop, name)) ids.insert(hit.record);
    store::Filter documents;
    documents.types = {"document"};
    documents.shop = shop;
    store::each(store, documents, [&](const model::Record& record) {
        if (std::get<model::Document>(record.body).name == name) ids.insert(record.id);
    });
    if (ids.size() > 1)
        throw Error(ErrorKind::usage, said("{} records answer to '{}'", ids.size(), name),
                    said("name one by its id: {}", joined(std::vector<std::string>(ids.begin(), ids.end()), said(", "))));
    const auto record = ids.empty() ? std::nullopt : store::get(store, *ids.begin());
    if (!record)
        throw Error(ErrorKind::usage, said("no record '{}'", name),
                    said("import it first: redress ingest FILE; redress show lists what there is"));
    return *record;
}

LinkReport find_links(store::Store& store, const std::string& shop, const model::Case& facts)
{
    analyze::Subject subject(facts);
    auto words = facts.orders;
    if (!facts.number.empty()) words.push_back(facts.number);
    learn_orders(store, shop, words, subject);
    const auto all = [&](const char* type, const auto& take) {
        store::Filter filter;
        filter.types = {type};
        filter.shop = shop;
        store::each(store, filter, take);
    };
    all("order", [&](const model::Record& record) { subject.know(record); });
    analyze::Conversations conversations(subject);
    std::map<std::string, std::vector<std::string>> attachments; // message -> documents
    all("message", [&](const model::Record& record) {
        conversations.take(record);
        for (const auto& attachment : std::get<model::Message>(record.body).attachments)
            if (!attachment.document.empty()) attachments[record.id].push_back(attachment.document);
    });
    LinkReport report;
    auto& links = report.added;
    links = subject.links();
    std::set<std::string> attached;
    for (auto& link : conversations.finish()) {
        if (const auto found = attachments.find(link.record); found != attachments.end())
            attached.insert(found->second.begin(), found->second.end());
        links.push_back(std::move(link));
    }
    std::vector<model::Record> documents;
    all("document", [&](const model::Record& record) { documents.push_back(record); });
    for (auto& link : analyze::link_documents(subject, attached, documents)) links.push_back(std::move(link));
    report.partly = conversations.partly();
    return report;
}

LinkReport link_case(store::Store& store, const store::CaseRow& row)
{
    auto found = find_links(store, row.shop, row.facts);
    LinkReport report;
    report.partly = std::move(found.partly);
    store.transact([&] {
        for (const auto& link : found.added)
            if (store::add_link(store, {row.id, link.record, link.role, link.by})) report.added.push_back(link);
    });
    return report;
}

analyze::Material material_of_order(store::Store& store, const std::string& shop, const model::Case& facts)
{
    analyze::Material material{"", shop, facts, {}, {}};
    store::Filter filter;
    filter.shop = shop;
    for (const auto& link : find_links(store, shop, facts).added) {
        filter.ids.push_back(link.record);
        material.why.emplace_back(link.record, link.by);
    }
    if (!filter.ids.empty()) material.records = store::find(store, filter);
    analyze::leave_out_private(material);
    return material;
}

// "1 message", "12 messages"
Said count_of(const std::string& type, std::size_t n)
{
    if (type == "message") return n == 1 ? said("1 message") : said("{} messages", n);
    if (type == "order") return n == 1 ? said("1 order") : said("{} orders", n);
    if (type == "event") return n == 1 ? said("1 event") : said("{} events", n);
    if (type == "review") return n == 1 ? said("1 review") : said("{} reviews", n);
    if (type == "document") return n == 1 ? said("1 document") : said("{} documents", n);
    return n == 1 ? said("1 record") : said("{} records", n);
}

void say_links(const LinkReport& report, store::Store& store, Session& session)
{
    if (report.added.empty()) {
        session.note(said("nothing new to link was found"));
        return;
    }
    // One line a reason and type: a conversation of 400 messages is one thing.
    std::map<std::pair<std::string, std::string>, std::size_t> counts;
    std::vector<std::pair<std::string, std::string>> order;
    for (const auto& link : report.added) {
        const auto record = store::get(store, link.record);
        const std::pair<std::string, std::string> key{record ? std::string(model::type_of(record->body)) : "record",
                                                      link.by};
        if (counts[key]++ == 0) order.push_back(key);
    }
    for (const auto& key : order)
        session.note(said("linked {}: {}", count_of(key.first, counts[key]), analyze::reason_words(key.second)));
    for (const auto& thread : report.partly)
        session.note(said("conversation '{}' has several people in it: only the messages that belong were linked; 'redress "
                          "case link' adds others",
                          thread));
}

} // namespace redress
