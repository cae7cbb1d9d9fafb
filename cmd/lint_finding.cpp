#include "lint_finding.hpp"

#include "ingest/prose_template.hpp"

#include <string>

namespace redress {

render::Finding finding_of(const ingest::ProseBatch& batch, const analyze::LintFinding& found, bool of_record,
                           render::ColumnCounter& columns)
{
    const auto& text = batch.texts[found.text];
    render::Finding f;
    f.rule = found.rule;
    f.severity = found.severity;
    f.match = found.match;
    f.text_line = text.line;
    f.text_end_line = text.pieces ? batch.pieces[text.piece + text.pieces - 1].line : text.line;
    if (text.cell) f.text_end_line = text.last_line;
    (of_record ? f.record : f.where) = batch.spots[text.spot];
    const auto begin = ingest::place_in(batch, text, found.offset);
    const auto end = ingest::place_in(batch, text, found.offset + found.length, true);
    // As written, with what stood between the words.
    const auto* from = begin.whole.data() + begin.skip;
    const auto* to = end.whole.data() + end.skip;
    if (text.pieces && begin.line <= end.line && from < to) f.match = std::string(from, to);
    f.columns_of_text = of_record || text.cell;
    const auto start = f.columns_of_text && begin.skip ? begin.whole.rfind('\n', begin.skip - 1) + 1 : 0;
    f.line_text = f.columns_of_text ? begin.whole.substr(start, begin.whole.find('\n', begin.skip) - start) : begin.whole;
    f.offset = begin.skip - start;
    const auto line = of_record ? text.line : begin.line;
    f.at = columns.stretch(line, f.line_text, f.offset, f.match);
    if (text.cell) {
        f.at.column = f.at.end_column = f.at.utf16_column = f.at.utf16_end_column = text.column;
        f.at.end_line = f.at.line;
    } else if (!of_record && f.at.column != begin.column) {
        // A line too long to be shown: only a member of it is at hand.
        f.columns_of_text = true;
        f.at.end_column += begin.column - f.at.column;
        f.at.column = begin.column;
    }
    return f;
}

render::Finding finding_of(const ingest::ProseBatch& batch, const ingest::ProseRemark& remark,
                           render::ColumnCounter& columns)
{
    render::Finding f;
    for (const auto& rule : ingest::template_rules())
        if (rule.id == remark.rule) f.rule = &rule;
    f.match = remark.match;
    f.meant = remark.near;
    f.where = batch.spots[remark.spot];
    f.line_text = remark.whole;
    f.columns_of_text = !f.where.empty();
    f.at = {remark.line, remark.line, remark.column, remark.end_column, remark.column, remark.end_column};
    const auto at = remark.whole.find(remark.match);
    f.offset = at == std::string_view::npos ? 0 : at;
    if (f.where.empty() && at != std::string_view::npos) {
        // The tag may stand in the line more than once.
        std::size_t skip = 0;
        for (auto column = remark.column; column > 1 && skip < remark.whole.size();) {
            ++skip;
            column -= skip == remark.whole.size() || (static_cast<unsigned char>(remark.whole[skip]) & 0xC0) != 0x80;
        }
        f.offset = skip;
        f.at = columns.stretch(remark.line, f.line_text, f.offset, f.match);
    }
    return f;
}

} // namespace redress
