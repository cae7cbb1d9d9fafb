#include "profile/carriers.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace redress::profile {
namespace {

constexpr std::size_t most_near = 5;

// Letters and figures alone, folded: "S.F. Express" is sfexpress, so is SF_EXPRESS; apart: words stay apart.
std::string key_of(std::string_view name, bool apart = false)
{
    std::string key;
    for (const char32_t c : text::to_u32(text::fold_for_search(name))) {
        if (text::is_word(c))
            text::append_utf8(key, c);
        else if (apart && !key.empty() && key.back() != ' ')
            key += ' ';
    }
    return key;
}

// "dhl express worldwide" begins with "dhl express", "dpdlocal" does not with "dpd"; Chinese words are not kept apart.
bool begins(std::string_view written, std::string_view name)
{
    if (!written.starts_with(name) || name.empty()) return false;
    return written.size() == name.size() || written[name.size()] == ' ' || static_cast<unsigned char>(name.back()) >= 0x80;
}

// CN_SF_EXPRESS -> SF_EXPRESS; ESP_MRW -> MRW
std::string_view without_country(std::string_view value)
{
    const auto at = value.find('_');
    return at == 2 || at == 3 ? value.substr(at + 1) : value;
}

} // namespace

CarrierMatch carrier_named(const Profile& profile, std::string_view written)
{
    CarrierMatch match;
    const auto key = key_of(written);
    const auto* words = profile.enumeration(carrier_field);
    if (key.empty() || !words) return match;
    std::size_t longest = 0;
    for (const auto& carrier : profile.carriers)
        for (const auto& name : carrier.names) {
            const auto known = key_of(name);
            if ((known != key && !begins(key_of(written, true), key_of(name, true))) || known.size() <= longest) continue;
            longest = known.size();
            match.code = carrier.code;
        }
    if (!match.code.empty()) return match;
    for (const auto& value : words->values)
        if (key_of(value) == key) {
            match.code = value;
            return match;
        }
    for (const auto& value : words->values)
        if (key_of(without_country(value)) == key) match.near.push_back(value);
    if (match.near.size() == 1) {
        match.code = match.near.front();
        match.near.clear();
    }
    if (match.near.size() > most_near) match.near.resize(most_near);
    return match;
}

} // namespace redress::profile
