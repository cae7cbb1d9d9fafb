#include "bundle/limits.hpp"

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

class Limits {
public:
    explicit Limits(const std::string& lang) : zh_(lang == "zh") {}
    void add(const char* code, std::string en, std::string zh)
    {
        gaps_.push_back({code, zh_ ? std::move(zh) : std::move(en), true});
    }
    std::vector<Gap> take() { return std::move(gaps_); }

private:
    bool zh_;
    std::vector<Gap> gaps_;
};

} // namespace

std::vector<Gap> find_gaps(const analyze::Material& material, const std::string& lang)
{
    const bool zh = lang == "zh";
    const auto found = look_at(material);
    std::vector<Gap> gaps;
    const auto need = [&](bool there, const char* code, const char* en, const char* chinese, bool to_act_on) {
        if (!there) gaps.push_back({code, zh ? chinese : en, to_act_on});
    };
    need(found.conversation, "no-transcript", "no conversation with the buyer is linked", "缺少与买家的聊天记录", true);
    need(found.order, "no-order", "no order record is linked", "缺少订单记录", true);
    need(found.paid, "no-payment", "nothing shows the payment", "没有付款凭据", false);
    need(found.sent, "no-delivery", "nothing shows that the goods or the code were sent", "没有发货或发码记录", false);
    need(found.strong, "no-log", "no log or third-party record backs the conversation", "没有日志或第三方记录佐证聊天内容",
         false);
    return gaps;
}

std::vector<Gap> check_limits(const profile::FileRules& rules, const std::vector<IndexRow>& index, const std::string& lang)
{
    Limits limits(lang);
    std::uint64_t total = 0;
    int count = 0;
    for (const auto& row : index) {
        if (!is_uploaded(row)) continue;
        total += row.bytes;
        ++count;
        const auto suffix = suffix_of(row.file);
        if (!rules.extensions.empty() &&
            std::find(rules.extensions.begin(), rules.extensions.end(), suffix) == rules.extensions.end())
            limits.add("file-type", fmt::format("{}: the platform takes no '{}' files", row.file, suffix),
                       fmt::format("{}：平台不接受“{}”文件", row.file, suffix));
        if (rules.max_file_bytes > 0 && row.bytes > rules.max_file_bytes)
            limits.add("file-too-large",
                       fmt::format("{}: {} bytes, the platform takes {}", row.file, row.bytes, rules.max_file_bytes),
                       fmt::format("{}：{} 字节，平台上限 {}", row.file, row.bytes, rules.max_file_bytes));
    }
    if (rules.max_total_bytes > 0 && total > rules.max_total_bytes)
        limits.add("total-too-large", fmt::format("{} bytes in all, the platform takes {}", total, rules.max_total_bytes),
                   fmt::format("合计 {} 字节，平台上限 {}", total, rules.max_total_bytes));
    if (rules.max_files > 0 && count > rules.max_files)
        limits.add("too-many-files", fmt::format("{} files, the platform takes {}", count, rules.max_files),
                   fmt::format("共 {} 个文件，平台上限 {} 个", count, rules.max_files));
    return limits.take();
}

} // namespace redress::bundle
