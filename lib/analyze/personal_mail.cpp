// E-mail addresses, as they are and as people disguise them: "jane at example dot com", "jane艾特qq点com", "jane#example.com
// (#换@)". A disguise must be plain to be believed: "look at example.com" is no address.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace redress::analyze {
namespace {

enum class Disguise { none, plain, doubtful }; // plain: nobody writes it for anything else

struct Mark {
    std::string_view text;
    Disguise disguise;
};
constexpr std::array<Mark, 34> at_marks{
    {{"&#64;", Disguise::plain},    {"%40", Disguise::plain},      {"&commat;", Disguise::plain},
     {"@", Disguise::none},         {"(at)", Disguise::plain},     {"[at]", Disguise::plain},
     {"{at}", Disguise::plain},     {"<at>", Disguise::plain},     {"(a)", Disguise::plain},
     {"[a]", Disguise::plain},      {"艾特", Disguise::plain},     {"(艾特)", Disguise::plain},
     {"[艾特]", Disguise::plain},   {"小老鼠", Disguise::plain},   {"圈a", Disguise::plain},
     {"(@)", Disguise::plain},      {"[@]", Disguise::plain},      {"(arroba)", Disguise::plain},
     {"[arroba]", Disguise::plain}, {"arroba", Disguise::plain},   {"_at_", Disguise::plain},
     {"-at-", Disguise::plain},     {"*at*", Disguise::plain},     {"爱特", Disguise::plain},
     {"#", Disguise::doubtful},     {" at ", Disguise::doubtful},  {"&", Disguise::doubtful},
     {"※", Disguise::doubtful},     {"(圈a)", Disguise::plain},    {"[圈a]", Disguise::plain},
     {"(小老鼠)", Disguise::plain}, {"[小老鼠]", Disguise::plain}, {"@符号", Disguise::plain},
     {"at", Disguise::doubtful}}};

constexpr std::array<std::string_view, 20> dot_marks{".",    "(dot)",   "[dot]",   "{dot}", "<dot>", "(.)",   "[.]",
                                                     "(点)", "[点]",    "点",      "點",    "。",    "_dot_", "-dot-",
                                                     "dot",  "(punto)", "[punto]", "punto", ",",     "*dot*"};

constexpr std::array<std::string_view, 62> tlds{
    "com",  "net",   "org",    "cn",   "es",   "io",      "co",   "me",  "edu",  "gov", "uk", "de",  "fr",
    "it",   "mx",    "ar",     "cl",   "pe",   "us",      "ca",   "au",  "nz",   "jp",  "kr", "hk",  "tw",
    "sg",   "my",    "in",     "info", "biz",  "ru",      "ch",   "at",  "be",   "nl",  "pl", "pt",  "br",
    "se",   "no",    "dk",     "fi",   "ie",   "eu",      "xyz",  "top", "vip",  "cc",  "tv", "app", "dev",
    "shop", "store", "online", "site", "test", "example", "mobi", "pro", "live", "tech"};

constexpr std::array<std::string_view, 24> providers{
    "gmail",  "googlemail", "qq",   "163", "126",  "outlook", "hotmail", "yahoo", "icloud", "foxmail", "sina", "aliyun",
    "proton", "protonmail", "live", "msn", "yeah", "139",     "189",     "gmx",   "aol",    "tom",     "sohu", "vip"};

constexpr std::string_view mail_words[]{"邮箱",   "郵箱",    "邮件",  "信箱", "email", "e-mail",       "mail",
                                        "correo", "mailbox", "gmail", "电邮", "邮址",  "e-mailadresse"};

template <std::size_t N> bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_local(char c)
{
    return is_alnum(c) || std::string_view("._%+-'").find(c) != std::string_view::npos;
}

std::size_t skip_blanks(std::string_view text, std::size_t at)
{
    auto end = at;
    while (end < text.size() && text[end] == ' ' && end - at < 3) ++end;
    return end;
}

struct Domain {
    std::string name;
    std::size_t end = 0;
    bool disguised = false, spaced = false;
};

// A label's end: ASCII and letters with marks; Chinese only where a dot and a top level follow.
std::size_t label_end(std::string_view text, std::size_t at)
{
    auto end = at;
    while (end < text.size()) {
        const auto c = char_at(text, end);
        const bool ascii = c < 0x80 && (is_alnum(static_cast<char>(c)) || c == '-');
        if (!ascii && (c < 0xC0 || c > 0x24F)) break;
        if (c == U'-' && text.substr(end).starts_with("-dot-")) break;
        end += char_length(text, end);
    }
    while (end > at && text[end - 1] == '-') --end;
    if (end > at) return end;
    while (end < text.size() && end - at < 60 && text::is_han(char_at(text, end))) end += char_length(text, end);
    return end < text.size() && text[end] == '.' ? end : at;
}

std::size_t top_level_end(std::string_view text, std::size_t at)
{
    for (const std::string_view name : {"中国", "公司", "网络", "中國", "香港", "台灣"})
        if (text.substr(at).starts_with(name)) return at + name.size();
    auto end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (text.substr(at, 4) == "xn--")
        while (end < text.size() && (is_alnum(text[end]) || text[end] == '-')) ++end;
    return end;
}

// Which dot stands at a place, with blanks around where the mark is a word; its length, 0 for none.
std::size_t dot_at(std::string_view text, std::size_t at, bool& disguised)
{
    const auto begin = skip_blanks(text, at);
    for (const auto mark : dot_marks) {
        if (!text.substr(begin).starts_with(mark)) continue;
        const bool plain = mark == ".";
        const bool word = mark == "dot" || mark == "punto";
        const auto behind = skip_blanks(text, begin + mark.size());
        const bool blanks = begin > at || behind > begin + mark.size();
        if (word && begin == at) continue;
        // "jane@example. Thanks" ends there; "example . com" goes on.
        if ((plain || mark == "," || mark == "。") && blanks && !(plain && begin > at && behind > begin + 1)) continue;
        disguised = disguised || !plain || blanks;
        return behind - at;
    }
    return 0;
}

std::optional<Domain> domain_at(std::string_view text, std::size_t at)
{
    Domain out;
    std::size_t labels = 0;
    bool disguised = false;
    for (auto place = at; labels < 6;) {
        const auto end = label_end(text, place);
        const auto top = labels > 0 ? top_level_end(text, place) : place;
        // A top level of letters only, with no digit or letter behind it.
        if (top > place && top - place >= 2 && top >= end && (top == text.size() || !is_digit(text[top]))) {
            const auto name = text.substr(place, top - place);
            if (!disguised || is_one_of(name, tlds) || static_cast<unsigned char>(name[0]) >= 0x80) {
                out.end = top;
                out.disguised = disguised;
            }
        }
        if (end == place) break;
        out.name += (labels ? "." : "") + std::string(text.substr(place, end - place));
        ++labels;
        bool marked = false;
        const auto length = dot_at(text, end, marked);
        if (length == 0) break;
        // A mark that is none between an address and what follows ends it.
        if (marked && out.end != 0) {
            const auto next = top_level_end(text, end + length);
            if (!is_one_of(text.substr(end + length, next - end - length), tlds)) break;
        }
        disguised = disguised || marked;
        place = end + length;
    }
    if (out.end == 0) return std::nullopt;
    std::string name;
    for (std::size_t place = at; place < out.end;) {
        const auto end = std::min(std::max(label_end(text, place), top_level_end(text, place)), out.end);
        name += (name.empty() ? "" : ".") + std::string(text.substr(place, end - place));
        bool marked = false;
        place = end + std::max<std::size_t>(dot_at(text, end, marked), 1);
    }
    out.name = name;
    return out;
}

struct Local {
    std::size_t begin = 0;
    std::string name;
};

Local local_before(std::string_view text, std::size_t at, bool disguised)
{
    auto begin = at;
    while (begin > 0 && is_local(text[begin - 1])) --begin;
    while (begin < at && !is_alnum(text[begin]) && text[begin] != '_') ++begin;
    Local out{begin, std::string(text.substr(begin, at - begin))};
    if (!disguised || out.name.empty()) return out;
    for (const std::string_view dot : {" dot ", "(dot)", "[dot]", " punto ", "点", "(点)"}) {
        if (!text.substr(0, begin).ends_with(dot)) continue;
        const auto more = local_before(text, begin - dot.size(), false);
        if (!more.name.empty()) return {more.begin, more.name + "." + out.name};
    }
    return out;
}

// "look at example dot com" speaks of a site.
bool is_verb(std::string_view word)
{
    constexpr std::array<std::string_view, 36> words{
        "look",   "shop",    "buy",   "order",  "see",     "found", "find",  "sold",    "available",
        "bought", "me",      "us",    "is",     "was",     "are",   "them",  "it",      "this",
        "one",    "cheaper", "price", "prices", "ordered", "sale",  "check", "visit",   "looking",
        "listed", "online",  "store", "seller", "account", "here",  "there", "website", "page"};
    return is_one_of(word, words);
}

bool is_believable(const Reading& form, const Local& local, const Domain& domain)
{
    if (is_verb(local.name)) return said_before(form, local.begin, mail_words, 24);
    if (domain.disguised) return true;
    const auto host = domain.name.substr(0, domain.name.find('.'));
    if (is_one_of(host, providers)) return true;
    return said_before(form, local.begin, mail_words, 40);
}

// "r***9@example.com" was masked by somebody else: what is left of it is no address. "*jane@example.com*" is in bold.
bool is_rest_of_masked(std::string_view text, std::size_t begin, std::size_t end)
{
    return begin > 0 && text[begin - 1] == '*' && (end >= text.size() || text[end] != '*');
}

void try_mark(const Reading& form, std::size_t at, const Mark& mark, Finds& finds)
{
    const std::string_view text = form.lower;
    auto left = at;
    while (left > 0 && text[left - 1] == ' ' && at - left < 2) --left;
    auto right = skip_blanks(text, at + mark.text.size());
    const bool spaced = left < at || right > at + mark.text.size();
    if (mark.text == "#" && spaced) return;
    // "123456at qq.com": only behind a digit, or every "at" of a word were one.
    if (mark.text == "at" && (at == 0 || !is_digit(text[at - 1]))) return;
    const auto domain = domain_at(text, right);
    if (!domain) return;
    const auto local = local_before(text, left, mark.disguise != Disguise::none || spaced);
    if (local.name.empty() || local.name.size() > 64 || is_rest_of_masked(text, local.begin, domain->end)) return;
    // "jane@ example.com" is a slip; "meet jane @ example.com" may be a place.
    const bool doubtful = mark.disguise == Disguise::doubtful || (mark.disguise == Disguise::none && left < at);
    if (doubtful && !is_believable(form, local, *domain)) return;
    const bool sure = mark.disguise == Disguise::none && !spaced && !domain->disguised;
    finds.add(local.begin, domain->end, sure ? Strength::sure : Strength::likely, local.name + "@" + domain->name);
}

// "把星号换成@": marks by their Chinese names.
void add_named_marks(std::string_view text, std::size_t end, std::vector<std::string>& out)
{
    struct Named {
        std::string_view name;
        std::array<std::string_view, 4> marks;
    };
    constexpr std::array<Named, 9> named{{{"星", {"*", "☆", "★", "✩"}},
                                          {"星星", {"*", "☆", "★", "✩"}},
                                          {"井", {"#"}},
                                          {"减", {"-"}},
                                          {"圈", {"○", "◎", "⭕", "●"}},
                                          {"心", {"♥", "❤", "♡"}},
                                          {"艾", {"&"}},
                                          {"美元", {"$"}},
                                          {"三角", {"△", "▲"}}}};
    for (const std::string_view tail : {"符号", "号", "號"})
        if (text.substr(0, end).ends_with(tail)) {
            end -= tail.size();
            break;
        }
    for (const auto& one : named)
        if (text.substr(0, end).ends_with(one.name))
            for (const auto mark : one.marks)
                if (!mark.empty()) out.emplace_back(mark);
}

// "#换@", "replace * with @": which mark stands for it in this text.
std::vector<std::string> told_marks(std::string_view text)
{
    std::vector<std::string> out;
    const auto take = [&](std::size_t begin, std::size_t end) {
        const auto word = text::trim(text.substr(begin, end - begin));
        if (!word.empty() && word.size() <= 6 && word != "@") out.emplace_back(word);
    };
    for (const std::string_view told :
         {"换成@", "换@", "改成@", "改@", "替换成@", "换为@", "改为@", "代替@", "=@", "就是@", "是@"})
        for (auto at = text.find(told); at != std::string_view::npos; at = text.find(told, at + 1)) {
            add_named_marks(text, at, out);
            auto end = at;
            for (const std::string_view tail : {"号", "號"}) // "*号换成@"
                if (text.substr(0, end).ends_with(tail)) end -= tail.size();
            auto begin = end;
            while (begin > 0 && end - begin < 6) {
                const auto c = char_before(text, begin);
                if (c == U' ' && begin < end) break;
                if (c == U'(' || c == U'，' || c == U',' || c == U'把' || c == U'将' || c == U'。' || text::is_han(c)) break;
                begin -= std::max<std::size_t>(1, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
            }
            take(begin, end);
        }
    for (const auto& [before, behind] : {std::pair<std::string_view, std::string_view>{"replace ", " with @"},
                                         {"change ", " to @"},
                                         {"cambia ", " por @"},
                                         {"swap ", " for @"}}) {
        const auto at = text.find(before);
        const auto end = at == std::string_view::npos ? at : text.find(behind, at);
        if (end != std::string_view::npos) take(at + before.size(), end);
    }
    return out;
}

// "j a n e @ e x a m p l e . c o m": single characters with a blank between each.
void find_spaced(const Reading& form, std::size_t at, Finds& finds)
{
    const std::string_view text = form.lower;
    const auto single = [&](std::size_t place) { return place < text.size() && text[place] > ' ' && text[place] < 0x7F; };
    auto begin = at;
    const auto alone = [&](std::size_t place) { return place == 0 || !is_alnum(text[place - 1]); };
    while (begin >= 2 && text[begin - 1] == ' ' && single(begin - 2) && is_local(text[begin - 2]) && alone(begin - 2))
        begin -= 2;
    auto end = at + 1;
    std::string packed;
    while (end + 1 < text.size() && text[end] == ' ' && single(end + 1) &&
           (end + 2 >= text.size() || !is_alnum(text[end + 2]))) {
        packed += text[end + 1];
        end += 2;
    }
    constexpr std::size_t least_local = 2, least_domain = 4;
    if (at - begin < 2 * least_local || packed.size() < least_domain) return;
    const auto domain = domain_at(packed, 0);
    if (!domain || domain->disguised) return;
    std::string local;
    for (auto place = begin; place < at; place += 2) local += text[place];
    finds.add(begin, at + 1 + 2 * domain->end, Strength::likely, local + "@" + domain->name);
}

} // namespace

void find_emails(const Reading& form, Finds& finds)
{
    const std::string_view text = form.lower;
    for (const auto& mark : at_marks)
        for (auto at = text.find(mark.text); at != std::string_view::npos; at = text.find(mark.text, at + 1))
            try_mark(form, at, mark, finds);
    if (text.find('@') == std::string_view::npos) return;
    for (auto at = text.find(" @ "); at != std::string_view::npos; at = text.find(" @ ", at + 1))
        find_spaced(form, at + 1, finds);
    for (const auto& told : told_marks(text))
        for (auto at = text.find(told); at != std::string_view::npos; at = text.find(told, at + 1))
            try_mark(form, at, {told, Disguise::plain}, finds);
}

} // namespace redress::analyze
