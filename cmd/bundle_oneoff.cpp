// `bundle` without a store: one is made for the call, filled, and gone afterwards.
#include "packing.hpp"

#include "base/file.hpp"
#include "intake.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"

#include <fmt/format.h>

#include <set>

namespace redress {
namespace {

void take_in(Session& session, const OneOffOptions& o, std::set<std::string>& documents)
{
    IntakeOptions intake;
    intake.platform = o.platform;
    for (const auto& path : expand_paths(o.files)) {
        const auto receipt = ingest_into_store(session, path, intake);
        for (const auto& diagnostic : receipt.findings.diagnostics) session.warn(diagnostic);
        if (receipt.format == "document" || receipt.format == "file") documents.insert(receipt.sha256);
    }
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
    std::set<std::string> documents;
    take_in(own, o, documents);
    model::Case facts;
    facts.platform = o.platform;
    facts.number = o.number;
    facts.via = o.via;
    facts.orders = o.orders;
    facts.reason = o.reason;
    facts.lang = own.options().lang;
    const auto row = store::open_case(own.store(), own.shop(), facts);
    return pack(own, row, options);
}

} // namespace redress
