#include "model/merge.hpp"

#include <algorithm>

namespace redress::model {
namespace {

void fill(std::string& fresh, const std::string& known)
{
    if (fresh.empty()) fresh = known;
}

void fill(Stamp& fresh, const Stamp& known)
{
    if (fresh.local.empty() && !fresh.at) fresh = known;
}

void fill(Order& fresh, const Order& known)
{
    fill(fresh.buyer.name, known.buyer.name);
    fill(fresh.buyer.email, known.buyer.email);
    fill(fresh.buyer.phone, known.buyer.phone);
    fill(fresh.buyer.address, known.buyer.address);
    fill(fresh.buyer.ip, known.buyer.ip);
    fill(fresh.buyer.account, known.buyer.account);
    fill(fresh.title, known.title);
    fill(fresh.status, known.status);
    fill(fresh.placed, known.placed);
    fill(fresh.paid, known.paid);
    fill(fresh.updated, known.updated);
    if (fresh.items.empty()) fresh.items = known.items;
    if (!fresh.amount) fresh.amount = known.amount;
    // Of a kind it names it knows all: a parcel sent again has a new number.
    const auto own = fresh.refs;
    for (const auto& ref : known.refs)
        if (std::none_of(own.begin(), own.end(), [&](const Ref& r) { return r.kind == ref.kind; }))
            fresh.refs.push_back(ref);
}

} // namespace

void fill_gaps(Record& fresh, const Record& known)
{
    auto* order = std::get_if<Order>(&fresh.body);
    const auto* before = std::get_if<Order>(&known.body);
    if (!order || !before) return;
    fill(*order, *before);
    for (const auto& [key, value] : known.extra.members())
        if (!fresh.extra.find(key)) fresh.extra.set(key, value);
}

} // namespace redress::model
