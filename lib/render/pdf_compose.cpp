#include "render/pdf_compose.hpp"

#include "render/clean.hpp"

#include <algorithm>

namespace redress::render::pdf {
namespace {

constexpr double body = 10;

struct HeadingStyle {
    double size, space_before;
};
constexpr HeadingStyle heading_styles[] = {{18, 0}, {13.5, 20}, {11.5, 15}, {10, 11}}; // 0: the title

std::vector<Strip> heading_strips(Typesetter& type, const std::string& text, int level)
{
    const auto& style = heading_styles[level];
    auto strips = strips_of(type.set(text, {style.size, true, false, black}, text_width), margin_side, style.size);
    for (auto& strip : strips) {
        strip.height -= 0.12 * style.size; // large type stands closer
        strip.keep_with_next = true;
    }
    strips.front().space_before = style.space_before;
    strips.front().outline = OutlineEntry{shown_line(text), std::max(1, level)};
    return strips;
}

} // namespace

void Composer::heading(Flow& flow, const Heading& heading)
{
    auto strips = heading_strips(type, heading.text, std::clamp(heading.level, 1, 3));
    if (heading.level <= 1) { // a rule under chapters
        auto& last = strips.back();
        last.bars.push_back({margin_side, last.height + 1, text_width, 0.6, hairline});
        last.height += 4;
    }
    append(flow.strips, std::move(strips));
}

void Composer::prose(Flow& flow, const Prose& prose)
{
    auto strips = strips_of(type.set(prose.text, {body, false, false, black}, text_width), margin_side, body);
    strips.front().space_before = 6;
    append(flow.strips, std::move(strips));
}

void Composer::facts(Flow& flow, const Facts& facts)
{
    const Style label_style{body - 0.5, false, false, grey}, value_style{body, false, false, black};
    double label_width = 0;
    for (const auto& [label, value] : facts.rows) label_width = std::max(label_width, type.width_of(label, label_style));
    label_width = std::min(label_width + 1, text_width * 0.34);
    const double value_x = margin_side + label_width + 14;
    bool first = true;
    for (const auto& [label, value] : facts.rows) {
        auto strips = strips_of(type.set(value, value_style, margin_side + text_width - value_x), value_x, body);
        const auto labels = strips_of(type.set(label, label_style, label_width), margin_side, body);
        if (strips.size() < labels.size()) strips.resize(labels.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            strips[i].height = std::max(strips[i].height, labels[i].height);
            strips[i].lines.push_back(labels[i].lines.front());
            strips[i].keep_with_next = i + 1 < labels.size() || strips[i].keep_with_next;
        }
        strips.front().space_before = first ? 6 : 1;
        first = false;
        append(flow.strips, std::move(strips));
    }
}

Flow Composer::compose(const Document& document)
{
    Flow flow;
    if (!document.title.empty()) {
        auto strips = heading_strips(type, document.title, 0);
        append(flow.strips, std::move(strips));
    }
    struct Visitor {
        Composer& composer;
        Flow& flow;
        void operator()(const Heading& b) const { composer.heading(flow, b); }
        void operator()(const Prose& b) const { composer.prose(flow, b); }
        void operator()(const Facts& b) const { composer.facts(flow, b); }
        void operator()(const Table& b) const { composer.table(flow, b); }
        void operator()(const Transcript& b) const { composer.transcript(flow, b); }
    };
    for (const auto& block : document.blocks) std::visit(Visitor{*this, flow}, block);
    return flow;
}

} // namespace redress::render::pdf
