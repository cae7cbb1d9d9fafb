// Postal addresses: Chinese ones by their levels from province to room, western ones by a house number and a street's word.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace redress::analyze {
namespace {

enum class Beside { anything, number_before, number_behind };

struct Level {
    std::u32string_view suffix;
    int rank;
    Beside beside = Beside::anything;
};
// Longer ones first: "号楼" is no "号".
constexpr std::array<Level, 59> levels{{{U"自治区", 1},
                                        {U"自治區", 1},
                                        {U"自治州", 2},
                                        {U"开发区", 3},
                                        {U"開發區", 3},
                                        {U"新区", 3},
                                        {U"新區", 3},
                                        {U"街道", 4},
                                        {U"大道", 5},
                                        {U"胡同", 5},
                                        {U"号院", 7, Beside::number_before},
                                        {U"号楼", 7, Beside::number_before},
                                        {U"號樓", 7, Beside::number_before},
                                        {U"小区", 6},
                                        {U"花园", 6},
                                        {U"花園", 6},
                                        {U"大厦", 6},
                                        {U"大廈", 6},
                                        {U"广场", 6},
                                        {U"廣場", 6},
                                        {U"公寓", 6},
                                        {U"单元", 8, Beside::number_before},
                                        {U"單元", 8, Beside::number_before},
                                        {U"中心", 6},
                                        {U"省", 1},
                                        {U"市", 2},
                                        {U"盟", 2},
                                        {U"区", 3},
                                        {U"區", 3},
                                        {U"县", 3},
                                        {U"縣", 3},
                                        {U"旗", 3},
                                        {U"镇", 4},
                                        {U"鎮", 4},
                                        {U"乡", 4},
                                        {U"鄉", 4},
                                        {U"路", 5},
                                        {U"街", 5},
                                        {U"巷", 5},
                                        {U"村", 5},
                                        {U"弄", 6, Beside::number_before},
                                        {U"号", 6, Beside::number_before},
                                        {U"號", 6, Beside::number_before},
                                        {U"苑", 6},
                                        {U"栋", 7, Beside::number_before},
                                        {U"棟", 7, Beside::number_before},
                                        {U"幢", 7, Beside::number_before},
                                        {U"座", 7},
                                        {U"层", 8, Beside::number_before},
                                        {U"層", 8, Beside::number_before},
                                        {U"室", 9, Beside::number_before},
                                        {U"户", 9, Beside::number_before},
                                        {U"戶", 9, Beside::number_before},
                                        {U"楼", 8, Beside::number_before},
                                        {U"樓", 8, Beside::number_before},
                                        {U"段", 5, Beside::number_before},
                                        {U"道", 5, Beside::number_behind},
                                        {U"閣", 6},
                                        {U"邨", 6}}};

constexpr std::array<std::u32string_view, 101> places{
    U"北京", U"上海",   U"天津", U"重庆",   U"河北", U"山西",     U"辽宁",     U"吉林", U"黑龙江", U"江苏", U"浙江", U"安徽",
    U"福建", U"江西",   U"山东", U"河南",   U"湖北", U"湖南",     U"广东",     U"海南", U"四川",   U"贵州", U"云南", U"陕西",
    U"甘肃", U"青海",   U"台湾", U"内蒙古", U"广西", U"西藏",     U"宁夏",     U"新疆", U"香港島", U"香港", U"澳门", U"广州",
    U"深圳", U"杭州",   U"南京", U"苏州",   U"成都", U"武汉",     U"西安",     U"郑州", U"长沙",   U"青岛", U"大连", U"宁波",
    U"厦门", U"福州",   U"济南", U"沈阳",   U"长春", U"哈尔滨",   U"合肥",     U"南昌", U"昆明",   U"贵阳", U"南宁", U"海口",
    U"太原", U"石家庄", U"兰州", U"西宁",   U"银川", U"乌鲁木齐", U"呼和浩特", U"拉萨", U"无锡",   U"常州", U"佛山", U"东莞",
    U"珠海", U"中山",   U"惠州", U"温州",   U"嘉兴", U"金华",     U"绍兴",     U"台北", U"臺北",   U"新北", U"桃園", U"台中",
    U"臺中", U"台南",   U"臺南", U"高雄",   U"新竹", U"基隆",     U"嘉義",     U"彰化", U"屏東",   U"九龍", U"九龙", U"新界",
    U"重慶", U"廣東",   U"廣州", U"臺灣",   U"台灣"};

// A first look: may a level or a place begin with this character?
constexpr std::size_t first_look = 1024;
constexpr auto may_begin = [] {
    std::array<bool, first_look> out{};
    for (const auto& level : levels) out[level.suffix[0] % first_look] = true;
    for (const auto& place : places) out[place[0] % first_look] = true;
    return out;
}();

struct Letters { // a stretch without a stop in it
    std::u32string text;
    std::vector<std::size_t> at; // byte of each, one more at the end
};

bool in_stretch(char32_t c)
{
    return text::is_han(c) || (c < 0x80 && (is_alnum(static_cast<char>(c)) || c == '-' || c == '#' || c == ' '));
}

bool is_number(char32_t c)
{
    constexpr std::u32string_view numerals = U"一二三四五六七八九十百甲乙丙";
    return (c < 0x80 && is_alnum(static_cast<char>(c))) || numerals.find(c) != std::u32string_view::npos;
}

// What stands in front of an address in a sentence and never in a name of a place.
bool leads(char32_t c)
{
    constexpr std::u32string_view words = U"在到寄发發住是址送给給往从從去为為写寫改成填货貨";
    return words.find(c) != std::u32string_view::npos;
}

struct Address {
    std::size_t begin = 0, end = 0; // letters
    std::set<int> ranks;
    bool anchored = false, house = false;
    int last = 0;
};

const Level* level_at(const std::u32string& text, std::size_t at)
{
    for (const auto& level : levels) {
        if (text.compare(at, level.suffix.size(), level.suffix) != 0) continue;
        auto front = at;
        while (front > 0 && text[front - 1] == ' ') --front;
        if (level.beside == Beside::number_before && (front == 0 || !is_number(text[front - 1]))) continue;
        if (level.beside == Beside::number_behind) {
            const auto behind = at + level.suffix.size();
            if (behind >= text.size() || text[behind] >= 0x80 || !is_digit(static_cast<char>(text[behind]))) continue;
        }
        return &level;
    }
    return nullptr;
}

std::size_t first_begin(const std::u32string& text, std::size_t from, std::size_t suffix)
{
    constexpr std::size_t longest = 4;
    auto begin = suffix;
    while (begin > from && suffix - begin < longest && text::is_han(text[begin - 1]) && !leads(text[begin - 1])) --begin;
    return begin;
}

Address address_from(const std::u32string& text, std::size_t from)
{
    constexpr std::size_t gap = 14;
    Address out;
    auto at = from;
    auto last = from;
    for (; at < text.size() && at - last <= gap; ++at) {
        if (!may_begin[text[at] % first_look]) continue;
        const auto* const place =
            std::find_if(places.begin(), places.end(), [&](auto one) { return text.compare(at, one.size(), one) == 0; });
        if (place != places.end() && out.last <= 2) {
            if (out.ranks.empty()) out.begin = at;
            out.anchored = true;
            out.ranks.insert(out.ranks.empty() ? 1 : 2);
            at += place->size() - 1;
            out.end = last = at + 1;
            continue;
        }
        const auto* level = level_at(text, at);
        if (!level || level->rank < out.last) continue;
        if (out.ranks.empty()) out.begin = first_begin(text, from, at);
        if (out.begin == at) continue; // a suffix alone
        out.ranks.insert(level->rank);
        out.house = out.house || level->beside == Beside::number_before;
        out.last = level->rank;
        at += level->suffix.size() - 1;
        out.end = last = at + 1;
    }
    // "2单元1203", "5樓之2"
    const auto digit_at = [&](std::size_t place) {
        return place < text.size() && text[place] < 0x80 && is_digit(static_cast<char>(text[place]));
    };
    if (out.last >= 6 && text.compare(out.end, 1, U"之") == 0 && digit_at(out.end + 1)) ++out.end;
    while (out.end < text.size() &&
           (is_alnum(static_cast<char>(text[out.end] < 0x80 ? text[out.end] : 0)) || text[out.end] == '-') && out.last >= 6)
        ++out.end;
    return out;
}

void find_in(const Reading& form, const Letters& letters, Finds& finds)
{
    static constexpr std::string_view words[]{"地址", "收货", "收件", "寄到", "寄往",   "发到",   "住在",
                                              "家住", "住址", "送到", "寄给", "送货",   "发货到", "收貨",
                                              "寄給", "寄往", "發到", "送貨", "address"};
    for (std::size_t from = 0; from < letters.text.size();) {
        const auto found = address_from(letters.text, from);
        if (found.ranks.empty()) return;
        const bool region = *found.ranks.begin() <= 3;
        const bool street = found.ranks.lower_bound(5) != found.ranks.end();
        if (found.ranks.size() < 3 || !region || !street) {
            from = std::max(found.end, from + 1);
            continue;
        }
        const auto begin = letters.at[found.begin];
        const auto end = letters.at[found.end];
        const bool plainly = (found.anchored && found.house) || said_before(form, begin, words, 40) ||
                             (found.house && found.ranks.size() >= 4);
        finds.add(begin, end, plainly ? Strength::likely : Strength::review, form.text.substr(begin, end - begin));
        from = found.end;
    }
}

bool is_street_word(std::string_view word)
{
    constexpr std::array<std::string_view, 26> streets{"street",    "st",      "st.",     "avenue", "ave",   "ave.",  "road",
                                                       "rd",        "rd.",     "lane",    "ln",     "drive", "dr",    "dr.",
                                                       "boulevard", "blvd",    "court",   "ct",     "way",   "place", "pl",
                                                       "terrace",   "highway", "parkway", "square", "close"};
    return std::find(streets.begin(), streets.end(), word) != streets.end();
}

std::size_t word_end(std::string_view text, std::size_t at)
{
    return std::min(text.find_first_of(" ,\n;)\"", at), text.size());
}

enum class Part { none, joining, whole };

// What a word may be in an address behind its street: "izq." and "IL" are parts of it, "de" joins two.
Part part_at(std::string_view text, std::size_t at, std::string_view word)
{
    static constexpr std::array<std::string_view, 5> joining{"de", "del", "la", "las", "los"};
    static constexpr std::array<std::string_view, 19> parts{"izq",  "izq.",   "izda",  "izda.", "izqda.", "dcha",   "dcha.",
                                                            "bajo", "ático",  "atico", "piso",  "planta", "puerta", "pta.",
                                                            "esc.", "portal", "apt.",  "apt",   "depto."};
    if (std::find(parts.begin(), parts.end(), word) != parts.end()) return Part::whole;
    if (std::find(joining.begin(), joining.end(), word) != joining.end()) return Part::joining;
    const auto c = char_at(text, at);
    const bool fits =
        c < 0x80 ? is_digit(static_cast<char>(c)) || c == '#' || (c >= 'A' && c <= 'Z') : c >= 0xC0 && c <= 0x24F;
    return fits ? Part::whole : Part::none;
}

// ", Apt 4, Springfield, IL 62704": what belongs to the address behind its street.
std::size_t behind_street(std::string_view text, std::size_t at)
{
    for (int parts = 0; parts < 6 && at < text.size(); ++parts) {
        auto place = at;
        if (text[place] == ',') ++place;
        if (place >= text.size() || text[place] != ' ') break;
        ++place;
        auto stop = word_end(text, place);
        std::size_t words = 0;
        auto end = at;
        while (stop > place && words < 4) {
            const auto part = part_at(text, place, text.substr(place, stop - place));
            if (part == Part::none || (part == Part::joining && words == 0)) break;
            if (part == Part::whole) end = stop;
            ++words;
            if (stop >= text.size() || text[stop] != ' ') break;
            place = stop + 1;
            stop = word_end(text, place);
        }
        if (words == 0 || (text[at] != ',' && words > 3)) break;
        at = end;
    }
    while (at > 0 && (text[at - 1] == '.' || text[at - 1] == '!' || text[at - 1] == '?')) --at;
    return at;
}

// "Flat 3, 12 Baker Street": where the part before the house's number begins.
std::size_t before_house(std::string_view lower, std::size_t at)
{
    constexpr std::size_t longest = 8; // "12B, "
    auto end = at;
    if (end >= 1 && lower[end - 1] == ' ') --end;
    if (end >= 1 && lower[end - 1] == ',') --end;
    auto begin = end;
    while (begin > 0 && end - begin < longest && is_alnum(lower[begin - 1])) --begin;
    if (begin == end || end == at) return at;
    for (const std::string_view room : {"flat ", "apt ", "apt. ", "apartment ", "unit ", "suite ", "room "})
        if (lower.substr(0, begin).ends_with(room) && (begin == room.size() || !is_alnum(lower[begin - room.size() - 1])))
            return begin - room.size();
    return at;
}

// "Mayor 12", "de la Paz, 7": where the house's number begins behind up to five words of a street; 0 if it is none.
std::size_t spanish_house(std::string_view text, std::size_t at)
{
    static constexpr std::array<std::string_view, 6> small{"de", "la", "del", "los", "las", "y"};
    bool capital = false;
    for (int words = 0; words < 6 && at < text.size(); ++words) {
        const auto end = word_end(text, at);
        if (end == at) return 0;
        const auto word = text.substr(at, end - at);
        if (is_digit(word[0])) {
            const auto digits = word.find_first_not_of("0123456789");
            return capital && (digits == std::string_view::npos ? word.size() : digits) <= 4 &&
                           word.find('%') == std::string_view::npos
                       ? at
                       : 0;
        }
        const auto c = char_at(text, at);
        const bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE);
        if (!upper && std::find(small.begin(), small.end(), word) == small.end()) return 0;
        if (word.ends_with('.')) return 0;
        capital = capital || upper;
        at = end;
        while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
    }
    return 0;
}

} // namespace

void find_chinese_addresses(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    Letters letters;
    const auto close = [&](std::size_t end) {
        letters.at.push_back(end);
        if (letters.text.size() >= 6) find_in(form, letters, finds);
        letters = {};
    };
    for (std::size_t at = 0; at < text.size(); at += char_length(text, at)) {
        const auto c = char_at(text, at);
        if (!in_stretch(c)) {
            if (!letters.text.empty()) close(at);
            continue;
        }
        letters.text += c;
        letters.at.push_back(at);
    }
    if (!letters.text.empty()) close(text.size());
}

void find_western_addresses(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    for (const auto& token : form.tokens) { // "123 Main Street, Springfield, IL 62704"
        const bool number = is_digit(text[token.begin]) && (token.size() == 1 || is_digit(text[token.end - 2]));
        if (token.size() > 6 || !number || token.end >= text.size() || text[token.end] != ' ') continue;
        auto at = token.end + 1;
        for (int words = 0; words < 5 && at < text.size(); ++words) {
            const auto end = word_end(text, at);
            if (end == at || !(std::isupper(static_cast<unsigned char>(text[at])) || is_digit(text[at]))) break;
            if (words > 0 && is_street_word(std::string_view(form.lower).substr(at, end - at))) {
                const auto stop = behind_street(text, end);
                const auto begin = before_house(form.lower, token.begin);
                finds.add(begin, stop, Strength::likely, std::string(text.substr(begin, stop - begin)));
                break;
            }
            if (end >= text.size() || text[end] != ' ') break;
            at = end + 1;
        }
    }
    for (const std::string_view street : {"calle ", "c/ ", "avenida ", "avda. ", "av. ", "plaza ", "paseo ", "carrera "})
        for (auto at = form.lower.find(street); at != std::string::npos; at = form.lower.find(street, at + 1)) {
            if (at > 0 && is_alnum(text[at - 1])) continue;
            const auto number = spanish_house(text, at + street.size());
            if (number == 0) continue;
            const auto stop = behind_street(text, word_end(text, number));
            finds.add(at, stop, Strength::likely, std::string(text.substr(at, stop - at)));
        }
}

} // namespace redress::analyze
