#include "bundle/limits.hpp"

#include "analyze/limits.hpp"
#include "base/text.hpp"

#include <charconv>

namespace redress::bundle {
namespace {

struct Found {
    bool conversation = false, order = false, paid = false, sent = false, strong = false;
};

Found look_at(const analyze::Material& material)
{
    Found found;
    for (const auto& record : material.records) {
        if (std::holds_alternative<model::Message>(record.body)) found.conversation = true;
        if (const auto* order = std::get_if<model::Order>(&record.body)) {
            found.order = true;
            found.paid |= order->paid.at.has_value() || order->status == "paid";
        }
        if (const auto* event = std::get_if<model::Event>(&record.body)) {
            found.paid |= event->kind == "paid";
            found.sent |= event->kind == "shipped" || event->kind == "delivered" || event->kind == "code_sent" ||
                          event->kind == "released";
            found.strong = true;
        }
        if (const auto* document = std::get_if<model::Document>(&record.body)) {
            found.strong |= document->grade >= 2;
            found.conversation |= document->kind == "statement"; // typed off a screenshot of it
        }
    }
    return found;
}

bool is_uploaded(const IndexRow& row)
{
    return !row.file.empty() && (row.file.ends_with(".pdf") || row.kind == "document");
}

// "RDR-000004..RDR-000006" is three pages.
int pages_of(const IndexRow& row)
{
    const auto dots = row.pages.find("..");
    const auto first = row.pages.find('-'), last = row.pages.rfind('-');
    if (dots == std::string::npos || first == last) return row.pages.empty() ? 0 : 1;
    int from = 0, to = 0;
    std::from_chars(row.pages.data() + first + 1, row.pages.data() + dots, from);
    std::from_chars(row.pages.data() + last + 1, row.pages.data() + row.pages.size(), to);
    return to - from + 1;
}

} // namespace

std::vector<Gap> find_gaps(const analyze::Material& material)
{
    const auto found = look_at(material);
    std::vector<Gap> gaps;
    const auto need = [&](bool there, const char* code, const Said& what, bool to_act_on) {
        if (!there) gaps.push_back({code, what, {}, to_act_on});
    };
    need(found.conversation, "no-transcript", said("no conversation with the buyer is linked"), true);
    need(found.order, "no-order", said("no order record is linked"), true);
    need(found.paid, "no-payment", said("nothing shows the payment"), false);
    need(found.sent, "no-delivery", said("nothing shows that the goods or the code were sent"), false);
    need(found.strong, "no-log", said("no log or third-party record backs the conversation"), false);
    return gaps;
}

std::vector<Gap> document_gaps(const Built& built)
{
    const auto cure_of = [](const Remark& remark) {
        if (!remark.to_act_on) return Said();
        if (remark.code == "picture-damaged") return said("open it in another program, save it anew as PNG, and take that");
        if (remark.code == "pdf-locked") return said("save it without a password and link that one instead");
        return said("open it, print it into a new PDF, and link that one instead");
    };
    std::vector<Gap> gaps;
    for (const auto& [name, remark] : built.remarks)
        gaps.push_back({remark.code, said("{}: {}", text::visible(name), remark.text), cure_of(remark), remark.to_act_on});
    return gaps;
}

std::vector<Gap> check_limits(const profile::FileRules& rules, const std::vector<IndexRow>& index)
{
    std::vector<analyze::FormFile> files;
    for (const auto& row : index)
        if (is_uploaded(row)) files.push_back({row.file, row.bytes, pages_of(row)});
    std::vector<Gap> gaps;
    for (auto& over : analyze::check_files(rules, files))
        gaps.push_back({std::move(over.code), std::move(over.what), std::move(over.cure), true});
    return gaps;
}

} // namespace redress::bundle
