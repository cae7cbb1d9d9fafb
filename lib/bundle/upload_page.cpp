// An exhibit's page for a reviewer: what happened and when, without what only a verifier needs.
#include "base/text.hpp"
#include "bundle/upload_pieces.hpp"

#include <algorithm>
#include <set>

namespace redress::bundle {
namespace {

// What the platform knows the matter by.
render::Facts heading_facts(const analyze::Exhibit& exhibit, const View& view, const model::Case& facts)
{
    const Say say(view.lang);
    render::Facts out;
    if (!facts.number.empty()) out.rows.emplace_back(say("Case"), facts.number);
    std::string orders;
    for (const auto& order : facts.orders) orders += (orders.empty() ? "" : ", ") + order;
    if (!orders.empty() && exhibit.kind != "order") out.rows.emplace_back(say("Order number"), orders);
    out.rows.emplace_back(say("Time zone"), view.zone.name());
    return out;
}

// What a verifier wants to know of a record goes, and so does an order's number under another name.
void tidy_rows(render::Facts& facts, const model::Case& about, const Say& say)
{
    const std::set<std::string> labels{"id",           "SHA-256",   say("Bytes"),    say("Media type"),
                                       say("Kind"),    say("Name"), say("Platform"), say("Fingerprint of the key"),
                                       say("Captured")};
    std::erase_if(facts.rows, [&](const auto& row) { return labels.count(row.first) > 0; });
    std::erase_if(facts.rows, [&](const auto& row) {
        const bool again = std::find(about.orders.begin(), about.orders.end(), row.second) != about.orders.end();
        return again && row.first != say("Order number");
    });
}

// Lines of an event that say what stands at the top already, or is a fingerprint of a key.
std::set<std::string> needless_lines(const Records& records, const model::Case& facts, const Say& say)
{
    std::set<std::string> out;
    if (facts.orders.size() == 1) out.insert(say("order") + ": " + facts.orders.front());
    for (const auto& [id, record] : records)
        if (const auto* order = std::get_if<model::Order>(&record->body))
            for (const auto& ref : order->refs)
                if (ref.kind == "key") out.insert(say("ref") + ": " + ref.value);
    return out;
}

void drop_lines(std::string& text, const std::set<std::string>& needless)
{
    std::string kept;
    for (const auto line : text::split(text, '\n'))
        if (needless.count(std::string(line)) == 0) kept += (kept.empty() ? "" : "\n") + std::string(line);
    text = std::move(kept);
}

} // namespace

render::Document reviewer_page(const analyze::Exhibit& exhibit, const Records& records, const View& view,
                               const model::Case& facts, MaskLog& log)
{
    const Say say(view.lang);
    auto page = exhibit_page(exhibit, records, view, exhibit.label, log);
    page.header = exhibit_name(exhibit, view);
    page.footer.clear();
    if (exhibit.kind == "statement") // its own name is one that redress gave it
        page.title = say("{}: {}", page.header, say("typed text"));
    const auto needless = needless_lines(records, facts, say);
    bool first = true;
    for (auto& block : page.blocks) {
        if (auto* rows = std::get_if<render::Facts>(&block)) {
            if (first)
                *rows = heading_facts(exhibit, view, facts);
            else
                tidy_rows(*rows, facts, say);
            first = false;
        }
        auto* transcript = std::get_if<render::Transcript>(&block);
        if (!transcript) continue;
        for (auto& line : transcript->lines) {
            line.id.clear();
            if (exhibit.kind == "events") drop_lines(line.text, needless);
        }
    }
    return page;
}

} // namespace redress::bundle
