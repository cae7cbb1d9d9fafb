#include "platform_words.hpp"

#include "base/said.hpp"

#include <fmt/format.h>

#include <cmath>

namespace redress {
std::string length_in_words(double hours, bool business_days, const std::string& lang)
{
    const Say say(lang);
    const auto minutes = std::round(hours * 60), days = hours / 24;
    if (hours < 1) return minutes == 1 ? say("1 minute") : say("{:g} minutes", minutes);
    if ((hours < 48 && (hours != 24 || !business_days)) || days != std::floor(days))
        return hours == 1 ? say("1 hour") : say("{:g} hours", hours);
    if (business_days) return days == 1 ? say("1 business day") : say("{:g} business days", days);
    return days == 1 ? say("1 day") : say("{:g} days", days);
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
    const Say say(lang);
    if (rule.unit == "char") return say("{} characters", rule.max);
    if (rule.unit == "utf16") return say("{} UTF-16 units", rule.max);
    // A Chinese character is three bytes of UTF-8, two of the GB family.
    const auto hanzi = rule.max / (rule.encoding.rfind("GB", 0) == 0 ? 2 : 3);
    return say("{} bytes of {} ({} Chinese characters)", rule.max, rule.encoding, hanzi);
}

std::string amount_in_words(double value, const std::string& unit, const std::string& lang)
{
    if (unit == "percent") return fmt::format("{:g}%", value);
    if (unit == "number") return fmt::format("{:g}", value);
    const Say say(lang);
    if (unit == "USD") return say("{:g} USD", value);
    if (unit == "orders") return say("{:g} orders", value);
    if (unit == "points") return say("{:g} points", value);
    if (unit == "days") return say("{:g} days", value);
    if (unit == "hours") return say("{:g} hours", value);
    if (unit == "cases") return say("{:g} cases", value);
    if (unit == "stars") return say("{:g} stars", value);
    if (unit == "months") return say("{:g} months", value);
    return fmt::format("{:g} {}", value, said_for_people(unit, lang));
}

std::string said_for_people(const std::string& word, const std::string& lang)
{
    const Say say(lang);
    if (word == "seller") return say("seller");
    if (word == "buyer") return say("buyer");
    if (word == "platform") return say("platform");
    if (word == "nobody") return say("nobody");
    if (word == "either") return say("either side");
    if (word == "supplier") return say("supplier");
    if (word == "taker") return say("taker");
    if (word == "maker") return say("maker");
    if (word == "file") return say("file");
    if (word == "tracking") return say("tracking number");
    if (word == "text") return say("text");
    if (word == "refund_id") return say("refund number");
    for (const auto& [code, label] : profile::starting_points())
        if (code == word) return label.in(lang);
    return word;
}

} // namespace redress
