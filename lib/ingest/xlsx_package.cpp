#include "ingest/xlsx_package.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/xlsx_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace redress::ingest::xlsx {
namespace {

// Part names are compared without regard to case; some programs write '\'.
std::string part_key(std::string_view name)
{
    auto key = text::lower_ascii(name);
    std::replace(key.begin(), key.end(), '\\', '/');
    return key.substr(std::min(key.find_first_not_of('/'), key.size()));
}

bool is_needed(std::string_view name)
{
    const auto key = part_key(name);
    if (!key.ends_with(".xml") && !key.ends_with(".rels")) return false;
    constexpr std::string_view others[] = {"docprops/",  "customxml/",  "xl/theme/",          "xl/drawings/",
                                           "xl/charts/", "xl/pivot",    "xl/media/",          "xl/querytables/",
                                           "xl/tables/", "xl/comments", "xl/worksheets/_rels"};
    return std::none_of(std::begin(others), std::end(others),
                        [&](std::string_view start) { return key.starts_with(start); });
}

struct Relation {
    std::string type, target; // type: the last word of its address
};

class Opener {
public:
    Opener(std::string_view bytes, const std::string& name) : name_(name)
    {
        archive::read_zip(
            bytes, name, [&](archive::Entry&& entry) { parts_[part_key(entry.name)] = std::move(entry.bytes); }, is_needed,
            max_parts_bytes);
    }
    Package open();

private:
    std::map<std::string, Relation> relations(const std::string& of) const;
    const std::string* find(const std::string& part) const
    {
        const auto it = parts_.find(part);
        return it == parts_.end() ? nullptr : &it->second;
    }
    [[noreturn]] void refuse(const Said& why,
                             const Said& hint = said("export it again, or open it and save it as .xlsx")) const
    {
        throw Error(ErrorKind::input, said("cannot read workbook '{}': {}", name_, why), hint);
    }

    const std::string& name_;
    std::map<std::string, std::string> parts_;
};

// A target is relative to the folder of its part, or absolute.
std::string resolve(const std::string& part, std::string_view target)
{
    if (target.starts_with('/') || target.starts_with('\\')) return part_key(target);
    auto folder = part.substr(0, part.find_last_of('/') + 1);
    auto rest = part_key(target);
    while (rest.starts_with("../")) {
        rest.erase(0, 3);
        if (!folder.empty()) folder.pop_back();
        folder.erase(folder.find_last_of('/') + 1);
    }
    if (rest.starts_with("./")) rest.erase(0, 2);
    return folder + rest;
}

std::map<std::string, Relation> Opener::relations(const std::string& of) const
{
    std::map<std::string, Relation> out;
    const auto slash = of.find_last_of('/') + 1; // npos + 1 is 0
    const auto* bytes = find(of.substr(0, slash) + "_rels/" + of.substr(slash) + ".rels");
    if (!bytes) return out;
    Xml xml(*bytes, of + ".rels");
    for (auto node = xml.next(); node != Xml::Node::none; node = xml.next()) {
        if (node != Xml::Node::start || xml.name() != "Relationship") continue;
        const auto type = xml.attribute("Type");
        out[xml.attribute("Id")] = {type.substr(type.find_last_of('/') + 1), resolve(of, xml.attribute("Target"))};
    }
    return out;
}

std::vector<std::string> read_strings(const std::string& bytes)
{
    std::vector<std::string> out;
    Xml xml(bytes, "sharedStrings.xml");
    std::string current;
    bool taking = false, phonetic = false; // rPh: how to read a name aloud, not part of it
    for (auto node = xml.next(); node != Xml::Node::none; node = xml.next()) {
        if (node == Xml::Node::text) {
            if (taking && !phonetic) current += xml.text();
            continue;
        }
        const bool start = node == Xml::Node::start;
        if (xml.name() == "t")
            taking = start;
        else if (xml.name() == "rPh")
            phonetic = start;
        else if (xml.name() == "si" && start)
            current.clear();
        else if (xml.name() == "si")
            out.push_back(unescape(current));
    }
    return out;
}

std::vector<NumberStyle> read_styles(const std::string& bytes)
{
    std::vector<NumberStyle> out;
    std::map<int, NumberStyle> custom;
    Xml xml(bytes, "styles.xml");
    bool cells = false; // cellXfs, which cells refer to; cellStyleXfs and dxfs hold the same elements
    const auto number = [&](const char* name) {
        const auto text = xml.attribute(name);
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    for (auto node = xml.next(); node != Xml::Node::none; node = xml.next()) {
        if (node == Xml::Node::text) continue;
        const bool start = node == Xml::Node::start;
        if (xml.name() == "cellXfs")
            cells = start;
        else if (start && xml.name() == "numFmt")
            custom.emplace(number("numFmtId"), style_of_code(xml.attribute("formatCode"))); // the first is no dxf's
        else if (start && cells && xml.name() == "xf") {
            const auto id = number("numFmtId");
            const auto own = custom.find(id);
            out.push_back(own == custom.end() ? style_of_id(id) : own->second);
        }
    }
    return out;
}

Package Opener::open()
{
    std::string workbook = "xl/workbook.xml";
    for (const auto& [id, relation] : relations(""))
        if (relation.type == "officeDocument") workbook = relation.target;
    const auto* bytes = find(workbook);
    if (!bytes && workbook.ends_with(".bin"))
        refuse(said("it is of the binary kind (.xlsb)"), said("open it and save it as .xlsx or as CSV UTF-8"));
    if (!bytes) refuse(said("it has no list of sheets"));
    Package out;
    const auto related = relations(workbook);
    for (const auto& [id, relation] : related) {
        const auto* part = find(relation.target);
        if (!part) continue;
        if (relation.type == "sharedStrings") out.strings = read_strings(*part);
        if (relation.type == "styles") out.styles = read_styles(*part);
    }
    Xml xml(*bytes, "workbook.xml");
    for (auto node = xml.next(); node != Xml::Node::none; node = xml.next()) {
        if (node != Xml::Node::start) continue;
        if (xml.name() == "workbookPr") {
            const auto value = xml.attribute("date1904");
            out.since_1904 = value == "1" || value == "true" || value == "on";
        }
        if (xml.name() != "sheet") continue;
        const auto relation = related.find(xml.related("id"));
        if (relation == related.end()) refuse(said("its list of sheets names one it does not hold"));
        if (relation->second.type != "worksheet") continue; // a chart or a dialogue
        const auto it = parts_.find(relation->second.target);
        if (it == parts_.end()) refuse(said("a sheet is missing from it"));
        out.sheets.push_back({xml.attribute("name"), std::move(it->second)});
        parts_.erase(it);
    }
    if (out.sheets.empty()) refuse(said("it holds no sheet of cells"));
    return out;
}

} // namespace

std::string unescape(std::string text)
{
    for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        if (at + 7 > text.size() || text[at + 6] != '_') continue;
        unsigned value = 0;
        const auto* from = text.data() + at + 2;
        const auto result = std::from_chars(from, from + 4, value, 16);
        if (result.ec != std::errc() || result.ptr != from + 4) continue;
        const bool plain = value == '\t' || value == '\n' || value == '\r' || (value >= 0x20 && value < 0x7F);
        if (plain) text.replace(at, 7, 1, static_cast<char>(value));
    }
    return text;
}

bool is_workbook(const std::vector<std::string>& members)
{
    bool types = false, sheets = false;
    for (const auto& member : members) {
        const auto key = part_key(member);
        types = types || key == "[content_types].xml";
        sheets = sheets || key.starts_with("xl/");
    }
    return types && sheets;
}

Package open_package(std::string_view bytes, const std::string& name)
{
    return Opener(bytes, name).open();
}

} // namespace redress::ingest::xlsx
