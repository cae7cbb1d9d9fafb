#include "analyze/event_words.hpp"

#include <array>
#include <string>
#include <utility>

namespace redress::analyze {

Said event_words(std::string_view kind)
{
    const std::array<std::pair<std::string_view, Said>, 26> words{{
        {"placed", said("order placed")},
        {"received", said("payment received")},
        {"paid", said("paid")},
        {"released", said("released")},
        {"cancelled", said("cancelled")},
        {"appealed", said("appealed")},
        {"shipped", said("shipped")},
        {"delivered", said("delivered")},
        {"confirmed", said("receipt confirmed")},
        {"reshipped", said("sent again")},
        {"returned", said("sent back")},
        {"refunded", said("refunded")},
        {"code_sent", said("code sent")},
        {"code_viewed", said("code viewed")},
        {"code_used", said("code used")},
        {"mail_sent", said("mail sent")},
        {"page_viewed", said("page viewed")},
        {"supplier_checked", said("checked by the supplier")},
        {"payment_sent", said("payment sent")},
        {"refund_received", said("refund received")},
        {"hold", said("funds held")},
        {"hold_released", said("held funds released")},
        {"reversed", said("payment reversed")},
        {"chargeback", said("chargeback")},
        {"fee", said("fee charged")},
        {"login", said("logged in")},
    }};
    for (const auto& [code, label] : words)
        if (kind == code) return label;
    return as_is(std::string(kind));
}

Said length_words(std::chrono::milliseconds length)
{
    constexpr std::int64_t hour = 60, day = 24 * hour;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(length).count();
    if (minutes < 2 * hour) return said("{} min", minutes);
    if (minutes < 2 * day)
        return minutes % hour ? said("{} h {} min", minutes / hour, minutes % hour) : said("{} h", minutes / hour);
    const auto hours = minutes / hour;
    return hours % 24 ? said("{} d {} h", hours / 24, hours % 24) : said("{} d", hours / 24);
}

} // namespace redress::analyze
