#include "analyze/typed_metric.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace redress::analyze {
namespace {

// A number as written: 98.20 is 9820 with two decimals, and stands for more than 98.2 does.
struct Token {
    bool number = false;
    std::string word;        // if no number, in lower case
    std::int64_t digits = 0; // without the point
    int decimals = 0;
};

constexpr int most_decimals = 4;
constexpr std::int64_t most_counted = 1'000'000'000;

[[noreturn]] void refuse(const Said& why, const profile::Metric& metric)
{
    const auto example = metric.unit == "percent" ? said("'98.2% of 717', '680 done 37 cancelled' or '98.2%'")
                         : metric.unit == "stars" ? said("'4.7 of 1200' or '4.7'")
                                                  : said("a number, as '12'");
    throw Error(ErrorKind::usage, said("--metric: {}: {}", metric.name, why), said("type {}", example));
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// One number at the start of rest: digits, thousands in groups of three after a comma, a decimal point.
std::optional<Token> take_number(std::string_view& rest)
{
    Token token;
    token.number = true;
    std::size_t i = 0, digits = 0;
    bool point = false;
    const auto group = [&](std::size_t comma) {
        const auto follows = [&](std::size_t k) { return comma + k < rest.size() && is_digit(rest[comma + k]); };
        return follows(1) && follows(2) && follows(3) && !follows(4);
    };
    for (; i < rest.size(); ++i) {
        const char c = rest[i];
        if (is_digit(c)) {
            if (++digits > 12) return std::nullopt;
            token.digits = token.digits * 10 + (c - '0');
            if (point) ++token.decimals;
        } else if (c == '.' && !point && i + 1 < rest.size() && is_digit(rest[i + 1])) {
            point = true;
        } else if (!(c == ',' && !point && group(i))) {
            break;
        }
    }
    if (digits == 0 || token.decimals > most_decimals) return std::nullopt;
    rest.remove_prefix(i);
    return token;
}

std::vector<Token> tokens_of(std::string_view text, const profile::Metric& metric)
{
    std::string folded = text::fold_for_search(text);
    constexpr std::string_view ideographic_comma = "、", between = " \t,;";
    for (auto at = folded.find(ideographic_comma); at != std::string::npos; at = folded.find(ideographic_comma))
        folded.replace(at, ideographic_comma.size(), " ");
    std::string_view rest = folded;
    std::vector<Token> tokens;
    while (!rest.empty()) {
        if (is_digit(rest[0])) {
            const auto number = take_number(rest);
            if (!number) refuse(said("numbers have at most 12 digits, {} of them decimals", most_decimals), metric);
            tokens.push_back(*number);
            continue;
        }
        if (between.find(rest[0]) != std::string_view::npos) {
            rest.remove_prefix(1);
            continue;
        }
        std::size_t end = 1;
        if (rest[0] != '%' && rest[0] != '/')
            while (end < rest.size() && !is_digit(rest[end]) && between.find(rest[end]) == std::string_view::npos &&
                   rest[end] != '%' && rest[end] != '/')
                ++end;
        tokens.push_back({false, std::string(rest.substr(0, end))});
        rest.remove_prefix(end);
    }
    return tokens;
}

// The shape of a figure in one letter a token: N number, % percent, o of, d done, c cancelled. Counted nouns are left out.
std::string shape_of(const std::vector<Token>& tokens, std::vector<Token>& numbers, const profile::Metric& metric)
{
    struct Kind {
        char letter;
        std::vector<std::string_view> words;
    };
    static const std::array<Kind, 5> kinds{
        {{'%', {"%"}},
         {'o', {"of", "/", "out", "共"}},
         {'d', {"done", "completed", "complete", "完成", "已完成", "成交"}},
         {'c', {"cancelled", "canceled", "取消", "已取消"}},
         {' ', {"orders", "order", "ratings", "reviews", "trades", "单", "笔", "条", "个", "次", "and", "和"}}}};
    std::string shape;
    for (const Token& token : tokens) {
        if (token.number) {
            shape += 'N';
            numbers.push_back(token);
            continue;
        }
        const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) {
            return std::find(k.words.begin(), k.words.end(), token.word) != k.words.end();
        });
        if (kind == kinds.end()) refuse(said("cannot read '{}'", token.word), metric);
        if (kind->letter == ' ' || (kind->letter == 'o' && !shape.empty() && shape.back() == 'o')) continue;
        shape += kind->letter;
    }
    return shape;
}

double value_of(const Token& token)
{
    return static_cast<double>(token.digits) / std::pow(10.0, token.decimals);
}

std::int64_t count_of(const Token& token, const profile::Metric& metric)
{
    if (token.decimals > 0 || token.digits > most_counted)
        refuse(said("a count is a whole number of at most {}", most_counted), metric);
    return token.digits;
}

Interval in_percent(const Interval& low, const Interval& high)
{
    return {low.low * 100, high.high * 100};
}

Figure of_counts(std::int64_t good, std::int64_t total, const profile::Metric& metric)
{
    if (total == 0) refuse(said("nothing was counted"), metric);
    if (good > total) refuse(said("{} of {} is more than all", good, total), metric);
    Figure figure;
    const std::int64_t hundredths = good * 10000 / total; // cut, not rounded: so the platforms print it
    figure.value = static_cast<double>(hundredths) / 100;
    figure.total = total;
    if (!metric.amounts) figure.interval = in_percent(wilson(good, total), wilson(good, total));
    return figure;
}

// Which whole numbers of the total a page shows as this percentage: rounded or cut off, so from half a unit below to one
// above.
Figure of_percent(const Token& percent, std::optional<std::int64_t> total, const profile::Metric& metric)
{
    Figure figure;
    figure.value = value_of(percent);
    if (figure.value > 100) refuse(said("more than 100 %"), metric);
    figure.total = total;
    if (!total || metric.amounts) return figure;
    if (*total == 0) refuse(said("nothing was counted"), metric);
    const auto n = static_cast<long double>(*total), unit = std::pow(10.0L, -percent.decimals),
               shown = static_cast<long double>(percent.digits) * unit, nearly = 1e-9L;
    const auto low = static_cast<std::int64_t>(std::ceil((shown - unit / 2) / 100 * n - nearly));
    const auto high = static_cast<std::int64_t>(std::ceil((shown + unit) / 100 * n - nearly)) - 1;
    const auto least = std::max<std::int64_t>(low, 0), most = std::min(high, *total);
    if (least > most)
        refuse(said("no whole number of {} is {} %", *total, fmt::format("{:.{}f}", figure.value, percent.decimals)),
               metric);
    figure.interval = in_percent(wilson(least, *total), wilson(most, *total));
    return figure;
}

// Of a mean alone, ratings of 1 and 5 only are the widest case there is: a share, then, of which Wilson's interval is known.
Figure of_stars(const Token& mean, std::optional<std::int64_t> total, const profile::Metric& metric)
{
    Figure figure;
    figure.value = value_of(mean);
    if (figure.value < 1 || figure.value > 5) refuse(said("a mean of ratings lies between 1 and 5"), metric);
    figure.total = total;
    if (!total) return figure;
    if (*total == 0) refuse(said("nothing was counted"), metric);
    const double unit = std::pow(10.0, -mean.decimals);
    const auto share = [](double stars) { return std::clamp((stars - 1) / 4, 0.0, 1.0); };
    figure.interval = Interval{1 + 4 * wilson_share(share(figure.value - unit / 2), *total).low,
                               1 + 4 * wilson_share(share(figure.value + unit), *total).high};
    return figure;
}

bool begins(const std::string& text, const std::string& word)
{
    return text::fold_for_search(text).rfind(text::fold_for_search(word), 0) == 0;
}

} // namespace

MetricWords split_metric(std::string_view line)
{
    MetricWords words;
    std::string_view rest = text::trim(line);
    for (std::string* word : {&words.platform, &words.name}) {
        const auto end = rest.find_first_of(" \t");
        *word = std::string(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view{} : text::trim(rest.substr(end));
    }
    words.figure = std::string(rest);
    if (words.figure.empty())
        throw Error(ErrorKind::usage, said("--metric wants a platform, the name of the figure and the figure"),
                    said("as --metric 'okx-c2c completion 98.2% of 717'; redress platform show NAME lists the names"));
    return words;
}

const profile::Metric& pick_metric(const profile::Profile& profile, const std::string& word)
{
    std::vector<const profile::Metric*> fit;
    std::vector<std::string> names, fitting;
    for (const profile::Metric& metric : profile.metrics) {
        if (metric.name == word) return metric;
        names.push_back(metric.name);
        if (begins(metric.name, word) || begins(metric.label.en, word) || begins(metric.label.zh, word))
            fit.push_back(&metric), fitting.push_back(metric.name);
    }
    if (fit.size() == 1) return *fit.front();
    const std::string near = text::nearest(word, names);
    throw Error(ErrorKind::usage,
                fit.empty() ? said("--metric: '{}' names no figure of {}", word, profile.id)
                            : said("--metric: '{}' names more than one figure of {}", word, profile.id),
                !near.empty()   ? said("did you mean '{}'?", near)
                : names.empty() ? said("the profile knows none; an overlay can add [[metrics]], see redress-platform(5)")
                                : said("it has {}", joined(names, said(", "))));
}

Figure read_figure(std::string_view text, const profile::Metric& metric)
{
    std::vector<Token> n;
    const std::string shape = shape_of(tokens_of(text, metric), n, metric);
    const auto count = [&](std::size_t i) { return count_of(n[i], metric); };
    if (metric.unit == "percent") {
        if (shape == "N%") return of_percent(n[0], std::nullopt, metric);
        if (shape == "N%oN") return of_percent(n[0], count(1), metric);
        if (shape == "NoN") return of_counts(count(0), count(1), metric);
        if (shape == "NdNc" || shape == "dNcN") {
            Figure figure = of_counts(count(0), count(0) + count(1), metric);
            figure.done = count(0);
            figure.cancelled = count(1);
            return figure;
        }
        refuse(shape == "N" ? said("a percentage needs its % sign") : said("cannot read the figure"), metric);
    }
    if (shape == "N" || shape == "NoN") {
        const auto total = shape == "N" ? std::nullopt : std::optional(count(1));
        if (metric.unit == "stars") return of_stars(n[0], total, metric);
        Figure figure;
        figure.value = value_of(n[0]);
        figure.total = total;
        return figure;
    }
    refuse(shape.find('%') != std::string::npos ? said("it is no percentage") : said("cannot read the figure"), metric);
}

std::optional<bool> keeps_threshold(double value, const profile::Metric& metric)
{
    if (!metric.threshold || metric.better.empty()) return std::nullopt;
    return metric.better == "higher" ? value >= *metric.threshold : value < *metric.threshold;
}

} // namespace redress::analyze
