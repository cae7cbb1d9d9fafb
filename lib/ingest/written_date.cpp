#include "ingest/written_date.hpp"

#include "base/text.hpp"
#include "ingest/stamp_scan.hpp"

#include <algorithm>
#include <vector>

namespace redress::ingest {
namespace {

// Walks a text of numbers and words.
class Scan {
public:
    Scan(std::string_view text, const text::MonthNames& months) : in_(text), text_(text), months_(months) {}
    std::optional<WrittenDate> run();

private:
    bool clock(int hour, unsigned digits);
    void number();
    void word();
    void set_month(unsigned month);
    bool follows(std::string_view words) { return text_.substr(in_.at()).starts_with(words); }

    Cursor in_;
    std::string_view text_;
    const text::MonthNames& months_;
    WrittenDate out_;
    int day_ = 0, year_ = 0;
    unsigned month_ = 0;
    bool timed_ = false, clock_last_ = false, month_follows_ = false;
    Half half_ = Half::none;
    std::size_t clock_end_ = 0;
};

void Scan::set_month(unsigned month)
{
    if (month_ == 0) month_ = month;
    month_follows_ = false;
}

// After the hour: "10:05", "10:05:09pm", "16h55", "下午4:55".
bool Scan::clock(int hour, unsigned digits)
{
    const auto start = in_.at();
    int minute = 0, second = 0;
    if (timed_ || digits > 2 || hour > 24) return false;
    if (!in_.take(':') && !in_.take('h')) return false;
    if (in_.number(minute, 2) != 2 || minute > 59) {
        in_.back_to(start);
        return false;
    }
    if (in_.take(':') && in_.number(second, 2) != 2) second = 0;
    if (half_ == Half::none) half_ = scan_half(in_);
    out_.local.hour = on_the_clock(hour, half_);
    out_.local.minute = minute;
    out_.local.second = second;
    timed_ = true;
    clock_last_ = day_ != 0 && year_ != 0;
    clock_end_ = in_.at();
    return true;
}

void Scan::number()
{
    const auto start = in_.at();
    DateFields fields;
    if (month_ == 0 && day_ == 0 && scan_date(in_, fields)) {
        const bool year = std::max({fields.digits[0], fields.digits[1], fields.digits[2]}) == 4;
        if (year || !in_.at_digit()) {
            out_.fields = fields;
            month_ = 1; // decided later
            day_ = 1;
            year_ = 1;
            return;
        }
    }
    in_.back_to(start);
    int value = 0;
    const auto digits = in_.number(value, 4);
    if (digits == 0) { // more digits than a date has
        while (in_.at_digit()) in_.step();
        return;
    }
    if (clock(value, digits)) return;
    if (follows("月") || follows("월"))
        set_month(static_cast<unsigned>(value));
    else if (month_follows_)
        set_month(static_cast<unsigned>(value));
    else if (follows("年") || follows("년") || digits == 4)
        year_ = value > 2400 ? value - 543 : value; // Thai pages count from the Buddha
    else if (day_ == 0)
        day_ = value;
    else if (year_ == 0 && month_ != 0 && digits == 2) // "01-Mar-26"
        year_ = 2000 + value;
}

void Scan::word()
{
    const auto start = in_.at();
    if (const auto half = scan_half(in_); half != Half::none && !timed_) {
        half_ = half;
        return;
    }
    in_.back_to(start);
    auto end = start;
    std::u32string letters;
    for (const auto c : text::to_u32(text_.substr(start, std::min<std::size_t>(text_.size() - start, 120)))) {
        std::string utf8;
        text::append_utf8(utf8, c);
        int digit = 0;
        const bool is_letter = text::is_word(c) && digit_length(utf8, 0, digit) == 0;
        if (!is_letter && !(c == U'.' && !letters.empty())) break;
        letters += c;
        end += utf8.size();
        if (c == U'年' || c == U'月' || c == U'日') break; // stand between numbers without a blank
    }
    if (letters.empty()) {
        in_.step();
        return;
    }
    const auto word = text_.substr(start, end - start);
    in_.back_to(end);
    const auto key = text::fold_case(word);
    month_follows_ = key == "tháng" || key == "thg" || key == "thg.";
    // Of two the later: "mar. 5 nov. 2024" begins with a Tuesday. Behind the clock there are zones.
    if (timed_ && month_ != 0) return;
    if (const auto month = month_follows_ ? 0 : months_.find(word); month != 0) month_ = month;
}

std::optional<WrittenDate> Scan::run()
{
    while (!in_.done()) {
        if (in_.space()) continue;
        if (timed_ && follows("(")) break;
        if (in_.done()) break;
        if (in_.at_digit() && timed_ && day_ != 0 && year_ != 0)
            in_.step(); // of the zone
        else if (in_.at_digit())
            number();
        else
            word();
    }
    if (!timed_ || day_ == 0 || month_ == 0 || year_ == 0) return std::nullopt;
    if (!out_.fields) {
        out_.local.year = year_;
        out_.local.month = month_;
        out_.local.day = static_cast<unsigned>(day_);
    }
    auto rest = text_.substr(clock_end_);
    rest = rest.substr(0, rest.find('('));
    if (clock_last_) out_.zone = text::trim(rest);
    return out_;
}

} // namespace

LocalTime WrittenDate::in(const DecidedOrder& order) const
{
    if (!fields) return local;
    auto out = order.day(*fields);
    out.hour = local.hour;
    out.minute = local.minute;
    out.second = local.second;
    return out;
}

std::optional<WrittenDate> read_written_date(std::string_view text, const text::MonthNames& months)
{
    return Scan(text, months).run();
}

void WrittenDates::see(const std::string& written, std::uint64_t line)
{
    constexpr std::size_t enough = 500;
    const auto date = read_written_date(written, months_);
    if (date && date->fields) {
        numeric_ = true;
        vote_.add(*date->fields, line);
    } else if (samples_.size() < enough)
        samples_.push_back(written);
}

void WrittenDates::decide(const Reading& reading)
{
    std::size_t best = samples_.size() + 1;
    for (const auto& language : text::month_languages()) {
        const text::MonthNames months(language);
        const auto unread = static_cast<std::size_t>(std::count_if(
            samples_.begin(), samples_.end(), [&](const auto& sample) { return !read_written_date(sample, months); }));
        if (unread >= best) continue;
        best = unread;
        months_ = months;
        if (best == 0) break;
    }
    unread_ = best > samples_.size() ? 0 : best;
    if (numeric_) order_ = settle_order(reading, reading.name, vote_.decide());
}

std::optional<WrittenDate> WrittenDates::read(const std::string& written) const
{
    return read_written_date(written, months_);
}

} // namespace redress::ingest
