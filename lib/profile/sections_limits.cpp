// Limits, clocks, rules and what is said about reputation; redress-platform(5) describes the tables for people.
#include "base/text.hpp"
#include "profile/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace redress::profile {
namespace {

FileRules read_files(Reader& in)
{
    FileRules files;
    files.extensions = in.list("extensions");
    files.max_file_bytes = static_cast<std::uint64_t>(in.whole_or("max_file_bytes", 0));
    files.max_total_bytes = static_cast<std::uint64_t>(in.whole_or("max_total_bytes", 0));
    files.max_files = static_cast<int>(in.whole_or("max_files", 0));
    files.max_pages = static_cast<int>(in.whole_or("max_pages", 0));
    files.name_pattern = in.text_or("name_pattern");
    files.ascii_names = in.flag("ascii_names");
    files.from = in.provenance();
    return files;
}

Submission read_submission(Reader& in)
{
    Submission out;
    out.names = in.words("names", false);
    out.citation = in.words("citation", false);
    out.once = in.words("once", false);
    out.within = in.list("within");
    out.from = in.provenance();
    const auto needs = [&](const char* key, const Text& text, const std::vector<std::string>& slots) {
        for (const auto* one : {&text.en, &text.zh, &text.es})
            if (!one->empty() && std::none_of(slots.begin(), slots.end(),
                                              [&](const std::string& slot) { return one->find(slot) != std::string::npos; }))
                in.fail(said("key '{}': {} is missing", key, joined(slots, said(" or "))));
    };
    needs("names", out.names, {"{label}", "{number}", "{name}"});
    needs("citation", out.citation, {"{name}", "{file}"});
    return out;
}

TextRule read_text(Reader& in)
{
    TextRule rule;
    rule.field = in.text("field");
    rule.label = in.words("label", false);
    rule.unit = in.text("unit");
    in.one_of("unit", rule.unit, {"char", "byte", "utf16"});
    rule.encoding = in.text_or("encoding");
    if (rule.unit == "byte" && rule.encoding.empty())
        in.fail(said("key 'encoding' is missing"), said("bytes of what: UTF-8, GBK, …"));
    if (!rule.encoding.empty() && !text::canonical_encoding(rule.encoding))
        in.fail(said("key 'encoding': '{}' is no encoding", rule.encoding), said("write it as UTF-8, GBK or GB18030"));
    rule.max = static_cast<std::uint64_t>(in.whole_or("max", 0));
    if (rule.max == 0) in.fail(said("key 'max' is missing"));
    rule.letters = in.list("letters");
    rule.from = in.provenance();
    return rule;
}

Deadline read_deadline(Reader& in)
{
    Deadline deadline;
    deadline.event = in.text("event");
    deadline.by = in.has("by") ? in.text("by") : "seller";
    in.one_of("by", deadline.by, {"seller", "buyer", "either", "platform", "supplier"});
    std::tie(deadline.hours, deadline.starts_from) = in.length();
    deadline.business_days = in.flag("business_days");
    deadline.stage = in.text_or("stage");
    deadline.field = in.text_or("field");
    deadline.label = in.words("label", true);
    deadline.missed = in.words("missed", false);
    deadline.from = in.provenance();
    if (deadline.hours == 0 && deadline.field.empty())
        in.fail(said("a deadline needs minutes, hours, days, or the field that says it"));
    return deadline;
}

Metric read_metric(Reader& in)
{
    Metric metric;
    metric.name = in.text("name");
    metric.label = in.words("label", true);
    metric.formula = in.words("formula", true);
    metric.window = in.words("window", false);
    metric.unit = in.text_or("unit");
    metric.better = in.text_or("better");
    if (!metric.better.empty()) in.one_of("better", metric.better, {"higher", "lower"});
    metric.amounts = in.flag("amounts");
    in.each("thresholds", [&](Reader& one) {
        const auto value = one.number("value");
        if (!value) one.fail(said("key 'value' is missing"));
        metric.thresholds.push_back({one.text("name"), *value, one.words("label", true), one.provenance()});
    });
    if (!metric.thresholds.empty()) {
        if (metric.unit.empty()) in.fail(said("a threshold needs a unit"));
        if (metric.better.empty()) in.fail(said("a threshold needs its good side, key 'better'"));
        metric.threshold = metric.thresholds.front().value;
    }
    metric.from = in.provenance();
    return metric;
}

ReviewRules read_reviews(Reader& in)
{
    ReviewRules rules;
    rules.scale = in.words("scale", true);
    in.each("steps", [&](Reader& one) {
        ReviewStep step;
        step.code = one.text("code");
        step.by = one.text("by");
        one.one_of("by", step.by, {"buyer", "seller", "taker", "maker", "platform"});
        std::tie(step.hours, step.starts_from) = one.length();
        step.field = one.text_or("field");
        step.once = one.flag("once");
        step.label = one.words("label", true);
        step.from = one.provenance();
        rules.one_shot_reply |= step.once && step.code == "reply";
        rules.steps.push_back(std::move(step));
    });
    in.each("removal", [&](Reader& one) {
        rules.removal.push_back({one.text("code"), one.words("label", true), one.provenance()});
    });
    rules.from = in.provenance();
    return rules;
}

Enumeration read_enumeration(Reader& in)
{
    Enumeration list;
    list.name = in.text("name");
    list.field = in.text_or("field");
    if (list.field.empty()) list.field = list.name;
    list.label = in.words("label", false);
    list.values = in.list("values");
    in.inside("meaning", [&](Reader& meaning) {
        for (const auto& value : list.values)
            if (meaning.has(value)) list.meaning.emplace(value, meaning.words(value, true));
    });
    list.from = in.provenance();
    return list;
}

} // namespace

void read_limits(Reader& top, Profile& out)
{
    top.each("deadlines", [&](Reader& in) { out.deadlines.push_back(read_deadline(in)); });
    top.inside("files", [&](Reader& in) { out.files = read_files(in); });
    top.each("uploads", [&](Reader& in) {
        Upload upload{in.text("field"), in.words("label", true), read_files(in), {}};
        upload.from = upload.files.from;
        out.uploads.push_back(std::move(upload));
    });
    top.inside("submission", [&](Reader& in) { out.submission = read_submission(in); });
    top.each("texts", [&](Reader& in) { out.texts.push_back(read_text(in)); });
    top.each("rules", [&](Reader& in) {
        PlatformRule rule;
        rule.id = in.text("id");
        rule.text = in.words("text", true);
        rule.threshold = in.number("threshold");
        rule.unit = in.text_or("unit");
        if (rule.threshold && rule.unit.empty()) in.fail(said("a threshold needs a unit"));
        rule.from = in.provenance();
        out.rules.push_back(std::move(rule));
    });
    top.each("prohibitions", [&](Reader& in) {
        out.prohibitions.push_back({in.text("code"), in.words("label", true), in.list("rules"), in.provenance()});
    });
    top.each("enumerations", [&](Reader& in) { out.enumerations.push_back(read_enumeration(in)); });
    top.each("carriers", [&](Reader& in) { out.carriers.push_back({in.text("code"), in.list("names"), in.provenance()}); });
}

void read_reputation(Reader& top, Profile& out)
{
    top.each("metrics", [&](Reader& in) { out.metrics.push_back(read_metric(in)); });
    top.inside("reviews", [&](Reader& in) { out.reviews = read_reviews(in); });
}

const std::vector<std::pair<std::string, Text>>& starting_points()
{
    static const std::vector<std::pair<std::string, Text>> points{
        {"placed", {"order placed", "下单", {}}},
        {"paid", {"payment", "付款", {}}},
        {"shipped", {"shipment", "发货", {}}},
        {"delivered", {"delivery", "收货", {}}},
        {"completed", {"completion of the trade", "交易成功", {}}},
        {"opened", {"opening", "发起", {}}},
        {"escalated", {"escalation", "升级", {}}},
        {"offered", {"offer", "提出方案", {}}},
        {"agreed", {"agreement", "达成一致", {}}},
        {"asked", {"request for evidence", "要求举证", {}}},
        {"asked_supplier", {"question to the supplier", "询问供应商", {}}},
        {"returned", {"return on its way", "退货寄出", {}}},
        {"refunded", {"refund", "退款", {}}},
        {"resolved", {"decision", "结案", {}}},
        {"reviewed", {"rating", "评价", {}}},
        {"deactivated", {"deactivation", "退出", {}}},
    };
    return points;
}

} // namespace redress::profile
