#include "profile/profile.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "profile/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace redress::profile {
namespace {

template <typename Items, typename Key>
auto find_in(const Items& items, Key key, const std::string& word) -> const typename Items::value_type*
{
    const auto at = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.*key == word; });
    return at == items.end() ? nullptr : &*at;
}

bool is_name(const std::string& name)
{
    return !name.empty() && name.find('/') == std::string::npos && name.front() != '.';
}

// The file with the overlay on it, as it stands.
Profile read_file_of(const fs::path& share, const fs::path& config, const std::string& name)
{
    const auto shipped = share / "platforms" / (name + ".toml"), own = config / "platforms" / (name + ".toml");
    std::error_code code;
    const bool has_shipped = is_name(name) && fs::exists(shipped, code), has_own = is_name(name) && fs::exists(own, code);
    if (!has_shipped && !has_own) {
        const auto names = list_profiles(share, config);
        const auto near = text::nearest(name, names);
        throw Error(ErrorKind::input, said("no platform '{}'", name),
                    names.empty() ? said("no profiles in '{}'; name the folder with --share", (share / "platforms").string())
                    : near.empty() ? said("there are {}", joined(names, said(", ")))
                                   : said("did you mean '{}'?", near));
    }
    auto table = toml::load(has_shipped ? shipped : own);
    if (has_shipped && has_own) table = merge(table, toml::load(own), own.string());
    auto profile = read_profile(table, (has_own ? own : shipped).string());
    if (profile.id != name)
        throw Error(ErrorKind::input, said("{}: key 'id' is '{}', the file says '{}'", profile.path, profile.id, name));
    return profile;
}

} // namespace

const std::string& Text::in(const std::string& lang) const
{
    if (lang == "zh" && !zh.empty()) return zh;
    return lang == "es" && !es.empty() ? es : en;
}

const Reason* Profile::reason(const std::string& code) const
{
    return find_in(reasons, &Reason::code, code);
}
const EvidenceType* Profile::evidence_type(const std::string& code) const
{
    return find_in(evidence_types, &EvidenceType::code, code);
}
const PlatformRule* Profile::rule(const std::string& word) const
{
    return find_in(rules, &PlatformRule::id, word);
}
const Stage* Profile::stage(const std::string& code) const
{
    return find_in(stages, &Stage::code, code);
}
const Status* Profile::status(const std::string& code) const
{
    return find_in(statuses, &Status::code, code);
}
const Enumeration* Profile::enumeration(const std::string& name) const
{
    return find_in(enumerations, &Enumeration::name, name);
}

FileRules Profile::upload_rules() const
{
    auto allowed = files;
    for (const auto& upload : uploads) {
        if (std::find(submission.within.begin(), submission.within.end(), upload.field) == submission.within.end()) continue;
        const auto& other = upload.files;
        if (other.max_file_bytes && (!allowed.max_file_bytes || other.max_file_bytes < allowed.max_file_bytes))
            allowed.max_file_bytes = other.max_file_bytes;
        if (allowed.extensions.empty()) allowed.extensions = other.extensions;
        if (other.extensions.empty()) continue;
        std::erase_if(allowed.extensions, [&](const std::string& extension) {
            return std::find(other.extensions.begin(), other.extensions.end(), extension) == other.extensions.end();
        });
    }
    return allowed;
}

std::vector<std::string> list_profiles(const fs::path& share, const fs::path& config)
{
    std::set<std::string> names;
    for (const auto& root : {share, config}) {
        std::error_code code;
        for (const auto& entry : fs::directory_iterator(root / "platforms", code))
            if (entry.path().extension() == ".toml") names.insert(entry.path().stem().string());
    }
    return {names.begin(), names.end()};
}

Profile parse_profile(std::string_view text, const std::string& name)
{
    auto profile = read_profile(toml::parse(text, name), name);
    check_references(profile);
    return profile;
}

Profile load_profile(const fs::path& share, const fs::path& config, const std::string& name)
{
    auto profile = read_file_of(share, config, name);
    if (!profile.reasons_of.empty()) {
        const auto base = read_file_of(share, config, profile.reasons_of);
        if (!base.reasons_of.empty())
            throw Error(
                ErrorKind::input,
                said("{}: key 'reasons_of': '{}' takes its own reasons from '{}'", profile.path, base.id, base.reasons_of),
                said("name '{}'", base.reasons_of));
        take_reasons(profile, base);
    }
    check_references(profile);
    return profile;
}

} // namespace redress::profile
