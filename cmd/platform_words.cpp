#include "platform_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace redress {
namespace {

std::string plural(double number, const char* word)
{
    return fmt::format("{:g} {}{}", number, word, number == 1 ? "" : "s");
}

} // namespace

std::string length_in_words(double hours, bool business_days, const std::string& lang)
{
    const bool zh = lang == "zh";
    if (hours < 1) return zh ? fmt::format("{:g} 分钟", std::round(hours * 60)) : plural(std::round(hours * 60), "minute");
    const double days = hours / 24;
    if (hours < 48 && (hours != 24 || !business_days)) return zh ? fmt::format("{:g} 小时", hours) : plural(hours, "hour");
    if (days != std::floor(days)) return zh ? fmt::format("{:g} 小时", hours) : plural(hours, "hour");
    if (zh) return fmt::format("{:g} {}", days, business_days ? "个工作日" : "天");
    return plural(days, business_days ? "business day" : "day");
}

std::string bytes_in_words(std::uint64_t bytes)
{
    if (bytes % (1u << 20) == 0) return fmt::format("{} MiB", bytes >> 20);
    if ((bytes + 1) % (1u << 20) == 0) return fmt::format("< {} MiB", (bytes + 1) >> 20);
    if (bytes % 1024 == 0) return fmt::format("{} KiB", bytes >> 10);
    return fmt::format("{} bytes", bytes);
}

std::string limit_in_words(const profile::TextRule& rule, const std::string& lang)
{
    const bool zh = lang == "zh";
    if (rule.unit == "char") return fmt::format(fmt::runtime(zh ? "{} 字" : "{} characters"), rule.max);
    if (rule.unit == "utf16") return fmt::format(fmt::runtime(zh ? "{} 个 UTF-16 单元" : "{} UTF-16 units"), rule.max);
    // A Chinese character is three bytes of UTF-8, two of the GB family.
    const auto hanzi = rule.max / (rule.encoding.rfind("GB", 0) == 0 ? 2 : 3);
    return fmt::format(fmt::runtime(zh ? "{} 字节（{}，约 {} 个汉字）" : "{} bytes of {} ({} Chinese characters)"), rule.max,
                       rule.encoding, hanzi);
}

std::string amount_in_words(double value, const std::string& unit, const std::string& lang)
{
    if (unit == "percent") return fmt::format("{:g}%", value);
    if (unit == "number") return fmt::format("{:g}", value);
    return fmt::format("{:g} {}", value, said_for_people(unit, lang));
}

std::string said_for_people(const std::string& word, const std::string& lang)
{
    struct Pair {
        const char *en, *zh;
    };
    static const std::map<std::string, Pair> words{
        {"seller", {"seller", "卖家"}},
        {"buyer", {"buyer", "买家"}},
        {"platform", {"platform", "平台"}},
        {"nobody", {"nobody", "无（已结束）"}},
        {"either", {"either side", "任一方"}},
        {"supplier", {"supplier", "供应商"}},
        {"taker", {"taker", "吃单方"}},
        {"maker", {"maker", "挂单方"}},
        {"file", {"file", "文件"}},
        {"tracking", {"tracking number", "运单号"}},
        {"text", {"text", "文字"}},
        {"refund_id", {"refund number", "退款编号"}},
        {"USD", {"USD", "美元"}},
        {"orders", {"orders", "单"}},
        {"points", {"points", "分"}},
        {"days", {"days", "天"}},
        {"hours", {"hours", "小时"}},
        {"cases", {"cases", "件"}},
        {"stars", {"stars", "星"}},
        {"months", {"months", "个月"}},
    };
    if (const auto found = words.find(word); found != words.end()) return lang == "zh" ? found->second.zh : found->second.en;
    for (const auto& [code, label] : profile::starting_points())
        if (code == word) return label.in(lang);
    return word;
}

} // namespace redress
