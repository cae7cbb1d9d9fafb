// `bundle` without a store: one is made for the call, filled, and gone afterwards.
#include "analyze/private_notes.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "case.hpp"
#include "intake.hpp"
#include "packing.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace redress {
namespace {

void take_in(Session& session, const OneOffOptions& o)
{
    IntakeOptions intake;
    intake.platform = o.platform;
    const auto inputs = expand_paths(o.files);
    for (const auto& [path, why] : inputs.unreadable)
        throw Error(ErrorKind::input, said("cannot read '{}': {}", path, why), said("check who may read it"));
    for (const auto& file : inputs.files) {
        const auto receipt = ingest_into_store(session, file.path, intake);
        for (const auto& diagnostic : receipt.findings.diagnostics) session.warn(diagnostic);
    }
}

void link_evidence(store::Store& store, const std::string& case_id, const model::Record& record, const std::string& why)
{
    store::add_link(store, {case_id, record.id, "evidence", why});
}

// One conversation between two people, in a file named for this order, needs no seller's name to be understood. What it
// holds of other customers the leak gate still stops.
bool link_only_conversation(store::Store& store, const store::CaseRow& row)
{
    std::set<std::string> threads, senders;
    std::vector<model::Record> messages;
    store::Filter filter;
    filter.types = {"message"};
    store::each(store, filter, [&](const model::Record& record) {
        const auto& message = std::get<model::Message>(record.body);
        threads.insert(message.thread);
        if (message.role != model::Role::system && !analyze::is_private(record)) senders.insert(message.sender);
        messages.push_back(record);
    });
    if (threads.size() != 1 || senders.size() > 2) return false;
    for (const auto& record : messages) {
        link_evidence(store, row.id, record, "the only conversation named");
        for (const auto& attachment : std::get<model::Message>(record.body).attachments)
            if (const auto document = store::get(store, attachment.document))
                link_evidence(store, row.id, *document, "attached to a message");
    }
    return true;
}

// Documents named on the command line belong to the case, unless their name speaks of another order; attachments of other
// conversations do not.
void link_documents(store::Store& store, const store::CaseRow& row)
{
    analyze::Subject subject(row.facts);
    store::Filter filter;
    filter.types = {"order"};
    const auto orders = store::find(store, filter);
    subject.learn(orders);
    for (const auto& order : orders) subject.know(order);
    filter.types = {"document"};
    store::each(store, filter, [&](const model::Record& record) {
        const auto& document = std::get<model::Document>(record.body);
        const bool named = std::any_of(record.sources.begin(), record.sources.end(),
                                       [&](const model::Source& source) { return source.sha256 == document.sha256; });
        auto words = document.name; // in a file name '_', '-' and '.' separate words
        std::replace_if(
            words.begin(), words.end(), [](char c) { return c == '_' || c == '-' || c == '.'; }, ' ');
        const bool others = subject.mentions_others(document.name) || subject.mentions_others(words);
        if (named && !others) link_evidence(store, row.id, record, "named on the command line");
    });
}

// What nobody else's case could mean; the rest by the rules of `case open`.
void link_all(store::Store& store, const store::CaseRow& row, Session& session)
{
    store.transact([&] {
        auto report = link_case(store, row);
        if (link_only_conversation(store, row)) report.partly.clear();
        say_links(report, store, session);
        link_documents(store, row);
    });
}

} // namespace

Exit pack_files(const Session& session, const OneOffOptions& o, const PackOptions& options, const Linking& link)
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
    link ? link(own.store(), row) : link_all(own.store(), row, own);
    const auto code = pack(own, row, options);
    own.flush();
    return code;
}

} // namespace redress
