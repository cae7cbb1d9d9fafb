// What a platform's mail states of a case, found behind the words that announce it. A value that could be read in two ways
// is none: a wrong date for an answer loses the case it was to save.
#include "analyze/normal.hpp"
#include "base/text.hpp"
#include "ingest/mail_notice.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest::mail {
namespace {

using profile::NoticeBook;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The text, with what stands behind each place where a label stands.
class Page {
public:
    explicit Page(std::string_view written) : written_(written) { analyze::normalise(written, normal_); }

    // The first value behind the first label that has one.
    template <typename Read>
    auto find(const std::vector<std::string>& labels, const Read& read) const -> decltype(read(std::string_view()))
    {
        analyze::NormalText label;
        for (const auto& words : labels) {
            analyze::normalise(words, label);
            if (label.text.empty()) continue;
            for (auto at = normal_.text.find(label.text); at != std::string::npos;
                 at = normal_.text.find(label.text, at + 1)) {
                const auto end = at + label.text.size();
                if (!stands_alone(at, end)) continue;
                if (auto value = read(behind(end))) return value;
            }
        }
        return {};
    }

    bool holds(const std::string& words) const
    {
        analyze::NormalText folded;
        analyze::normalise(words, folded);
        return !folded.text.empty() && normal_.text.find(folded.text) != std::string::npos;
    }

private:
    bool stands_alone(std::size_t at, std::size_t end) const
    {
        const auto& t = normal_.text;
        return !(at > 0 && is_alnum(t[at - 1]) && is_alnum(t[at])) &&
               !(end < t.size() && is_alnum(t[end]) && is_alnum(t[end - 1]));
    }

    std::string behind(std::size_t end) const
    {
        std::string out(written_.substr(normal_.from[end], 90));
        out = text::repair_utf8(out).text;
        std::replace(out.begin(), out.end(), '\n', ' ');
        std::string_view rest = out;
        for (bool again = true; again;) {
            again = false;
            for (const std::string_view skip : {" ", ":", "：", "#", "\u00A0", "(UTC)", "为", "是", "\t", "\r", "*"})
                if (rest.starts_with(skip)) {
                    rest.remove_prefix(skip.size());
                    again = true;
                }
        }
        return std::string(rest);
    }

    std::string_view written_;
    analyze::NormalText normal_;
};

// "PP-R-ABC-123", "1234567890": at least five characters, a digit among them.
std::optional<std::string> read_number(std::string_view text)
{
    std::size_t n = 0;
    while (n < text.size() && (is_alnum(text[n]) || text[n] == '-' || text[n] == '_')) ++n;
    while (n > 0 && !is_alnum(text[n - 1])) --n;
    const auto token = text.substr(0, n);
    if (n < 5 || n > 64 || std::none_of(token.begin(), token.end(), is_digit) || !is_alnum(token[0])) return std::nullopt;
    return std::string(token);
}

struct Sign {
    std::string_view written, currency;
};
constexpr Sign signs[] = {{"US $", "USD"}, {"US$", "USD"}, {"USD", "USD"},   {"EUR", "EUR"}, {"GBP", "GBP"},
                          {"CNY", "CNY"},  {"RMB", "CNY"}, {"HKD", "HKD"},   {"HK$", "HKD"}, {"AUD", "AUD"},
                          {"CAD", "CAD"},  {"JPY", "JPY"}, {"USDT", "USDT"}, {"€", "EUR"},   {"£", "GBP"},
                          {"元", "CNY"},   {"$", ""},      {"¥", ""},        {"￥", ""}};

std::string_view take_sign(std::string_view& text, std::string& currency)
{
    while (text.starts_with(' ')) text.remove_prefix(1);
    for (const auto& sign : signs)
        if (text.starts_with(sign.written)) {
            text.remove_prefix(sign.written.size());
            if (!sign.currency.empty()) currency = sign.currency;
            return sign.written;
        }
    return {};
}

// Only with its currency: "$12.00" may be of six countries.
std::optional<Money> read_amount(std::string_view text, bool chinese)
{
    std::string currency;
    const auto before = take_sign(text, currency);
    while (text.starts_with(' ')) text.remove_prefix(1);
    const auto n = std::min(text.find_first_not_of("0123456789.,"), text.size());
    auto figures = text.substr(0, n);
    while (figures.ends_with('.') || figures.ends_with(',')) figures.remove_suffix(1);
    if (figures.empty() || !is_digit(figures[0])) return std::nullopt;
    text.remove_prefix(n);
    take_sign(text, currency);
    if (currency.empty() && chinese && (before == "¥" || before == "￥")) currency = "CNY";
    if (currency.empty()) return std::nullopt;
    auto money = money::parse(figures, currency);
    if (money) money->currency = currency;
    return money;
}

// "2026-03-10", "2026/3/10", "2026年3月10日", and what of a clock follows; the order of year first is never in doubt.
std::optional<std::string> year_first(std::string_view text)
{
    if (text.size() < 8 || !std::all_of(text.begin(), text.begin() + 4, is_digit)) return std::nullopt;
    std::string plain(text.substr(0, 4));
    text.remove_prefix(4);
    for (const auto* ends : {"年", "月"}) {
        const bool han = text.starts_with(ends);
        if (!han && !text.starts_with('-') && !text.starts_with('/') && !text.starts_with('.')) return std::nullopt;
        text.remove_prefix(han ? 3 : 1);
        const auto n = std::min(text.find_first_not_of("0123456789"), text.size());
        if (n == 0 || n > 2) return std::nullopt;
        plain.append("-").append(n == 1 ? "0" : "").append(text.substr(0, n));
        text.remove_prefix(n);
    }
    if (text.starts_with("日")) text.remove_prefix(3);
    return plain + " " + std::string(text);
}

// A day alone, or with the clock and zone behind it; in the form --due takes.
std::optional<std::string> as_due(std::string_view words)
{
    if (const auto day = time::parse_local(words); day && words.size() == 10) return std::string(words);
    if (const auto exact = parse_date(words)) {
        const auto local = time::to_string(exact->local);
        return exact->offset ? local + (*exact->offset ? time::offset_string(*exact->offset) : "Z") : local;
    }
    // parse_date wants a clock: one is lent and not printed
    if (words.find(':') != std::string_view::npos) return std::nullopt;
    const auto lent = parse_date(std::string(words) + " 00:00");
    if (!lent || lent->offset) return std::nullopt;
    return time::to_string(lent->local).substr(0, 10);
}

bool is_filler(std::string_view word)
{
    static constexpr std::string_view fillers[] = {"on",  "the", "end", "of",  "at",  "mon",
                                                   "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto lower = text::lower_ascii(word.substr(0, word.find(',')));
    return std::any_of(std::begin(fillers), std::end(fillers), [&lower](std::string_view f) {
        return lower == f || (f.size() == 3 && lower.ends_with("day") && lower.starts_with(f));
    });
}

// A date right behind the label; with a word between, the date is of something else.
std::optional<std::string> read_due(std::string_view text)
{
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (const auto iso = year_first(text)) {
        auto rest = std::string_view(*iso).substr(10);
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        const auto clock = rest.substr(0, std::min(rest.find_first_not_of("0123456789:"), rest.size()));
        auto with_zone = rest.substr(clock.size());
        while (with_zone.starts_with(' ')) with_zone.remove_prefix(1);
        const auto zone =
            with_zone.substr(0, std::min(with_zone.find_first_not_of("UTCGMPSDEZ+-0123456789:"), with_zone.size()));
        for (const auto& words : {fmt::format("{} {} {}", iso->substr(0, 10), clock, zone),
                                  fmt::format("{} {}", iso->substr(0, 10), clock), iso->substr(0, 10)})
            if (auto due = as_due(text::trim(words))) return due;
        return std::nullopt;
    }
    std::vector<std::string_view> words;
    for (const auto word : text::split(text, ' '))
        if (!word.empty()) words.push_back(word);
    while (!words.empty() && is_filler(words.front())) words.erase(words.begin());
    if (words.empty() || !(is_digit(words.front()[0]) || month_of_word(words.front()))) return std::nullopt;
    for (auto n = std::min<std::size_t>(words.size(), 8); n >= 3; --n) {
        std::string some;
        for (std::size_t i = 0; i < n; ++i) some.append(some.empty() ? "" : " ").append(words[i]);
        while (some.ends_with('.') || some.ends_with(',') || some.ends_with(')')) some.pop_back();
        if (auto due = as_due(some)) return due;
    }
    return std::nullopt;
}

} // namespace

Stated stated_in(std::string_view text, const std::string& sender, const NoticeBook& book,
                 const std::optional<Date>& written)
{
    Stated out;
    const Page page(text.substr(0, 64 * 1024));
    const auto& fields = book.fields;
    out.number = page.find(fields.number, read_number).value_or("");
    out.order = page.find(fields.order, read_number).value_or("");
    out.transaction = page.find(fields.transaction, read_number).value_or("");
    const bool chinese = sender == "taobao" || sender == "alipay";
    out.amount = page.find(fields.amount, [chinese](std::string_view t) { return read_amount(t, chinese); });
    out.due = page.find(fields.due, read_due).value_or("");
    // A date before the mail was written is no date to answer by.
    if (written && !out.due.empty() && out.due.substr(0, 10) < time::to_string(written->local).substr(0, 10))
        out.due.clear();
    for (const auto& reason : book.reasons) {
        if (reason.sender != sender) continue;
        const bool named =
            std::any_of(reason.words.begin(), reason.words.end(), [&](const auto& w) { return page.holds(w); });
        if (named && !out.reason.empty() && out.reason != reason.code) { // two are named: neither is sure
            out.reason.clear();
            break;
        }
        if (named) out.reason = reason.code;
    }
    return out;
}

} // namespace redress::ingest::mail
