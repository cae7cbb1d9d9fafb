// `bundle` without a store: one is made for the call, filled, and gone afterwards.
#include "base/file.hpp"
#include "base/text.hpp"
#include "intake.hpp"
#include "packing.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace redress
{
namespace
{

void take_in(Session& session, const OneOffOptions& o)
{
    IntakeOptions intake;
    intake.platform = o.platform;
    for (const auto& path : expand_paths(o.files)) {
        const auto receipt = ingest_into_store(session, path, intake);
        for (const auto& diagnostic : receipt.findings.diagnostics) session.warn(diagnostic);
    }
}

void link(store::Store& store, const std::string& case_id, const model::Record& record, const std::string& why)
{
    store::add_link(store, {case_id, record.id, "evidence", why});
}

// By what a conversation shows that it is with this buyer.
std::set<std::string> link_orders(store::Store& store, const store::CaseRow& row)
{
    std::set<std::string> words;
    for (const auto& number : row.facts.orders) {
        words.insert(text::fold_for_search(number));
        store::Filter filter;
        filter.types = {"order", "event", "review"};
        filter.order = number;
        store::each(store, filter, [&](const model::Record& record) {
            link(store, row.id, record, "order " + number);
            if (const auto* order = std::get_if<model::Order>(&record.body))
                for (const auto* word : {&order->buyer.name, &order->buyer.email, &order->buyer.account})
                    if (!word->empty()) words.insert(text::fold_for_search(*word));
        });
    }
    return words;
}

// The conversations that name the order or its buyer; a single conversation needs no such proof, for the user named its
// file.
void link_conversations(store::Store& store, const store::CaseRow& row, const std::set<std::string>& words)
{
    std::map<std::string, bool> threads;
    store::Filter filter;
    filter.types = {"message"};
    store::each(store, filter, [&](const model::Record& record) {
        const auto& message = std::get<model::Message>(record.body);
        auto& named = threads[message.thread];
        if (named) return;
        const auto body = text::fold_for_search(message.sender + "\n" + message.text);
        for (const auto& word : words) named |= body.find(word) != std::string::npos;
    });
    for (const auto& [thread, named] : threads) {
        if (!named && threads.size() > 1) continue;
        filter.thread = thread;
        store::each(store, filter, [&](const model::Record& record) {
            link(store, row.id, record, named ? "names the order or its buyer" : "the only conversation");
            for (const auto& attachment : std::get<model::Message>(record.body).attachments)
                if (const auto document = store::get(store, attachment.document))
                    link(store, row.id, *document, "attached to a message");
        });
    }
}

// Documents named on the command line belong to the case; attachments of other conversations do not.
void link_documents(store::Store& store, const store::CaseRow& row)
{
    store::Filter filter;
    filter.types = {"document"};
    store::each(store, filter, [&](const model::Record& record) {
        const auto& document = std::get<model::Document>(record.body);
        const bool named = std::any_of(record.sources.begin(), record.sources.end(),
                                       [&](const model::Source& source) { return source.sha256 == document.sha256; });
        if (named) link(store, row.id, record, "named on the command line");
    });
}

void link_all(store::Store& store, const store::CaseRow& row)
{
    store.transact([&] {
        link_conversations(store, row, link_orders(store, row));
        link_documents(store, row);
    });
}

} // namespace

Exit pack_files(const Session& session, const OneOffOptions& o, const PackOptions& options)
{
    const TempDir folder;
    auto common = session.options();
    common.store = folder.path().string();
    Session own(common, true);
    if (!o.sellers.empty()) {
        store::Shop shop;
        shop.name = own.shop();
        shop.platform = o.platform;
        shop.zone = own.zone_option().value_or("");
        shop.sellers = o.sellers;
        store::put_shop(own.store(), shop);
    }
    take_in(own, o);
    model::Case facts;
    facts.platform = o.platform;
    facts.number = o.number;
    facts.via = o.via;
    facts.orders = o.orders;
    facts.reason = o.reason;
    facts.lang = own.options().lang;
    const auto row = store::open_case(own.store(), own.shop(), facts);
    link_all(own.store(), row);
    const auto code = pack(own, row, options);
    own.flush();
    return code;
}

} // namespace redress
