// GMime's reader of dates is not used: it takes "+02:00", "GMT+0200", "CEST" and "JST" for UTC, "10.06.51" and a zone
// without a blank before it for midnight, and drops "PM".
#include "ingest/mail_date.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace redress::ingest::mail {
namespace {

// The names of months in the languages mail programs write them in; the beginning of one, from three letters on, will do.
constexpr std::array<std::string_view, 12> months{
    "january januar jänner janvier enero gennaio janeiro januari января январь",
    "february februar février fevrier febrero febbraio fevereiro februari февраля февраль",
    "march märz mrz mars marzo março marco maart mrt marts марта март",
    "april avril abril aprile апреля апрель",
    "may mai mayo maggio maio mei maj мая май",
    "june juni juin junio giugno junho июня июнь",
    "july juli juillet julio luglio julho июля июль",
    "august août aout agosto augustus augusti августа август",
    "september septembre septiembre settembre setembro сентября сентябрь",
    "october oktober octobre octubre ottobre outubro октября октябрь",
    "november novembre noviembre novembro ноября ноябрь",
    "december dezember décembre decembre diciembre dicembre dezembro desember декабря декабрь",
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view s)
{
    return std::min(s.find_first_not_of("0123456789"), s.size());
}

int number_of(std::string_view digits)
{
    int out = 0;
    for (const char c : digits.substr(0, 8)) out = out * 10 + (c - '0');
    return out;
}

// Comments hold the zone's name or a remark; of use only where nothing else names a zone.
std::string without_comments(std::string_view written, std::string& comment)
{
    std::string out;
    int depth = 0;
    for (const char c : written) {
        if (c == '(')
            ++depth;
        else if (c == ')')
            depth -= depth > 0 ? 1 : 0;
        else if (depth > 0)
            comment += c;
        else
            out += c == ',' || c == '"' || c == ';' || c == '\r' || c == '\n' ? ' ' : c;
    }
    return out;
}

class Reader {
public:
    std::optional<Date> read(std::string_view written)
    {
        std::string comment;
        const auto text = without_comments(written, comment);
        if (const auto local = time::parse_local(text::trim(text))) return Date{*local, std::nullopt};
        for (const auto token : text::split(text, ' '))
            if (const auto word = text::trim(token); !word.empty()) take(word);
        if (!zone_) take_zone(text::trim(comment));
        return result();
    }

private:
    void take(std::string_view token)
    {
        if (is_digit(token[0]))
            take_number(token);
        else if (token[0] == '+' || token[0] == '-')
            take_zone(token);
        else
            take_word(token);
    }

    void take_number(std::string_view token)
    {
        const auto n = digits_at(token);
        const auto rest = token.substr(n);
        if (rest.empty())
            numbers_.push_back(token);
        else if (n <= 2 && !clock_ && (rest[0] == ':' || rest[0] == '.' || rest[0] == 'h') && rest.size() > 2 &&
                 is_digit(rest[1]) && is_digit(rest[2]))
            take_clock(token);
        else if (n == 4 && (rest[0] == '-' || rest[0] == '/'))
            take_iso(token);
        else if (rest[0] == '-' || rest[0] == '/')
            for (const auto part : text::split(token, rest[0])) // 02-May-2012
                take(part.empty() ? "0" : part);
        else if (rest == "." || rest == "st" || rest == "nd" || rest == "rd" || rest == "th")
            numbers_.push_back(token.substr(0, n));
        else if (rest.starts_with("年") || rest.starts_with("月") || rest.starts_with("日"))
            take_han(token.substr(0, n), rest);
        else
            broken_ = true;
    }

    // 2012年5月2日, in one piece or in three
    void take_han(std::string_view digits, std::string_view unit)
    {
        if (unit.starts_with("月"))
            month_ = static_cast<unsigned>(number_of(digits));
        else
            numbers_.push_back(digits);
        if (unit.size() > 3) take(unit.substr(3));
    }

    // 2012-05-02, 2012-05-02T10:06:51.250+02:00
    void take_iso(std::string_view token)
    {
        const auto t = token.find_first_of("Tt");
        const auto day = time::parse_local(token.substr(0, t));
        broken_ = broken_ || !day || year_ || month_;
        if (!day) return;
        year_ = day->year;
        month_ = day->month;
        day_ = day->day;
        if (t != std::string_view::npos) take(token.substr(t + 1).empty() ? "x" : token.substr(t + 1));
    }

    // 10:06, 10:06:51, 10.06.51, with am, a fraction or the zone right behind
    void take_clock(std::string_view token)
    {
        std::array<int, 3> fields{0, 0, 0};
        clock_ = true;
        const char colon = token[digits_at(token)];
        for (auto& field : fields) {
            const auto n = digits_at(token);
            broken_ = broken_ || n == 0 || n > 2;
            field = number_of(token.substr(0, n));
            token.remove_prefix(n);
            if (token.size() < 2 || token[0] != colon || !is_digit(token[1])) break;
            token.remove_prefix(1);
        }
        hour_ = fields[0];
        minute_ = fields[1];
        second_ = fields[2];
        if (token.size() > 1 && (token[0] == '.' || token[0] == ',') && is_digit(token[1]))
            token.remove_prefix(1 + digits_at(token.substr(1)));
        if (!token.empty()) take(token);
    }

    void take_word(std::string_view word)
    {
        const auto lower = text::lower_ascii(word);
        if (lower == "am" || lower == "pm" || lower == "a.m." || lower == "p.m.")
            half_ = lower[0];
        else if (const auto month = month_of_word(word))
            month_ = month; // the last one: "mar, 02 mag" is a Tuesday in May
        else if (!zone_)
            take_zone(word);
    }

    // An offset in figures wins over a name: "GMT +0200".
    void take_zone(std::string_view word)
    {
        const bool figures = word.starts_with('+') || word.starts_with('-');
        const bool capitals = word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
        if (word.empty() || word.size() > 9 || !(figures || capitals || is_gmt(word))) return;
        auto zone = word.size() == 1 ? time::Zone::utc() : time::Zone::find(word); // RFC 5322: military letters say nothing
        if (zone) zone_ = std::move(zone);
    }

    static bool is_gmt(std::string_view word)
    {
        return (word.starts_with("GMT") || word.starts_with("UTC")) && word.size() > 3 && (word[3] == '+' || word[3] == '-');
    }

    // The numbers that are left: day and year, in the order that fits.
    void sort_numbers()
    {
        if (year_) {
            broken_ = broken_ || !numbers_.empty();
            return;
        }
        if (numbers_.size() != 2 || !month_) {
            broken_ = true;
            return;
        }
        auto day = numbers_[0], year = numbers_[1];
        if (day.size() > 2) std::swap(day, year);
        broken_ = broken_ || day.size() > 2 || year.size() > 4;
        day_ = static_cast<unsigned>(number_of(day));
        year_ = number_of(year);
        if (year.size() <= 2) *year_ += *year_ < 50 ? 2000 : 1900; // RFC 5322, 4.3
        if (year.size() == 3) *year_ += 1900;
    }

    std::optional<Date> result()
    {
        if (!broken_) sort_numbers();
        if (broken_ || !clock_) return std::nullopt;
        if (half_ && hour_ <= 12) hour_ = hour_ % 12 + (half_ == 'p' ? 12 : 0);
        Date date;
        date.local = {*year_, month_, day_, hour_, minute_, second_};
        if (!date.local.exists()) return std::nullopt;
        if (zone_)
            date.offset = static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(
                                               time::from_utc_fields(date.local) - zone_->to_utc(date.local).at)
                                               .count());
        return date;
    }

    std::optional<int> year_;
    std::optional<time::Zone> zone_;
    std::vector<std::string_view> numbers_;
    unsigned month_ = 0, day_ = 0;
    int hour_ = 0, minute_ = 0, second_ = 0;
    char half_ = 0;
    bool clock_ = false, broken_ = false;
};

bool is_ascii(std::string_view s)
{
    return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

unsigned month_of_word(std::string_view word)
{
    while (word.ends_with('.') || word.ends_with(',')) word.remove_suffix(1);
    if (word.size() < 3 || word.size() > 24) return 0;
    const auto folded = is_ascii(word) ? text::lower_ascii(word) : text::fold_case(word);
    for (unsigned i = 0; i < months.size(); ++i)
        for (auto at = months[i].find(folded); at != std::string_view::npos; at = months[i].find(folded, at + 1))
            if (at == 0 || months[i][at - 1] == ' ') return i + 1;
    return 0;
}

std::optional<Date> parse_date(std::string_view written)
{
    if (written.size() > 200) return std::nullopt;
    return Reader().read(written);
}

} // namespace redress::ingest::mail
