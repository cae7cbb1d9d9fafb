#include "ingest/chat_lines.hpp"

#include "base/said.hpp"
#include "ingest/stamp_scan.hpp"

#include <fmt/format.h>

#include <utility>

namespace redress::ingest {

PeekLines::PeekLines(const MappedFile& file, const std::string& encoding) : reader_(file, encoding)
{
    look();
}

PeekLines::PeekLines(std::string_view utf8) : reader_(utf8, "UTF-8")
{
    look();
}

void PeekLines::look()
{
    Line line;
    more_ = reader_.next(line);
    if (!more_) return;
    auto& last = lines_[2];
    last.text.assign(line.text);
    last.number = line.number;
    last.offset = line.offset;
    last.length = line.length;
}

bool PeekLines::next()
{
    if (!more_) return false;
    std::swap(lines_[0], lines_[1]);
    std::swap(lines_[1], lines_[2]);
    look();
    return true;
}

bool is_blank_line(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto n = space_length(text, at) + mark_length(text, at);
        if (n == 0) return false;
        at += n;
    }
    return true;
}

std::string_view trim_line(std::string_view text)
{
    std::size_t begin = 0, end = 0;
    while (begin < text.size()) {
        const auto n = space_length(text, begin) + mark_length(text, begin);
        if (n == 0) break;
        begin += n;
    }
    for (std::size_t at = begin; at < text.size();) { // behind the last character that is seen
        const auto n = space_length(text, at) + mark_length(text, at);
        at += n == 0 ? 1 : n;
        if (n == 0) end = at;
    }
    return end > begin ? text.substr(begin, end - begin) : std::string_view();
}

void ChatLines::emit(ChatEntry&& e)
{
    auto& tally = reading_.findings.tally;
    e.message.text = e.body;
    settle_(e);
    ++(e.message.role == model::Role::system ? tally.system : tally.parsed);
    Draft draft;
    draft.raw_body = std::move(e.body);
    draft.local = e.local;
    model::Source source;
    source.unit = "line";
    source.position = e.line;
    source.offset = e.offset;
    source.length = e.end - e.offset;
    draft.record.sources.push_back(std::move(source));
    draft.record.extra = std::move(e.extra);
    draft.record.body = std::move(e.message);
    reading_.emit(std::move(draft));
}

void ChatLines::finish()
{
    reading_.findings.tally.blank += std::exchange(pending_blank_, 0);
    if (entry_) {
        auto entry = std::move(*entry_);
        entry_.reset();
        emit(std::move(entry));
    }
    for (auto& entry : asides_) emit(std::move(entry));
    asides_.clear();
}

void ChatLines::start(const TextLine& line, ChatEntry&& entry)
{
    finish();
    entry_ = std::move(entry);
    entry_->line = line.number;
    entry_->offset = line.offset;
    entry_->end = line.offset + line.length;
}

void ChatLines::follow(const TextLine& line)
{
    auto& tally = reading_.findings.tally;
    if (is_blank_line(line.text)) {
        ++(entry_ && !entry_->body.empty() ? pending_blank_ : tally.blank);
        return;
    }
    if (!entry_) {
        ++tally.rejected;
        if (orphans_++ == 0) first_orphan_ = line.number;
        return;
    }
    if (!entry_->body.empty()) entry_->body.append(pending_blank_ + 1, '\n');
    tally.continued += std::exchange(pending_blank_, 0) + 1;
    entry_->body += line.text;
    entry_->end = line.offset + line.length;
}

void ChatLines::absorb(const TextLine& line)
{
    auto& tally = reading_.findings.tally;
    tally.blank += std::exchange(pending_blank_, 0);
    ++tally.continued;
    if (entry_) entry_->end = line.offset + line.length;
}

void ChatLines::structure(const TextLine&)
{
    finish();
    ++reading_.findings.tally.system;
}

void ChatLines::aside(const TextLine& line, ChatEntry&& entry)
{
    reading_.findings.tally.blank += std::exchange(pending_blank_, 0);
    entry.line = line.number;
    entry.offset = line.offset;
    entry.end = line.offset + line.length;
    entry.body = line.text;
    asides_.push_back(std::move(entry));
}

void ChatLines::report(std::uint64_t faults)
{
    if (orphans_ > 0)
        reading_.warn(first_orphan_, "no-header",
                      orphans_ == 1 ? said("1 line before the first message")
                                    : said("{} lines before the first message", orphans_));
    if (faults > 0)
        reading_.warn(0, "bad-encoding",
                      said("{} bytes are not valid {} and were replaced", faults, reading_.findings.encoding));
}

} // namespace redress::ingest
