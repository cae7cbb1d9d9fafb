#include "bundle/leak.hpp"

#include "base/file.hpp"
#include "base/parallel.hpp"
#include "base/said_again.hpp"
#include "base/text.hpp"
#include "bundle/needles.hpp"

#include <algorithm>
#include <array>
#include <mutex>

namespace redress::bundle {
namespace {

// Numbers that nobody writes in groups, and that dates and sizes would make up if their separators were dropped.
bool is_written_as_is(std::string_view kind)
{
    constexpr std::array<std::string_view, 3> kinds{"order number", "reference", "account"};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// How long the calling code is that an international number begins with (ITU E.164).
std::size_t calling_code(std::string_view digits)
{
    constexpr std::array<std::string_view, 43> two{"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
                                                   "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
                                                   "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
                                                   "81", "82", "84", "86", "90", "91", "92", "93", "94", "95"};
    if (digits.starts_with('1') || digits.starts_with('7')) return 1;
    return digits.starts_with("98") || std::find(two.begin(), two.end(), digits.substr(0, 2)) != two.end() ? 2 : 3;
}

// The same number as it is dialled from elsewhere.
std::vector<std::string> other_forms(std::string_view phone)
{
    constexpr std::size_t shortest_national = 8;
    std::string digits;
    std::copy_if(phone.begin(), phone.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    const bool international = phone.starts_with('+') || phone.starts_with("00");
    if (!international) // a Chinese mobile number
        return digits.size() == 11 && digits[0] == '1' && digits[1] > '2' ? std::vector{"86" + digits}
                                                                          : std::vector<std::string>{};
    if (phone.starts_with("00")) digits.erase(0, 2);
    const auto national = digits.substr(std::min(digits.size(), calling_code(digits)));
    if (national.size() < shortest_national) return {digits};
    return {digits, national, "0" + national};
}

// One file at a time, for one thread.
class Search {
public:
    Search(const Needles& needles, const LeakGate::PdfText& pdf_text) : needles_(needles)
    {
        inside_.take = [this](std::string_view bytes, Nature nature) { return look(bytes, nature, 0); };
        inside_.unread = [this](const Said& why) {
            if (std::find(unread.begin(), unread.end(), why) == unread.end()) unread.push_back(why);
        };
        inside_.pdf_text = pdf_text;
    }

    bool in(std::string_view bytes) { return look(bytes, nature_of(bytes), 0) || look_inside(bytes, inside_); }

    // By pieces, so that no more of it than one is in memory; what begins in a piece may end in the next.
    bool in(const MappedFile& file)
    {
        constexpr std::size_t piece = 4U << 20, overlap = 8U << 10;
        const auto bytes = file.bytes();
        const auto nature = nature_of(bytes);
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            if (look(bytes.substr(0, at + piece + overlap), nature, 0, at)) return true;
            file.release(at);
        }
        const bool found = look_inside(bytes, inside_);
        file.release(bytes.size());
        return found;
    }

    std::optional<std::uint32_t> tag; // of what was found
    std::vector<Said> unread;

private:
    // One encoding may stand in another: base64 in a link, percent signs in JSON.
    static constexpr int deepest = 2;

    bool look(std::string_view bytes, Nature nature, int depth, std::size_t from = 0)
    {
        const bool text = nature == Nature::text;
        tag = needles_.find(bytes, text, from);
        if (tag || depth == deepest) return tag.has_value();
        return each_disguise(bytes.substr(from), nature, needles_.beyond_ascii(),
                             [&](std::string_view decoded, Nature kind) { return look(decoded, kind, depth + 1); });
    }

    const Needles& needles_;
    Inside inside_;
};

// Numbers alone, made when the package is: places in files and sizes, of which some would be somebody's number by chance.
bool is_made_of_numbers(const std::string& path)
{
    return path == "data/slices.csv";
}

} // namespace

void LeakGate::allow(std::string_view value)
{
    allowed_.insert(text::lower_ascii(text::trim(value)));
}

void LeakGate::forbid(const std::string& kind, std::string_view value)
{
    values_.emplace(text::lower_ascii(text::trim(value)), kind);
    if (kind != "phone number") return;
    for (auto& form : other_forms(text::trim(value))) values_.emplace(std::move(form), kind);
}

Searched LeakGate::search(const std::vector<File>& files, const PdfText& pdf_text) const
{
    Searched out;
    Needles needles;
    std::vector<const std::string*> kinds;
    for (const auto& value : allowed_) needles.allow(value);
    for (const auto& [value, kind] : values_) {
        needles.add(value, static_cast<std::uint32_t>(kinds.size()),
                    is_written_as_is(kind) ? Needles::Form::written : Needles::Form::loose);
        kinds.push_back(&kind);
    }
    needles.prepare();
    out.values = kinds.size();
    if (needles.empty()) return out;
    std::mutex guard;
    std::size_t first = files.size();
    std::map<std::size_t, std::vector<Said>> unread; // in the order of the files, whichever thread was faster
    for_each_index(files.size(), [&](std::size_t i) {
        const auto& file = files[i];
        if (is_made_of_numbers(file.path)) return;
        Search search(needles, pdf_text);
        const bool found =
            search.in(file.path) || search.in(file.text) ||
            (file.original ? search.in(MappedFile::open(file.original->place.string())) : search.in(file.bytes));
        const std::lock_guard lock(guard);
        out.bytes += size_of(file);
        if (!search.unread.empty()) unread[i] = std::move(search.unread);
        if (!found || i > first) return;
        first = i;
        out.leak = Leak{*kinds[*search.tag], file.path};
    });
    for (auto& [i, reasons] : unread)
        for (auto& why : reasons) out.unread.push_back({files[i].path, std::move(why)});
    return out;
}

Said kind_words(const Leak& leak)
{
    return said_again(leak.kind, {form("order number"), form("e-mail address"), form("phone number"), form("account"),
                                  form("reference"), form("postal address"), form("card key")});
}

} // namespace redress::bundle
