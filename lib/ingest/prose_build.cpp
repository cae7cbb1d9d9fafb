#include "ingest/prose_build.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace redress::ingest {
namespace {

constexpr std::size_t batch_bytes = 256 * 1024, batch_texts = 4096;

} // namespace

ProseSink::ProseSink(ProseReport& report, const ProseTake& take, std::shared_ptr<const MappedFile> file)
    : report_(report), take_(take)
{
    begin({}, std::move(file));
}

void ProseSink::begin(ProseSays says, std::shared_ptr<const MappedFile> file)
{
    batch_ = {};
    batch_.says.push_back(std::move(says));
    batch_.spots.emplace_back();
    batch_.file = std::move(file);
    bytes_ = 0;
}

void ProseSink::add(ProseText text)
{
    bytes_ += text.text.size();
    ++report_.texts;
    batch_.texts.push_back(text);
}

void ProseSink::rest()
{
    if (bytes_ > batch_bytes || batch_.texts.size() > batch_texts || batch_.remarks.size() > batch_texts) flush();
}

void ProseSink::flush()
{
    auto says = batch_.says.front();
    auto file = batch_.file;
    if (!batch_.texts.empty() || !batch_.remarks.empty() || !batch_.comments.empty()) take_(std::move(batch_));
    begin(std::move(says), std::move(file));
}

std::uint32_t ProseSink::spot(std::string name)
{
    if (name.empty()) return 0;
    if (batch_.spots.back() != name) batch_.spots.push_back(std::move(name));
    return static_cast<std::uint32_t>(batch_.spots.size() - 1);
}

std::uint32_t ProseSink::say(const ProseSays& says)
{
    if (batch_.says.back() == says) return static_cast<std::uint32_t>(batch_.says.size() - 1);
    if (batch_.says.front() == says) return 0;
    batch_.says.push_back(says);
    return static_cast<std::uint32_t>(batch_.says.size() - 1);
}

void ProseBuilder::begin_line(std::string_view whole, std::uint64_t line, std::uint64_t column, std::size_t skip)
{
    whole_ = whole;
    line_ = line;
    column_ = column;
    counted_ = skip;
    next_ = std::string_view::npos;
}

std::uint64_t ProseBuilder::column_at(std::size_t skip)
{
    if (skip < counted_) return column_ - text::count_code_points(whole_.substr(skip, counted_ - skip));
    column_ += text::count_code_points(whole_.substr(counted_, skip - counted_));
    counted_ = skip;
    return column_;
}

void ProseBuilder::piece(std::size_t from, std::uint32_t stands_for)
{
    if (stands_for == 0 && from == next_) return;
    pieces_.push_back({static_cast<std::uint32_t>(text_.size()), stands_for, line_, column_at(from), whole_, from});
}

void ProseBuilder::put(std::size_t from, std::size_t to)
{
    while (from < to) {
        const auto part = prose_cut(whole_.substr(from, to - from), longest_prose);
        if (text_.size() + part > longest_prose && !text_.empty()) finish(false);
        piece(from, 0);
        text_ += whole_.substr(from, part);
        from += part;
        next_ = from;
    }
}

void ProseBuilder::stand(std::size_t from, std::size_t to, std::string_view word)
{
    piece(from, static_cast<std::uint32_t>(std::max<std::size_t>(to - from, 1)));
    text_ += word;
    next_ = std::string_view::npos;
}

void ProseBuilder::put_break(char c)
{
    if (text_.empty()) return;
    if (text_.size() > longest_prose) return finish(false);
    text_ += c;
    next_ = std::string_view::npos;
}

void ProseBuilder::hand_out(std::size_t to, std::size_t to_piece, bool complete)
{
    auto& batch = sink_.batch();
    ProseText out;
    const auto& first = pieces_.front();
    out.line = cell_line_ ? cell_line_ : first.line;
    out.column = cell_line_ ? cell_column_ : first.column;
    out.cell = cell_line_ != 0;
    out.whole = first.whole;
    out.piece = static_cast<std::uint32_t>(batch.pieces.size());
    out.pieces = static_cast<std::uint32_t>(to_piece);
    out.says = says_;
    out.spot = spot_;
    out.complete = complete;
    out.text = batch.held.emplace_back(text_, 0, to);
    batch.pieces.insert(batch.pieces.end(), pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(to_piece));
    sink_.add(out);
}

void ProseBuilder::finish(bool complete)
{
    if (!text::trim(text_).empty() && !pieces_.empty()) hand_out(text_.size(), pieces_.size(), complete);
    text_.clear();
    pieces_.clear();
    mark_ = piece_mark_ = 0;
    next_ = std::string_view::npos;
}

void ProseBuilder::split_at_mark()
{
    if (mark_ == 0 || mark_ > text_.size()) return;
    if (!text::trim(std::string_view(text_).substr(0, mark_)).empty()) hand_out(mark_, piece_mark_, true);
    text_.erase(0, mark_);
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(piece_mark_));
    for (auto& p : pieces_) p.at -= static_cast<std::uint32_t>(mark_);
    mark_ = piece_mark_ = 0;
}

std::size_t prose_cut(std::string_view text, std::size_t most)
{
    if (text.size() <= most) return text.size();
    const auto half = most / 2;
    std::size_t space = 0;
    for (auto at = most; at > half; --at) {
        const char c = text[at - 1];
        if (c == '!' || c == '?' || (c == '.' && text[at] == ' ') ||
            text.substr(at - std::min<std::size_t>(at, 3), 3) == "。")
            return at;
        if (space == 0 && c == ' ') space = at;
    }
    if (space != 0) return space;
    auto at = most;
    while (at > 1 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
}

bool is_prose_comment(std::string_view line)
{
    const auto before = text::trim(line.substr(0, std::min(line.find("redress-disable"), line.size())));
    return before.size() < line.size() && (before == "<!--" || before == "#" || before == "//" || before == "{{!" ||
                                           before == "%" || before == ";" || before == "{{!--");
}

bool holds_wording(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

} // namespace redress::ingest
