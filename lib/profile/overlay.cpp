#include "profile/reader.hpp"

#include <algorithm>

namespace redress::profile {
namespace {

// The key that names an entry of a list of tables.
std::string name_of(const Json& entry)
{
    for (const auto* key : {"code", "id", "name", "event", "field"})
        if (const auto word = entry[key].string()) return *word;
    // A step is what is done and where.
    if (const auto step = entry["on"].string())
        return *step + "/" + entry["stage"].string_or("") + "/" + entry["status"].string_or("");
    return {};
}

// A changed fact no longer has the shipped fact's source behind it, unless the overlay brings one of its own.
void own(Json& entry, const Json& overlay, const std::string& file)
{
    const bool is_fact = entry.find("from") || entry.find("source");
    if (!is_fact) return;
    if (overlay.find("from")) {
        for (const auto* key : {"source", "seen", "verified", "zh"})
            if (!overlay.find(key)) entry.erase(key);
        return;
    }
    if (overlay.find("source")) {
        for (const auto* key : {"from", "seen", "verified", "zh"})
            if (!overlay.find(key)) entry.erase(key);
        return;
    }
    entry.erase("from");
    entry.erase("seen");
    entry.erase("zh");
    entry.erase("evidence_from");
    entry.set("source", file);
    entry.set("verified", false);
}

Json merge_lists(const Json& base, const Json& overlay, const std::string& file)
{
    auto out = base;
    for (const auto& entry : overlay.items()) {
        const auto name = name_of(entry);
        bool found = false;
        Json changed = Json::array();
        for (const auto& old : out.items()) {
            const bool same = !found && !name.empty() && name_of(old) == name;
            changed.push(same ? merge(old, entry, file) : old);
            found = found || same;
        }
        if (!found) {
            auto fresh = entry;
            if (!fresh.find("from") && !fresh.find("source")) fresh.set("source", file);
            changed.push(fresh);
        }
        out = changed;
    }
    return out;
}

} // namespace

Json merge(const Json& base, const Json& overlay, const std::string& overlay_file)
{
    auto out = base;
    // One length in one unit: the overlay's "hours" replace the shipped "days".
    const std::vector<std::string> units{"minutes", "hours", "days"};
    const bool has_length = std::any_of(units.begin(), units.end(), [&](const auto& unit) { return overlay.find(unit); });
    if (has_length)
        for (const auto& unit : units) out.erase(unit);
    for (const auto& member : overlay.members()) {
        const auto* old = out.find(member.key);
        const bool coded = old && old->is_array() && !old->items().empty() && old->items().front().is_object();
        if (old && old->is_object() && member.value.is_object())
            out.set(member.key, merge(*old, member.value, overlay_file));
        else if (coded && member.value.is_array())
            out.set(member.key, merge_lists(*old, member.value, overlay_file));
        else
            out.set(member.key, member.value);
    }
    own(out, overlay, overlay_file);
    return out;
}

} // namespace redress::profile
