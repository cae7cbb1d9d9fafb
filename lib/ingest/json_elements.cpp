#include "ingest/json_elements.hpp"

#include "ingest/json_scan.hpp"
#include "ingest/limits.hpp"

#include <algorithm>
#include <array>

namespace redress::ingest {
namespace {

using json_scan::Members;

// Each damaged element may make us walk what follows it once more; a file that is nothing but damage must not take for ever.
constexpr std::size_t max_walked_again = 32;

using Keys = std::array<std::string_view, 2>; // the first two of an object: how elements of one list look alike

Keys first_keys(std::string_view text, std::size_t at)
{
    Keys keys;
    Members members(text, at);
    for (auto& key : keys)
        if (members.next()) key = members.key();
    return keys;
}

bool is_json(std::string_view text)
{
    return parse_mended(text).has_value();
}

// Where an object begins that looks like `keys`; the size of the text if none does.
std::size_t next_alike(std::string_view text, std::size_t from, const Keys& keys)
{
    if (keys[0].empty()) return text.size();
    const auto quoted = '"' + std::string(keys[0]) + '"';
    for (auto at = text.find(quoted, from); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
        auto open = at;
        while (open > from && json_scan::is_space(text[open - 1])) --open;
        if (open <= from || text[open - 1] != '{') continue;
        const auto found = first_keys(text, open - 1);
        if (found[0] == keys[0] && (keys[1].empty() || found[1] == keys[1])) return open - 1;
    }
    return text.size();
}

std::size_t next_line(std::string_view text, std::size_t from)
{
    const auto end = text.find('\n', from);
    return end == std::string_view::npos ? text.size() : end + 1;
}

} // namespace

Taken rejected_element(const std::optional<Json>& parsed)
{
    return {Outcome::rejected, "bad-element",
            parsed ? said("an element that is no object") : said("an element that is no JSON")};
}

JsonElements::JsonElements(Reading& reading) : reading_(reading), bytes_(reading.file.bytes()), remarks_(reading)
{
    reading_.findings.tally.unit = "element";
}

std::uint64_t JsonElements::line_at(std::size_t at)
{
    at = std::max(at, counted_);
    line_ += static_cast<std::uint64_t>(std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   bytes_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
    return line_;
}

// False: it is damaged, and what follows it may have been taken for a part of it.
bool JsonElements::take_one(std::size_t at, std::size_t end, const Take& take)
{
    const auto json = bytes_.substr(at, end - at);
    auto taken = take(json, at, element_);
    if (*taken.problem) remark(at, taken.problem, std::move(taken.remark));
    faults_ += taken.faults;
    auto& tally = reading_.findings.tally;
    if (taken.outcome == Outcome::rejected) {
        ++tally.rejected;
        return is_json(json);
    }
    ++(taken.outcome == Outcome::system ? tally.system : tally.parsed);
    if (good_ == std::string_view::npos && json.starts_with('{')) good_ = at;
    return true;
}

bool JsonElements::pass_too_long(std::size_t at, std::size_t end)
{
    if (end - at <= max_unit_bytes) return false;
    ++reading_.findings.tally.total;
    ++reading_.findings.tally.rejected;
    remark(
        at, "too-long",
        said("element {} is {} MiB long; none is read beyond {} MiB", ++element_, (end - at) >> 20, max_unit_bytes >> 20));
    reading_.file.release(end);
    return true;
}

// Where to go on after the damaged element at `at`, which seemed to end at `end`; the end if nothing in it looks like
// another.
std::size_t JsonElements::after_damage(std::size_t at, std::size_t end, bool line) const
{
    if (line) return std::min(end, next_line(bytes_, at));
    if (walked_again_ / max_walked_again > bytes_.size()) return end;
    const auto keys = first_keys(bytes_, good_ == std::string_view::npos ? at : good_);
    return next_alike(bytes_.substr(0, end), at + 1, keys);
}

std::size_t JsonElements::array(std::size_t at, const Take& take)
{
    if (at >= bytes_.size() || bytes_[at] != '[') return json_scan::value_end(bytes_, at, &cut_);
    good_ = std::string_view::npos;
    for (++at;;) {
        while (at < bytes_.size() && (json_scan::is_space(bytes_[at]) || bytes_[at] == ',')) ++at;
        if (at >= bytes_.size()) {
            cut_ = true;
            return at;
        }
        if (bytes_[at] == ']') return at + 1;
        bool cut = false;
        auto end = std::max(at + 1, json_scan::value_end(bytes_, at, &cut));
        if (!cut && pass_too_long(at, end)) {
            at = end;
            continue;
        }
        ++reading_.findings.tally.total;
        ++element_;
        if (cut) ++reading_.findings.tally.rejected;
        if (cut || !take_one(at, end, take)) {
            const auto next = after_damage(at, end, false);
            if (cut && next < end) remark(at, "bad-element", said("an element that does not end"));
            cut_ = cut_ || (cut && next == end);
            walked_again_ += end - next;
            end = next;
        }
        at = end;
        reading_.file.release(at);
    }
}

std::size_t JsonElements::one(std::size_t at, const Take& take)
{
    bool cut = false;
    const auto end = std::max(at + 1, json_scan::value_end(bytes_, at, &cut));
    ++reading_.findings.tally.total;
    ++element_;
    if (!cut)
        take_one(at, end, take);
    else {
        ++reading_.findings.tally.rejected;
        cut_ = true;
    }
    return std::min(end, bytes_.size());
}

std::size_t JsonElements::reject_line(std::size_t at)
{
    ++reading_.findings.tally.total;
    ++reading_.findings.tally.rejected;
    ++element_;
    remark(at, "bad-element", said("a line that is no whole element"));
    return next_line(bytes_, at);
}

void JsonElements::lines(std::size_t at, const Take& take)
{
    good_ = std::string_view::npos;
    for (;;) {
        while (at < bytes_.size() && (json_scan::is_space(bytes_[at]) || bytes_[at] == ',')) ++at;
        if (at >= bytes_.size()) return;
        bool cut = false;
        // What is no object ends with its line: a word of a stray line is no element.
        const bool object = bytes_[at] == '{' && walked_again_ / max_walked_again <= bytes_.size();
        auto end = object ? json_scan::value_end(bytes_, at, &cut) : next_line(bytes_, at);
        if (!cut && pass_too_long(at, end)) {
            at = end;
            continue;
        }
        ++reading_.findings.tally.total;
        ++element_;
        if (cut) ++reading_.findings.tally.rejected;
        if (cut || !take_one(at, end, take)) {
            const auto next = after_damage(at, end, true);
            if (cut && next < bytes_.size()) remark(at, "bad-element", said("an element that does not end"));
            cut_ = cut_ || (cut && next == bytes_.size());
            walked_again_ += end - next;
            end = next;
        }
        at = end;
        reading_.file.release(at);
    }
}

void JsonElements::finish()
{
    remarks_.finish();
    if (faults_ > 0) reading_.warn(0, "bad-encoding", said("{} bytes are not valid UTF-8 and were replaced", faults_));
    if (cut_)
        reading_.warn(line_at(bytes_.size()), "truncated",
                      said("the file ends inside the export: what is whole was read; export or copy it again"));
}

std::size_t json_root(std::string_view text)
{
    return json_scan::skip_space(text, text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
}

Json json_value(std::string_view text, std::size_t at)
{
    auto value = parse_mended(text.substr(at, json_scan::value_end(text, at) - at));
    return value ? *std::move(value) : Json();
}

std::size_t pass_over(const MappedFile& file, std::size_t at)
{
    const auto text = file.bytes();
    if (at >= text.size() || text[at] != '[') return json_scan::value_end(text, at);
    for (++at; at < text.size() && text[at] != ']';) {
        const bool between = json_scan::is_space(text[at]) || text[at] == ',';
        at = between ? at + 1 : std::max(at + 1, json_scan::value_end(text, at));
        file.release(at);
    }
    return std::min(at + 1, text.size());
}

model::Source element_source(std::string_view json, std::size_t at, std::uint64_t element)
{
    model::Source source;
    source.unit = "element";
    source.position = element;
    source.offset = at;
    source.length = json.size();
    return source;
}

} // namespace redress::ingest
