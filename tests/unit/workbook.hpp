// Workbooks made by hand (ECMA-376): the least a spreadsheet would open, with what a test wants in it.
#pragma once

#include "base/archive.hpp"

#include <string>
#include <vector>

namespace redress::test {

struct Workbook {
    std::vector<std::pair<std::string, std::string>> sheets; // name, rows as XML
    std::string strings;                                     // items of the shared strings: <si>...</si>
    std::string styles;                                      // inside of styleSheet
    std::string properties;                                  // of the workbook: <workbookPr date1904="1"/>
    std::string space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    std::string relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    std::string folder = "xl/";

    std::vector<archive::Entry> entries() const
    {
        const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        const auto relations = [&](const std::string& inside) {
            return head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inside +
                   "</Relationships>";
        };
        const auto related = [&](const std::string& id, const std::string& type, const std::string& target) {
            return "<Relationship Id=\"" + id + "\" Type=\"" + relation + "/" + type + "\" Target=\"" + target + "\"/>";
        };
        std::vector<archive::Entry> out{{"[Content_Types].xml", head + "<Types/>"},
                                        {"_rels/.rels", relations(related("a", "officeDocument", folder + "workbook.xml"))}};
        std::string list, parts;
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            const auto n = std::to_string(i + 1);
            list += "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + n + "\" r:id=\"s" + n + "\"/>";
            parts += related("s" + n, "worksheet", "worksheets/sheet" + n + ".xml");
            out.push_back(
                {folder + "worksheets/sheet" + n + ".xml",
                 head + "<worksheet xmlns=\"" + space + "\"><sheetData>" + sheets[i].second + "</sheetData></worksheet>"});
        }
        if (!strings.empty()) {
            parts += related("t", "sharedStrings", "sharedStrings.xml");
            out.push_back({folder + "sharedStrings.xml", head + "<sst xmlns=\"" + space + "\">" + strings + "</sst>"});
        }
        if (!styles.empty()) {
            parts += related("f", "styles", "styles.xml");
            out.push_back({folder + "styles.xml", head + "<styleSheet xmlns=\"" + space + "\">" + styles + "</styleSheet>"});
        }
        out.push_back({folder + "_rels/workbook.xml.rels", relations(parts)});
        out.push_back({folder + "workbook.xml", head + "<workbook xmlns=\"" + space + "\" xmlns:r=\"" + relation + "\">" +
                                                    properties + "<sheets>" + list + "</sheets></workbook>"});
        return out;
    }
    std::string bytes() const { return archive::write_zip(entries(), 0); }
};

} // namespace redress::test
