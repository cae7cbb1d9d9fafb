#include "bundle/mask.hpp"

#include <cctype>

namespace redress::bundle
{
namespace
{

bool is_key_char(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-';
}

bool looks_like_key(std::string_view token)
{
    std::size_t groups = 1, shortest = 99, run = 0, digits = 0, upper = 0;
    for (const char c : token) {
        if (c == '-') {
            ++groups;
            shortest = std::min(shortest, run);
            run = 0;
        } else {
            ++run;
            digits += std::isdigit(static_cast<unsigned char>(c)) != 0;
            upper += std::isupper(static_cast<unsigned char>(c)) != 0;
        }
        if (std::islower(static_cast<unsigned char>(c))) return false;
    }
    shortest = std::min(shortest, run);
    return digits > 0 && upper > 0 && ((groups >= 3 && shortest >= 4) || (groups == 1 && token.size() >= 16));
}

} // namespace

Masked mask_keys(std::string_view text)
{
    Masked masked;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && is_key_char(text[end])) ++end;
        if (end == at) {
            masked.text += text[at++];
            continue;
        }
        const auto token = text.substr(at, end - at);
        if (looks_like_key(token)) {
            masked.text += "[KEY ****" + std::string(token.substr(token.size() - 4)) + "]";
            ++masked.count;
        } else
            masked.text += token;
        at = end;
    }
    return masked;
}

std::string MaskLog::apply(std::string_view text, const std::string& file)
{
    auto masked = mask_keys(text);
    note(file, masked.count);
    return std::move(masked.text);
}

void MaskLog::note(const std::string& file, std::size_t count)
{
    if (count > 0) counts_[file] += count;
}

std::size_t MaskLog::in(const std::string& file) const
{
    const auto found = counts_.find(file);
    return found == counts_.end() ? 0 : found->second;
}

Json MaskLog::to_json() const
{
    auto masks = Json::array();
    for (const auto& [file, count] : counts_)
        masks.push(Json::object().set("file", file).set("kind", "key").set("count", static_cast<std::uint64_t>(count)));
    return Json::object().set("schema", "redress/redactions/1").set("masks", std::move(masks));
}

} // namespace redress::bundle
