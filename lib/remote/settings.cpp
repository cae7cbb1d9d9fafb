#include "remote/settings.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace redress::remote {
namespace {

[[noreturn]] void refuse(const fs::path& file, const Said& why)
{
    throw Error(ErrorKind::input, said("{}: {}", file, why), said("redress-remote(1) has the settings"));
}

// The members of a table, each of which must be known and of its kind.
class Reader {
public:
    Reader(const Json& table, fs::path file, std::string where)
        : table_(table), file_(std::move(file)), where_(std::move(where))
    {}
    std::string text(const char* key)
    {
        known_.emplace_back(key);
        const auto* value = table_.find(key);
        if (!value) return {};
        if (!value->is_string()) refuse(file_, said("{}.{} must be text", where_, key));
        return value->string_or("");
    }
    bool flag(const char* key)
    {
        known_.emplace_back(key);
        const auto* value = table_.find(key);
        if (value && !value->boolean()) refuse(file_, said("{}.{} must be true or false", where_, key));
        return value && *value->boolean();
    }
    int seconds(const char* key, int usual)
    {
        known_.emplace_back(key);
        const auto* value = table_.find(key);
        if (!value) return usual;
        const auto number = value->integer();
        if (!number || *number < 1 || *number > 600)
            refuse(file_, said("{}.{} must be a number of seconds, 1 to 600", where_, key));
        return static_cast<int>(*number);
    }
    std::vector<std::string> texts(const char* key)
    {
        known_.emplace_back(key);
        std::vector<std::string> out;
        for (const auto& item : table_[key].items()) {
            if (!item.is_string()) refuse(file_, said("{}.{} must be a list of texts", where_, key));
            out.push_back(item.string_or(""));
        }
        if (table_.find(key) && !table_[key].is_array()) refuse(file_, said("{}.{} must be a list of texts", where_, key));
        return out;
    }
    const Json& table(const char* key)
    {
        known_.emplace_back(key);
        return table_[key];
    }
    void done() const
    {
        for (const auto& member : table_.members())
            if (std::find(known_.begin(), known_.end(), member.key) == known_.end()) {
                const auto near = text::nearest(member.key, known_);
                refuse(file_, near.empty() ? said("{}.{} is no setting", where_, member.key)
                                           : said("{}.{} is no setting, did you mean {}?", where_, member.key, near));
            }
    }

private:
    const Json& table_;
    fs::path file_;
    std::string where_;
    std::vector<std::string> known_;
};

bool is_name(const std::string& name)
{
    return !name.empty() && name.size() <= 64 &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string::npos && name.front() != '.';
}

Authority read_authority(const Json& table, const fs::path& file, bool own)
{
    Reader reader(table, file, "authority");
    Authority out;
    out.name = reader.text("name");
    out.url = reader.text("url");
    out.policy = reader.text("policy");
    if (const auto roots = reader.text("roots"); !roots.empty()) out.roots = file.parent_path() / roots;
    const auto& about = reader.table("about");
    out.about = both(about["en"].string_or(""), about["zh"].string_or(""));
    out.source = reader.text("source");
    out.seen = reader.text("seen");
    out.verified = reader.flag("verified");
    out.own = own;
    reader.done();
    if (!is_name(out.name))
        refuse(file, said("authority.name '{}' is not of small letters, digits, '.', '-' and '_'", out.name));
    host_of(out.url); // it must be an address
    return out;
}

void read_authorities(const Json& list, const fs::path& file, bool own, Settings& settings)
{
    for (const auto& item : list.items()) {
        auto authority = read_authority(item, file, own);
        const bool there = std::any_of(settings.authorities.begin(), settings.authorities.end(),
                                       [&](const Authority& other) { return other.name == authority.name; });
        if (!there) settings.authorities.push_back(std::move(authority));
    }
}

} // namespace

Settings load_settings(const fs::path& share, const fs::path& config)
{
    Settings settings;
    std::error_code code;
    if (const auto file = config / "config.toml"; fs::exists(file, code)) {
        const auto all = toml::load(file);
        Reader reader(all["remote"], file, "remote");
        settings.loopback = reader.flag("allow_loopback");
        settings.local = reader.flag("allow_private");
        settings.proxy = reader.text("proxy");
        settings.ca_file = reader.text("ca_file");
        settings.seconds = reader.seconds("timeout", settings.seconds);
        settings.timestamp = reader.texts("timestamp");
        read_authorities(reader.table("authority"), file, true, settings);
        reader.done();
        if (!settings.ca_file.empty()) settings.ca_file = (config / settings.ca_file).string();
    }
    if (const auto file = share / "remote" / "timestamp.toml"; fs::exists(file, code))
        read_authorities(toml::load(file)["authority"], file, false, settings);
    return settings;
}

Authority find_authority(const Settings& settings, const std::string& word)
{
    std::vector<std::string> names;
    for (const auto& authority : settings.authorities) {
        if (authority.name == word) return authority;
        names.push_back(authority.name);
    }
    if (word.find("://") == std::string::npos) {
        const auto near = text::nearest(word, names);
        throw Error(ErrorKind::usage, said("no timestamp authority '{}'", word),
                    near.empty() ? said("redress remote authorities lists them; or give an address, https://...")
                                 : said("did you mean '{}'?", near));
    }
    Authority out;
    out.url = word;
    for (const char c : host_of(word)) out.name += is_name(std::string(1, c)) || c == '.' ? c : '-';
    out.own = true;
    return out;
}

} // namespace redress::remote
