// Markdown, and templates of plain text: what stands between two headings or rules is one text; code is none.
#include "base/text.hpp"
#include "ingest/prose_inline.hpp"
#include "ingest/prose_readers.hpp"

#include <algorithm>
#include <optional>

namespace redress::ingest {
namespace {

struct Fence {
    char mark = '`';
    std::size_t size = 0;
};

std::size_t indent_of(std::string_view line, std::size_t& from)
{
    std::size_t columns = 0;
    for (; from < line.size() && (line[from] == ' ' || line[from] == '\t'); ++from) columns += line[from] == '\t' ? 4 : 1;
    return columns;
}

std::optional<Fence> fence_in(std::string_view text)
{
    if (text.size() < 3 || (text[0] != '`' && text[0] != '~')) return std::nullopt;
    const auto size = std::min(text.find_first_not_of(text[0]), text.size());
    if (size < 3 || (text[0] == '`' && text.find('`', size) != std::string_view::npos)) return std::nullopt;
    return Fence{text[0], size};
}

bool closes(std::string_view line, const Fence& fence)
{
    std::size_t from = 0;
    while (from < line.size() && (line[from] == '>' || line[from] == ' ' || line[from] == '\t')) ++from;
    const auto rest = text::trim(line.substr(from));
    return rest.size() >= fence.size && rest.find_first_not_of(fence.mark) == std::string_view::npos;
}

bool only(std::string_view text, std::string_view characters)
{
    return text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_rule(std::string_view text)
{
    if (text.empty() || (text[0] != '-' && text[0] != '*' && text[0] != '_')) return false;
    const char both[3] = {text[0], ' ', '\t'};
    return only(text, std::string_view(both, 3)) && std::count(text.begin(), text.end(), text[0]) >= 3;
}

std::size_t heading_mark(std::string_view text) // bytes; 0: no heading
{
    const auto size = std::min(text.find_first_not_of('#'), text.size());
    return size >= 1 && size <= 6 && (size == text.size() || text[size] == ' ' || text[size] == '\t') ? size : 0;
}

std::size_t list_mark(std::string_view text)
{
    std::size_t size = 0;
    if (!text.empty() && (text[0] == '-' || text[0] == '*' || text[0] == '+'))
        size = 1;
    else {
        while (size < text.size() && size < 9 && text[size] >= '0' && text[size] <= '9') ++size;
        if (size == 0 || size >= text.size() || (text[size] != '.' && text[size] != ')')) return 0;
        ++size;
    }
    if (size < text.size() && text[size] != ' ' && text[size] != '\t') return 0;
    while (size < text.size() && (text[size] == ' ' || text[size] == '\t')) ++size;
    const auto box = text.substr(size, 4);
    return box == "[ ] " || box == "[x] " || box == "[X] " ? size + 4 : size;
}

// "[name]: address", nothing else: only then it is no text.
bool is_definition(std::string_view text)
{
    if (text.empty() || text.front() != '[') return false;
    const auto close = text.find("]:");
    if (close == std::string_view::npos) return false;
    const auto target = text::trim(text.substr(close + 2));
    const auto word = target.substr(0, target.find(' '));
    const auto title = text::trim(target.substr(word.size()));
    const bool address = word.find("://") != std::string_view::npos || word.starts_with('/') || word.starts_with('#') ||
                         word.starts_with("./") || word.starts_with("mailto:");
    return address && (title.empty() || title.front() == '"' || title.front() == '\'' || title.front() == '(');
}

// A template of plain text is one letter; a list of them in .txt has one a line.
ProseUnit usual_unit(const ProseInput& input, bool markdown)
{
    if (markdown) return ProseUnit::section;
    return text::lower_ascii(input.name).ends_with(".txt") ? ProseUnit::line : ProseUnit::file;
}

class MarkdownReader {
public:
    MarkdownReader(const ProseInput& input, ProseSink& sink, bool markdown, TemplateTags* tags)
        : sink_(sink), content_(input.file.bytes()), unit_(input.unit(usual_unit(input, markdown))), markdown_(markdown),
          builder_(sink), inline_(sink, builder_, content_, markdown, tags)
    {}
    void take(const Line& line);
    void finish() { builder_.finish(); }

private:
    bool in_code(std::string_view line, std::size_t columns);
    bool block(std::string_view line, std::size_t from);
    void heading(std::size_t from, std::size_t to);
    void words(std::size_t from, std::size_t to);
    void item(std::size_t from, std::size_t to);
    void blank();
    bool has_close(const Fence& fence);
    bool whole() const { return unit_ == ProseUnit::file; }

    ProseSink& sink_;
    std::string_view content_;
    ProseUnit unit_;
    bool markdown_;
    ProseBuilder builder_;
    ProseInline inline_;
    Line line_;
    std::optional<Fence> fence_;
    bool paragraph_ = false, after_blank_ = true, list_ = false, code_ = false, hard_ = false;
    std::size_t unclosed_[2] = {1000, 1000}; // runs this long or longer are never closed again: ` and ~
};

void MarkdownReader::blank()
{
    paragraph_ = false;
    after_blank_ = true;
    if (unit_ == ProseUnit::paragraph || unit_ == ProseUnit::line)
        builder_.finish();
    else
        builder_.put_break('\n');
}

bool MarkdownReader::has_close(const Fence& fence)
{
    auto& known = unclosed_[fence.mark == '~'];
    if (fence.size >= known) return false;
    for (auto at = line_.offset + line_.length; at < content_.size();) {
        const auto end = std::min(content_.find('\n', at), content_.size());
        if (closes(content_.substr(at, end - at), fence)) return true;
        at = end + 1;
    }
    known = fence.size;
    return false;
}

// Fenced, or set in by four columns behind a blank line.
bool MarkdownReader::in_code(std::string_view line, std::size_t columns)
{
    if (fence_) {
        if (closes(line, *fence_)) fence_.reset();
        return true;
    }
    const bool set_in = columns >= 4 && after_blank_ && !list_;
    if (set_in && !code_) ++sink_.report().skipped;
    code_ = set_in;
    return set_in;
}

void MarkdownReader::heading(std::size_t from, std::size_t to)
{
    if (!whole()) builder_.finish();
    builder_.put_break('\n');
    inline_.put(from, to);
    if (whole())
        builder_.put_break('\n');
    else
        builder_.finish(false);
    paragraph_ = list_ = false;
    after_blank_ = true;
}

void MarkdownReader::words(std::size_t from, std::size_t to)
{
    if (unit_ == ProseUnit::line) builder_.finish();
    builder_.put_break(paragraph_ && !hard_ && markdown_ ? ' ' : '\n');
    if (!paragraph_) builder_.mark();
    const auto line = builder_.whole();
    hard_ = to >= from + 2 && (line.substr(to - 2, 2) == "  " || line[to - 1] == '\\');
    const auto before = builder_.size();
    const bool row = from < to && line[from] == '|';
    inline_.put(from, to, row);
    hard_ = hard_ || row;
    paragraph_ = paragraph_ || builder_.size() > before;
}

void MarkdownReader::item(std::size_t from, std::size_t to)
{
    paragraph_ = false;
    list_ = true;
    words(from, to);
}

// Headings, rules, tables, fences: what is more than words. false: it is words.
bool MarkdownReader::block(std::string_view line, std::size_t from)
{
    const auto rest = line.substr(from);
    const auto bare = text::trim(rest);
    if (const auto fence = fence_in(bare); fence && has_close(*fence)) {
        fence_ = fence;
        ++sink_.report().skipped;
        inline_.pass(from, line.size());
        return true;
    }
    if (const auto mark = heading_mark(rest)) {
        auto to = line.size();
        while (to > from + mark && (line[to - 1] == '#' || line[to - 1] == ' ')) --to;
        heading(from + mark, to);
        return true;
    }
    if (paragraph_ && bare.size() >= 2 && (only(bare, "=") || (bare.size() >= 3 && only(bare, "-")))) {
        if (!whole()) builder_.split_at_mark();
        if (!whole()) builder_.finish(false);
        paragraph_ = false;
        after_blank_ = true;
        return true;
    }
    if (is_rule(bare)) {
        if (!whole()) builder_.finish();
        paragraph_ = list_ = false;
        after_blank_ = true;
        return true;
    }
    if (bare.find('|') != std::string_view::npos && bare.find("--") != std::string_view::npos && only(bare, "|-: "))
        return true;
    if (is_definition(bare)) {
        inline_.pass(from, line.size());
        return true;
    }
    return false;
}

void MarkdownReader::take(const Line& line)
{
    line_ = line;
    const auto all = line.text;
    builder_.begin_line(all, line.number);
    std::size_t from = 0;
    auto columns = indent_of(all, from);
    if (!markdown_) return from == all.size() ? blank() : words(0, all.size());
    if (from == all.size() && !fence_) {
        blank();
        code_ = false;
        return;
    }
    if (in_code(all, columns)) return inline_.pass(0, all.size());
    while (from < all.size() && all[from] == '>') {
        ++from;
        columns = indent_of(all, from);
    }
    if (from == all.size()) return blank();
    if (!block(all, from)) {
        if (columns == 0 && after_blank_) list_ = false;
        if (const auto mark = list_mark(all.substr(from)))
            item(std::min(from + mark, all.size()), all.size());
        else
            words(from, all.size());
        after_blank_ = false;
    }
}

} // namespace

void read_prose_markdown(const ProseInput& input, ProseSink& sink)
{
    sink.set_file_says(input.says);
    std::optional<TemplateTags> tags;
    if (input.options.slots) tags.emplace(*input.options.slots);
    MarkdownReader reader(input, sink, input.options.shape == ProseShape::markdown, tags ? &*tags : nullptr);
    LineReader lines(input.file, "UTF-8");
    ProseComments comments(input.file.bytes());
    Line line;
    while (lines.next(line)) {
        if (line.number <= input.front_lines) continue;
        if (comments.in(line.offset, line.offset + line.length)) {
            sink.batch().comments.push_back({line.number, line.text});
            if (is_prose_comment(line.text)) continue;
        }
        reader.take(line);
        sink.rest();
    }
    reader.finish();
    if (tags) tags->finish(sink.batch().remarks);
    sink.flush();
}

} // namespace redress::ingest
