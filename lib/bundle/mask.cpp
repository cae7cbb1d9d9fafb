#include "bundle/mask.hpp"

#include "analyze/card_keys.hpp"
#include "analyze/secret_text.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "ingest/secrets.hpp"

#include <algorithm>
#include <vector>

namespace redress::bundle {

namespace {

struct Cut {
    std::size_t begin, end;
    bool secret; // goes whole; of a card key the last four places stay
};

// Both kinds in order; where they touch, the secret takes the key with it.
std::vector<Cut> cuts_of(std::string_view text)
{
    std::vector<Cut> cuts;
    for (const auto& span : analyze::find_secret_spans(text)) cuts.push_back({span.offset, span.offset + span.length, true});
    const auto secrets = cuts.size();
    for (const auto& span : analyze::find_keys(text)) {
        const Cut key{span.offset, span.offset + span.length, false};
        const auto touches = std::find_if(cuts.begin(), cuts.begin() + static_cast<std::ptrdiff_t>(secrets),
                                          [&](const Cut& cut) { return cut.begin < key.end && key.begin < cut.end; });
        if (touches == cuts.begin() + static_cast<std::ptrdiff_t>(secrets)) {
            cuts.push_back(key);
            continue;
        }
        touches->begin = std::min(touches->begin, key.begin);
        touches->end = std::max(touches->end, key.end);
    }
    std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.begin < b.begin; });
    return cuts;
}

} // namespace

Masked mask_keys(std::string_view text)
{
    Masked masked;
    std::size_t at = 0;
    for (const auto& cut : cuts_of(text)) {
        if (cut.end <= at) continue;
        const auto begin = std::max(cut.begin, at); // a key may touch two secrets
        masked.text += text.substr(at, begin - at);
        masked.text += cut.secret ? "[SECRET]" : analyze::mask_secret(text.substr(begin, cut.end - begin));
        at = cut.end;
        ++masked.count;
    }
    masked.text += text.substr(at);
    return masked;
}

namespace {

// Where a piece of text that begins here may end: behind a line, else behind a word, for no key goes over either.
std::size_t end_of_piece(std::string_view text, std::size_t from)
{
    constexpr std::size_t piece = 1U << 20;
    if (text.size() - from <= piece) return text.size();
    for (const char stop : {'\n', ' '})
        if (const auto at = text.substr(from, piece).rfind(stop); at != std::string_view::npos) return from + at + 1;
    auto end = from + piece;
    while (end > from && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return end > from ? end : from + piece;
}

bool is_readable(std::string_view bytes)
{
    return bytes.find('\0') == std::string_view::npos && text::is_valid_utf8(bytes);
}

// "49.50": an amount of money, which the records hold in minor units.
bool is_amount(std::string_view value)
{
    const auto point = value.find('.');
    return point != 0 && point != std::string_view::npos && value.size() - point == 3 && value.size() <= 12 &&
           value.find_first_not_of("0123456789.") == std::string_view::npos && value.rfind('.') == point;
}

} // namespace

Masked mask_sql_row(std::string_view row, std::string_view known)
{
    Masked masked;
    for (std::size_t at = 0; at < row.size();) {
        if (row[at] != '\'') {
            masked.text += row[at++];
            continue;
        }
        auto end = at + 1;
        while (end < row.size() && row[end] != '\'')
            end += row[end] == '\\' ? 2 : 1; // '' ends one value and begins the next
        end = std::min(end, row.size());
        const auto value = row.substr(at + 1, end - at - 1);
        auto as_shown = std::string(value); // records write "2024-03-05 08:59:00" with a T
        if (as_shown.size() == 19 && as_shown[10] == ' ') as_shown[10] = 'T';
        const bool shown = value.empty() || is_amount(value) || known.find("\"" + as_shown + "\"") != std::string_view::npos;
        masked.text += '\'' + (shown ? std::string(value) : ingest::mask_bytes(value));
        masked.count += !shown;
        at = end;
        if (at < row.size()) masked.text += row[at++];
    }
    return masked;
}

std::optional<Masked> mask_file(const std::filesystem::path& place)
{
    const auto file = MappedFile::open(place.string());
    const auto bytes = file.bytes();
    constexpr std::size_t head = 4096; // most pictures and archives show at once that they are no text
    if (bytes.substr(0, head).find('\0') != std::string_view::npos) return std::nullopt;
    bool keys = false;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = end_of_piece(bytes, at);
        const auto piece = bytes.substr(at, end - at);
        if (!is_readable(piece)) return std::nullopt;
        keys = keys || !cuts_of(piece).empty();
        at = end;
        file.release(at);
    }
    if (!keys) return std::nullopt;
    return mask_keys(bytes);
}

std::string MaskLog::apply(std::string_view text, const std::string& file)
{
    auto masked = mask_keys(text);
    note(file, masked.count);
    return std::move(masked.text);
}

void MaskLog::note(const std::string& file, std::size_t count)
{
    if (count > 0) counts_[file] += count;
}

std::size_t MaskLog::in(const std::string& file) const
{
    const auto found = counts_.find(file);
    return found == counts_.end() ? 0 : found->second;
}

Json MaskLog::to_json() const
{
    auto masks = Json::array();
    for (const auto& [file, count] : counts_)
        masks.push(Json::object().set("file", file).set("kind", "key").set("count", static_cast<std::uint64_t>(count)));
    return Json::object().set("schema", "redress/redactions/1").set("masks", std::move(masks));
}

} // namespace redress::bundle
