#include "analyze/limits.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <regex>

namespace redress::analyze {
namespace {

std::string suffix_of(const std::string& file)
{
    const auto dot = file.rfind('.');
    return dot == std::string::npos ? std::string() : text::lower_ascii(file.substr(dot + 1));
}

// The pattern is of a profile and was compiled when it was read, the name is short: what ours are, and what a folder holds.
bool fits(const std::string& name, const profile::FileRules& rules)
{
    constexpr std::size_t longest = 255;
    if (rules.ascii_names &&
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        return false;
    if (rules.name_pattern.empty() || name.size() > longest) return name.size() <= longest;
    try {
        return std::regex_match(name, std::regex(rules.name_pattern));
    } catch (const std::regex_error&) {
        return true; // a pattern nobody can read forbids nothing
    }
}

bool is_taken(const std::string& suffix, const profile::FileRules& rules)
{
    return rules.extensions.empty() ||
           std::find(rules.extensions.begin(), rules.extensions.end(), suffix) != rules.extensions.end();
}

// What bundle --for makes pictures or pages of.
bool can_be_drawn(const std::string& suffix)
{
    constexpr std::array<std::string_view, 14> types{"pdf",  "jpg", "jpeg", "png", "gif", "webp", "heic",
                                                     "heif", "txt", "text", "log", "csv", "tsv",  "md"};
    return std::find(types.begin(), types.end(), suffix) != types.end();
}

// One line a type: five pages of one kind are one thing to do.
void check_types(const profile::FileRules& rules, const std::vector<FormFile>& files, std::vector<OverLimit>& out)
{
    std::map<std::string, std::vector<std::string>> others;
    for (const auto& file : files)
        if (const auto suffix = suffix_of(file.name); !is_taken(suffix, rules)) others[suffix].push_back(file.name);
    for (const auto& [suffix, names] : others)
        out.push_back({"file-type", said("the platform takes no '{}' files: {}", suffix, joined(names, said(", "))),
                       can_be_drawn(suffix) ? said("it takes {}: redress bundle --for PLATFORM makes pictures of pages",
                                                   joined(rules.extensions, said(", ")))
                                            : said("it takes {}: save it as one of these and link that, or leave it out",
                                                   joined(rules.extensions, said(", ")))});
}

Said for_form()
{
    return said("redress bundle --for PLATFORM makes what the form takes");
}

void check_one(const profile::FileRules& rules, const FormFile& file, std::vector<OverLimit>& out)
{
    if (is_taken(suffix_of(file.name), rules) && !fits(file.name, rules))
        out.push_back({"file-name", said("{}: the platform does not take this name", file.name),
                       rules.ascii_names ? said("letters a to z, figures, '-' and '_', and one dot")
                                         : said("it must be as {}", rules.name_pattern)});
    if (rules.max_file_bytes > 0 && file.bytes > rules.max_file_bytes)
        out.push_back({"file-too-large",
                       said("{}: {} bytes, the platform takes {}", file.name, file.bytes, rules.max_file_bytes),
                       for_form()});
}

} // namespace

std::uint64_t length_in_units(std::string_view text, const profile::TextRule& rule)
{
    if (rule.unit == "utf16") return text::count_utf16_units(text);
    if (rule.unit == "char") return text::count_code_points(text);
    if (rule.encoding.empty() || rule.encoding == "UTF-8") return text.size();
    const auto bytes = text::encode(text, rule.encoding);
    return bytes ? bytes->size() : text.size();
}

std::vector<OverLimit> check_files(const profile::FileRules& rules, const std::vector<FormFile>& files)
{
    std::vector<OverLimit> out;
    std::uint64_t total = 0;
    int pages = 0;
    check_types(rules, files, out);
    for (const auto& file : files) {
        total += file.bytes;
        pages += file.pages;
        check_one(rules, file, out);
    }
    if (rules.max_total_bytes > 0 && total > rules.max_total_bytes)
        out.push_back(
            {"total-too-large", said("{} bytes in all, the platform takes {}", total, rules.max_total_bytes), for_form()});
    const auto count = static_cast<int>(files.size());
    if (rules.max_files > 0 && count > rules.max_files)
        out.push_back({"too-many-files", said("{} files, the platform takes {}", count, rules.max_files), for_form()});
    if (rules.max_pages > 0 && pages > rules.max_pages)
        out.push_back({"too-many-pages", said("{} pages, the platform takes {}", pages, rules.max_pages),
                       said("link only what bears on the reason: redress case unlink")});
    return out;
}

std::vector<OverLimit> check_texts(const std::vector<profile::TextRule>& rules, const std::vector<FormText>& texts)
{
    std::vector<OverLimit> out;
    for (const auto& text : texts)
        for (const auto& rule : rules) {
            if (rule.field != text.field) continue;
            const auto used = length_in_units(text.text, rule);
            if (used <= rule.max) continue;
            out.push_back({"text-too-long",
                           rule.unit == "byte"
                               ? said("{}: {} bytes, the platform takes {}", text.field, used, rule.max)
                               : said("{}: {} characters, the platform takes {}", text.field, used, rule.max),
                           said("say it shorter: redress draft appeal --drop SECTION")});
        }
    return out;
}

} // namespace redress::analyze
