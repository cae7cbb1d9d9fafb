#include "bundle/mask.hpp"

#include "ingest/secrets.hpp"

namespace redress::bundle
{

Masked mask_keys(std::string_view text)
{
    Masked masked;
    std::size_t at = 0;
    for (const auto& span : ingest::find_keys(text)) {
        masked.text += text.substr(at, span.offset - at);
        masked.text += ingest::mask_secret(text.substr(span.offset, span.length));
        at = span.offset + span.length;
        ++masked.count;
    }
    masked.text += text.substr(at);
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
