// Transcripts: each message is a paragraph of its own, so that the direction of one never turns another. It looks like
// a record, not like a chat program: no bubbles, no sides, no avatars.
#include "base/said.hpp"
#include "render/clean.hpp"
#include "render/pdf_compose.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace redress::render::pdf {
namespace {

constexpr double bar_width = 2.4, indent = 10;
constexpr double left = margin_side + indent, width = text_width - indent;
constexpr double head_size = 8.5, id_size = 6.5, body = 10, note_size = 8.5;

Colour colour_of(std::string_view role)
{
    if (role == "buyer") return {0.12, 0.44, 0.70};
    if (role == "seller") return {0.18, 0.49, 0.31};
    if (role == "platform") return {0.54, 0.35, 0.0};
    return {0.54, 0.54, 0.54};
}

// Pieces side by side, each set by itself; one that does not fit begins a new line.
class HeadLine {
public:
    explicit HeadLine(Typesetter& type) : type_(type) {}

    void add(const std::string& text, const Style& style, double space_after)
    {
        if (text.empty()) return;
        const auto lines = type_.set(text, style, width);
        if (strips_.empty() || x_ + lines.front().width > left + width) new_line();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (i > 0) new_line();
            place(lines[i], x_ - lines[i].x); // right-to-left text would else stand at the far end
        }
        x_ += lines.back().width + space_after;
    }
    void add_at_right(const std::string& text, const Style& style)
    {
        if (text.empty()) return;
        const auto line = type_.set_single(text, style, width);
        if (strips_.empty() || x_ + line.width > left + width) new_line();
        place(line, left + width - line.width - line.x);
    }
    std::vector<Strip> take()
    {
        if (strips_.empty()) new_line();
        return std::move(strips_);
    }

private:
    void new_line()
    {
        strips_.emplace_back().height = head_size * 1.5;
        x_ = left;
    }
    void place(const SetLine& line, double x)
    {
        auto strip = strip_of(line, x, head_size);
        strips_.back().height = std::max(strips_.back().height, strip.height);
        strips_.back().lines.push_back(std::move(strip.lines.front()));
    }

    Typesetter& type_;
    std::vector<Strip> strips_;
    double x_ = left;
};

std::vector<Strip> head_of(Typesetter& type, const Line& line, const std::string& role)
{
    HeadLine head(type);
    head.add(shown_line(line.number), {head_size, true, false, black}, 7);
    head.add(shown_line(line.time), {head_size, false, false, grey}, 9);
    head.add(shown_line(line.sender), {head_size, true, false, colour_of(line.role)}, 4);
    if (!role.empty()) head.add('(' + shown_line(role) + ')', {head_size, false, false, grey}, 9);
    head.add_at_right(line.id, {id_size, false, false, pale});
    return head.take();
}

int add_continued(Flow& flow, Composer& composer, const Line& line)
{
    const auto& name = line.number.empty() ? line.id : line.number;
    const std::string words = said("{} (continued)", shown_line(name)).in(composer.lang);
    auto set = composer.type.set_single(words, {note_size, false, true, grey}, width);
    std::vector<Strip> strips{strip_of(set, left, note_size)};
    strips.back().bars.push_back({margin_side, 0, bar_width, strips.back().height, colour_of(line.role)});
    return flow.add_head(std::move(strips));
}

void add_message(Flow& flow, Composer& composer, const Line& line, int message)
{
    auto strips = head_of(composer.type, line, role_word(line.role, composer.lang));
    const auto heads = strips.size();
    keep_together(strips);
    if (!line.text.empty()) {
        strips.back().keep_with_next = true;
        append(strips, strips_of(composer.type.set(line.text, {body, false, false, black}, width), left, body));
    }
    for (const auto& note : line.notes) {
        strips.back().keep_with_next = true;
        append(strips, strips_of(composer.type.set(note, {note_size, false, true, grey}, width), left, note_size));
    }
    // Four lines are never worth a break; of more, the rest says whose it is.
    if (strips.size() <= heads + 4)
        keep_together(strips);
    else {
        const int repeats = add_continued(flow, composer, line);
        for (std::size_t i = heads; i < strips.size(); ++i) strips[i].repeats = repeats;
    }
    for (auto& strip : strips) {
        strip.bars.push_back({margin_side, 0, bar_width, strip.height, colour_of(line.role)});
        strip.message = message;
    }
    strips.front().space_before = 9;
    append(flow.strips, std::move(strips));
}

} // namespace

void Composer::transcript(Flow& flow, const Transcript& transcript)
{
    int message = 0;
    for (const auto& line : transcript.lines) add_message(flow, *this, line, ++message);
}

} // namespace redress::render::pdf
