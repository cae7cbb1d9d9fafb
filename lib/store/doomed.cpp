// What is to be forgotten: the rows and ids behind what the user names.
#include "analyze/roles.hpp"
#include "base/error.hpp"
#include "store/cases.hpp"
#include "store/forget.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"
#include "store/sources.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <set>

namespace redress::store {
namespace {

bool is_party(const model::Party& party, const std::string& name)
{
    return party.name == name || party.email == name || party.account == name || party.phone == name;
}

// Conversations by the people in them who are not the seller's.
std::map<std::string, std::set<std::string>> people_of_threads(Store& store, const std::string& shop)
{
    std::map<std::string, std::set<std::string>> out;
    Filter messages;
    messages.shop = shop;
    messages.types = {"message"};
    each(store, messages, [&](const model::Record& record) {
        const auto& message = std::get<model::Message>(record.body);
        if (message.role != model::Role::seller && message.role != model::Role::system)
            out[message.thread].insert(message.sender);
    });
    return out;
}

} // namespace

Doomed doomed_source(Store& store, std::int64_t source_row)
{
    const auto source = get_source(store, source_row);
    if (!source) throw Error(ErrorKind::usage, said("there is no such source"));
    return {{source_row}, {}, source->sha256};
}

Doomed doomed_record(Store& store, const std::string& id)
{
    const auto record = get(store, id);
    if (!record)
        throw Error(ErrorKind::usage, said("no source and no record '{}'", id), said("redress store info lists sources"));
    return {{}, {record->id}, record->id};
}

Doomed doomed_buyer(Store& store, const std::string& shop, const std::string& name)
{
    Doomed out;
    out.said_as = "buyer";
    out.buyer = name;
    out.shop = shop;
    const auto people = people_of_threads(store, shop);
    std::set<std::string> orders;
    Filter all;
    all.shop = shop;
    all.types = {"order"};
    each(store, all, [&](const model::Record& record) {
        const auto& order = std::get<model::Order>(record.body);
        if (!is_party(order.buyer, name)) return;
        orders.insert(order.number);
        out.records.push_back(record.id);
    });
    all.types = {"message", "event", "review"};
    each(store, all, [&](const model::Record& record) {
        bool theirs = false;
        if (const auto* message = std::get_if<model::Message>(&record.body)) {
            const auto in_thread = people.find(message->thread);
            const bool alone = in_thread != people.end() && in_thread->second == std::set<std::string>{name};
            theirs = message->sender == name || alone;
        } else if (const auto* event = std::get_if<model::Event>(&record.body))
            theirs = event->actor == name || (!event->order.empty() && orders.count(event->order));
        else if (const auto* review = std::get_if<model::Review>(&record.body))
            theirs = review->author == name || (!review->order.empty() && orders.count(review->order));
        if (theirs) out.records.push_back(record.id);
    });
    return out;
}

std::vector<std::string> open_cases_of(Store& store, const Doomed& doomed)
{
    std::set<std::string> ids(doomed.records.begin(), doomed.records.end());
    SQLite::Statement only_there(store.db(), "select id from record where source = ?1 and not exists"
                                             " (select 1 from sighting s where s.record = record.pk and s.source <> ?1)");
    for (const auto source : doomed.sources) {
        only_there.reset();
        only_there.bind(1, source);
        while (only_there.executeStep()) ids.insert(only_there.getColumn(0).getString());
    }
    std::vector<std::string> out;
    for (const auto& row : list_cases(store, {}, true)) {
        const auto links = list_links(store, row.id);
        for (const auto& link : links)
            if (ids.count(link.record)) {
                out.push_back(row.id);
                break;
            }
    }
    return out;
}

} // namespace redress::store
