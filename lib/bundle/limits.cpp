#include "bundle/limits.hpp"

#include "base/said.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

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

std::string suffix_of(const std::string& file)
{
    const auto dot = file.rfind('.');
    return dot == std::string::npos ? std::string() : text::lower_ascii(file.substr(dot + 1));
}

bool is_uploaded(const IndexRow& row)
{
    return !row.file.empty() && (suffix_of(row.file) == "pdf" || row.kind == "document");
}

} // namespace

std::vector<Gap> find_gaps(const analyze::Material& material, const std::string& lang)
{
    const auto found = look_at(material);
    std::vector<Gap> gaps;
    const auto need = [&](bool there, const char* code, const Said& what, bool to_act_on) {
        if (!there) gaps.push_back({code, what.in(lang), to_act_on});
    };
    need(found.conversation, "no-transcript", said("no conversation with the buyer is linked"), true);
    need(found.order, "no-order", said("no order record is linked"), true);
    need(found.paid, "no-payment", said("nothing shows the payment"), false);
    need(found.sent, "no-delivery", said("nothing shows that the goods or the code were sent"), false);
    need(found.strong, "no-log", said("no log or third-party record backs the conversation"), false);
    return gaps;
}

std::vector<Gap> document_gaps(const Built& built, const std::string& lang)
{
    std::vector<Gap> gaps;
    for (const auto& [name, remark] : built.remarks)
        gaps.push_back({remark.code, said("{}: {}", text::visible(name), remark.text).in(lang), remark.to_act_on});
    return gaps;
}

std::vector<Gap> check_limits(const profile::FileRules& rules, const std::vector<IndexRow>& index, const std::string& lang)
{
    std::vector<Gap> gaps;
    const auto over = [&](const char* code, const Said& what) { gaps.push_back({code, what.in(lang), true}); };
    std::uint64_t total = 0;
    int count = 0;
    for (const auto& row : index) {
        if (!is_uploaded(row)) continue;
        total += row.bytes;
        ++count;
        const auto suffix = suffix_of(row.file);
        if (!rules.extensions.empty() &&
            std::find(rules.extensions.begin(), rules.extensions.end(), suffix) == rules.extensions.end())
            over("file-type", said("{}: the platform takes no '{}' files", row.file, suffix));
        if (rules.max_file_bytes > 0 && row.bytes > rules.max_file_bytes)
            over("file-too-large", said("{}: {} bytes, the platform takes {}", row.file, row.bytes, rules.max_file_bytes));
    }
    if (rules.max_total_bytes > 0 && total > rules.max_total_bytes)
        over("total-too-large", said("{} bytes in all, the platform takes {}", total, rules.max_total_bytes));
    if (rules.max_files > 0 && count > rules.max_files)
        over("too-many-files", said("{} files, the platform takes {}", count, rules.max_files));
    return gaps;
}

} // namespace redress::bundle
