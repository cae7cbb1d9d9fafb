// Dates of birth, where a text calls them so; and the plates of cars.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace redress::analyze {
namespace {

// Blanks, colons and small words between a label and its date.
std::size_t behind_label(std::string_view text, std::size_t at)
{
    constexpr std::size_t far = 16;
    const auto start = at;
    for (bool more = true; more && at < text.size() && at - start < far;) {
        more = false;
        for (const std::string_view glue :
             {" ", ":", "=", "\"", "是", "为", "為", "于", "於", "is ", "was ", "es ", "el ", "on ", "día "})
            if (text.substr(at).starts_with(glue)) {
                at += glue.size();
                more = true;
            }
    }
    return at;
}

struct Digits {
    int value = 0;
    std::size_t end = 0;
};

std::optional<Digits> digits_at(std::string_view text, std::size_t at, std::size_t most)
{
    Digits out{0, at};
    while (out.end < text.size() && is_digit(text[out.end]) && out.end - at < most)
        out.value = out.value * 10 + (text[out.end++] - '0');
    if (out.end == at) return std::nullopt;
    return out;
}

std::size_t skip_one_of(std::string_view text, std::size_t at, Words marks)
{
    for (const auto mark : marks)
        if (text.substr(at).starts_with(mark)) return at + mark.size();
    return std::string_view::npos;
}

bool is_year(int year)
{
    return year >= 1900 && year <= 2030;
}

// "1990-05-12", "12/05/1990", "1990年5月12日", "19900512", "5月12日"; its end, or its begin if there is none.
std::size_t date_of_digits(std::string_view text, std::size_t at)
{
    static constexpr std::string_view marks[]{"-", "/", ".", "年", "月", " "};
    constexpr std::size_t compact = 8;
    const auto first = digits_at(text, at, compact);
    if (!first) return at;
    if (first->end - at == compact) return is_year(first->value / 10000) ? first->end : at;
    if (first->end - at > 4) return at;
    const auto place = skip_one_of(text, first->end, marks);
    if (place == std::string_view::npos) return at;
    const auto second = digits_at(text, place, 2);
    if (!second || second->value < 1 || second->value > 31) return at;
    const auto day = [&](std::size_t end) {
        return text.substr(end).starts_with("日") || text.substr(end).starts_with("号") ? end + 3 : end;
    };
    const auto next = skip_one_of(text, second->end, marks);
    const auto third = next == std::string_view::npos ? std::nullopt : digits_at(text, next, 4);
    if (is_year(first->value)) return third && third->value <= 31 ? day(third->end) : day(second->end);
    if (third && third->end - next != 3 && first->value <= 31) return day(third->end);
    // "5月12日" has no year
    return first->value <= 12 && text.substr(first->end).starts_with("月") ? day(second->end) : at;
}

bool is_month(std::string_view word)
{
    constexpr std::array<std::string_view, 35> months{
        "january", "february", "march",    "april", "may",    "june",       "july",    "august",   "september",
        "october", "november", "december", "jan",   "feb",    "mar",        "apr",     "jun",      "jul",
        "aug",     "sep",      "sept",     "oct",   "nov",    "dec",        "enero",   "febrero",  "marzo",
        "abril",   "mayo",     "junio",    "julio", "agosto", "septiembre", "octubre", "noviembre"};
    return word == "diciembre" || std::find(months.begin(), months.end(), word) != months.end();
}

// "March 5th, 1990", "5 March 1990", "5 de marzo de 1990"
std::size_t date_of_words(std::string_view text, std::size_t at)
{
    constexpr int most = 5;
    auto place = at;
    auto end = at;
    bool month = false, year = false;
    for (int parts = 0; parts < most && place < text.size() && !year; ++parts) {
        auto stop = place;
        while (stop < text.size() && is_alnum(text[stop])) ++stop;
        const auto word = text.substr(place, stop - place);
        const auto number = digits_at(word, 0, 4);
        if (number && number->end == word.size() && word.size() == 4 && is_year(number->value))
            year = true;
        else if (is_month(word))
            month = true;
        else if (!(number && number->value <= 31) && word != "de" && word != "of" && word != "del" && word != "the")
            break;
        end = stop;
        place = stop;
        while (place < text.size() && place - stop < 2 && (text[place] == ' ' || text[place] == ',' || text[place] == '.'))
            ++place;
    }
    return month && year ? end : at;
}

constexpr std::u32string_view provinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

// What stands on the plate behind "京A": five places or six, letters without I and O; the last may be a word's.
std::size_t plate_end(std::string_view text, std::size_t at)
{
    auto end = at;
    std::size_t digits = 0;
    while (end < text.size() && end - at < 6 && (is_digit(text[end]) || (text[end] >= 'A' && text[end] <= 'Z'))) {
        if (text[end] == 'I' || text[end] == 'O') return at;
        digits += is_digit(text[end++]);
    }
    if (end - at == 4)
        for (const std::string_view last : {"学", "挂", "警", "港", "澳", "使", "领"})
            if (text.substr(end).starts_with(last)) return end + last.size();
    const bool whole = (end - at == 5 || end - at == 6) && digits >= 2;
    return whole && !(end < text.size() && is_alnum(text[end])) ? end : at;
}

void find_chinese_plates(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    for (const auto& token : form.tokens) {
        if (token.begin < 3 || !(text[token.begin] >= 'A' && text[token.begin] <= 'Z')) continue;
        const auto province = char_before(text, token.begin);
        if (!text::is_han(province) || provinces.find(province) == std::u32string_view::npos) continue;
        auto at = token.begin + 1;
        for (const std::string_view mark : {"·", "•", " ", "-", "."})
            if (token.size() == 1 && text.substr(at).starts_with(mark)) {
                at += mark.size();
                break;
            }
        const auto end = plate_end(text, at);
        if (end > at)
            finds.add(token.begin - 3, end, Strength::likely,
                      std::string(text.substr(token.begin - 3, end - token.begin + 3)));
    }
}

// "license plate 7ABC123", "matrícula 1234 BCD": up to two groups of letters and digits, with a digit.
void find_named_plates(const Reading& form, Finds& finds)
{
    static constexpr std::string_view labels[]{"license plate", "licence plate", "number plate", "plate number", "plate no",
                                               "matrícula",     "matricula",     "placa",        "placas",       "车牌号",
                                               "车牌",          "車牌",          "車牌號"};
    constexpr std::size_t least = 5, most = 8;
    const auto& tokens = form.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].size() > most || tokens[i].lower || !labelled_by(form, tokens[i].begin, labels)) continue;
        auto end = tokens[i].end;
        bool digit = tokens[i].digit;
        if (i + 1 < tokens.size() && tokens[i + 1].begin == end + 1 && !tokens[i + 1].lower &&
            (form.text[end] == ' ' || form.text[end] == '-') && tokens[i].size() + tokens[i + 1].size() <= most) {
            end = tokens[i + 1].end;
            digit = digit || tokens[i + 1].digit;
        }
        if (digit && end - tokens[i].begin >= least)
            finds.add(tokens[i].begin, end, Strength::likely, form.text.substr(tokens[i].begin, end - tokens[i].begin));
    }
}

} // namespace

void find_births(const Reading& form, Finds& finds)
{
    if (!form.digits) return;
    const std::string_view text = form.lower;
    for (const std::string_view label :
         {"出生日期",      "出生年月日", "出生年月",  "出生时间", "出生于",     "出生於",
          "生日",          "生于",       "生於",      "dob",      "d.o.b.",     "d.o.b",
          "date of birth", "birth date", "birthdate", "birthday", "born",       "fecha de nacimiento",
          "nacimiento",    "nací",       "nacido",    "nacida",   "cumpleaños", "f. nac.",
          "f.nac."})
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            if (is_letter(label.front()) && at > 0 && is_alnum(text[at - 1])) continue;
            const auto begin = behind_label(text, at + label.size());
            const auto end = std::max(date_of_digits(text, begin), date_of_words(text, begin));
            if (end > begin && !(end < text.size() && is_digit(text[end])))
                finds.add(begin, end, Strength::likely, std::string(text.substr(begin, end - begin)));
        }
}

void find_plates(const Reading& form, Finds& finds)
{
    if (!form.digits) return;
    find_chinese_plates(form, finds);
    find_named_plates(form, finds);
}

} // namespace redress::analyze
