#include "ingest/prose_template.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::ingest {
namespace {

profile::Rule rule_of(const char* id, profile::Bilingual message, profile::Bilingual suggestion, profile::Bilingual why)
{
    profile::Rule rule;
    rule.id = id;
    rule.category = "placeholder";
    rule.kinds = profile::rule_kinds();
    rule.severity = Severity::error;
    rule.message = std::move(message);
    rule.suggestion = std::move(suggestion);
    rule.why = std::move(why);
    rule.source = "mustache(5); redress-templates(5)";
    rule.seen = "2026-11-25";
    return rule;
}

bool has_any(std::string_view name, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

// Rules that ask for a time or a sum find one; anything else is a mark that means nothing in any language.
std::string_view word_for(std::string_view slot)
{
    const auto name = text::lower_ascii(slot);
    if (has_any(name,
                {"eta", "time", "date", "minute", "hour", "deadline", "fecha", "hora", "plazo", "时间", "日期", "时限"}) &&
        name.find("meta") == std::string::npos)
        return "18:00";
    if (has_any(name, {"amount", "price", "total", "count", "number", "qty", "importe", "precio", "金额", "价格", "数量"}))
        return "100";
    return "\u25C6";
}

std::string_view head_of(std::string_view name)
{
    return name.substr(0, std::min(name.find('.'), name.size()));
}

} // namespace

const std::vector<profile::Rule>& template_rules()
{
    static const std::vector<profile::Rule> rules = [] {
        auto unknown = rule_of(
            "template-unknown-slot", {"the template names a slot that nobody fills", "模板里的变量没有人会填"},
            {"correct its name, or add it to slots in .redress.toml", "改正变量名，或把它加进 .redress.toml 的 slots"},
            {"the letter goes out with a hole where a fact should stand, or cannot be written at all",
             "发出去的文字缺了该有的内容，或者根本生成不了"});
        unknown.good = {"{{#buyer}}Dear {{buyer}}, {{/buyer}}we refunded {{amount}}.", "您的订单{{order_number}}已退款。"};
        unknown.bad = {"We refunded {{amuont}}.", "您好{{买家昵称}}，您的订单已退款。"};
        auto open =
            rule_of("template-open-section",
                    {"a tag or section of the template is not closed, or closes nothing",
                     "模板的标签或段落没有闭合，或者闭合的地方没有对应的开头"},
                    {"write {{/name}} behind the section {{#name}}", "在 {{#name}} 段落后面写上 {{/name}}"},
                    {"everything behind it appears or disappears with that slot", "后面的内容会跟着这个变量一起出现或消失"});
        open.good = {"{{#offer}}We offer {{offer}}.{{/offer}}", "{{#eta}}我们将在{{eta}}前答复。{{/eta}}"};
        open.bad = {"{{#offer}}We offer {{offer}}.", "我们将在{{eta}}前答复。{{/eta}}"};
        return std::vector{std::move(unknown), std::move(open)};
    }();
    return rules;
}

bool TemplateTags::known(std::string_view name) const
{
    if (name == ".") return !stack_.empty();
    const auto head = head_of(name);
    if (slots_.names.contains(head)) return true;
    for (const auto& prefix : slots_.prefixes)
        if (head.size() > prefix.size() && head.starts_with(prefix)) return true;
    return std::any_of(stack_.begin(), stack_.end(), [&](const Section& section) {
        const auto inner = slots_.names.find(section.name);
        return inner != slots_.names.end() &&
               std::find(inner->second.begin(), inner->second.end(), head) != inner->second.end();
    });
}

std::string TemplateTags::nearest(const std::string& name) const
{
    std::vector<std::string> names;
    for (const auto& [slot, inner] : slots_.names) names.push_back(slot);
    for (const auto& section : stack_)
        if (const auto inner = slots_.names.find(section.name); inner != slots_.names.end())
            names.insert(names.end(), inner->second.begin(), inner->second.end());
    return text::nearest(name, names);
}

namespace {

ProseRemark remark_at(const char* rule, std::string_view tag, const TemplateTags::Where& where)
{
    return {rule,        where.line, where.column, where.column + text::count_code_points(tag), std::string(tag), {},
            where.whole, where.says, where.spot};
}

} // namespace

void TemplateTags::use(std::string_view name, std::string_view tag, const Where& where,
                       std::vector<ProseRemark>& remarks) const
{
    if (known(name)) return;
    auto remark = remark_at("template-unknown-slot", tag, where);
    remark.near = nearest(std::string(name));
    remarks.push_back(std::move(remark));
}

void TemplateTags::close(std::string_view name, std::string_view tag, const Where& where, std::vector<ProseRemark>& remarks)
{
    const auto opened = std::find_if(stack_.rbegin(), stack_.rend(), [&](const Section& s) { return s.name == name; });
    if (opened == stack_.rend()) {
        remarks.push_back(remark_at("template-open-section", tag, where));
        return;
    }
    // Those opened inside and not closed before it.
    for (auto it = stack_.rbegin(); it != opened; ++it)
        remarks.push_back(remark_at("template-open-section", it->tag, it->where));
    stack_.erase(std::prev(opened.base()), stack_.end());
}

// {{=<% %>=}}
void TemplateTags::delimit(std::string_view inner)
{
    if (inner.size() < 2) return;
    inner = text::trim(inner.substr(1, inner.size() - 2));
    const auto space = inner.find(' ');
    const auto last = inner.rfind(' ');
    if (space == std::string_view::npos || space == 0) return;
    open_ = inner.substr(0, space);
    close_ = inner.substr(last + 1);
}

std::optional<TemplateTags::Tag> TemplateTags::take(std::string_view line, std::size_t at, const Where& where,
                                                    std::vector<ProseRemark>& remarks)
{
    const auto from = at + open_.size();
    const bool triple = open_ == "{{" && line.compare(from, 1, "{") == 0;
    const std::string_view shut = triple ? "}}}" : std::string_view(close_);
    const auto to = line.find(shut, from + triple);
    if (to == std::string_view::npos) {
        remarks.push_back(remark_at("template-open-section", line.substr(at, open_.size()), where));
        return std::nullopt;
    }
    Tag out{to + shut.size(), {}};
    const auto tag = line.substr(at, out.end - at);
    auto inner = text::trim(line.substr(from + triple, to - from - triple));
    const char sign = inner.empty() ? ' ' : inner.front();
    if (sign == '!' || sign == '>') return out; // a comment; a part in another file
    if (sign == '=') {
        delimit(inner);
        return out;
    }
    const bool section = sign == '#' || sign == '^' || sign == '/';
    const auto name = section || sign == '&' ? text::trim(inner.substr(1)) : inner;
    if (sign == '/') {
        close(name, tag, where, remarks);
        return out;
    }
    use(name, tag, where, remarks);
    if (section)
        stack_.push_back({std::string(name), std::string(tag), where});
    else
        out.word = word_for(name);
    return out;
}

bool TemplateTags::begin_comment(std::string_view line, std::size_t at)
{
    const auto inner = line.find_first_not_of(" \t", at + open_.size());
    comment_ = inner != std::string_view::npos && line[inner] == '!' && line.find(close_, inner) == std::string_view::npos;
    return comment_;
}

std::size_t TemplateTags::comment_end(std::string_view line)
{
    const auto end = line.find(close_);
    if (end == std::string_view::npos) return end;
    comment_ = false;
    return end + close_.size();
}

void TemplateTags::finish(std::vector<ProseRemark>& remarks)
{
    for (const auto& section : stack_) remarks.push_back(remark_at("template-open-section", section.tag, section.where));
    stack_.clear();
    open_ = "{{";
    close_ = "}}";
    comment_ = false;
}

} // namespace redress::ingest
