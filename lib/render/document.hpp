// What a command has to say, as a value; renderers turn it into text, JSON, CSV, Markdown, HTML or PDF.
#pragma once

#include "base/json.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace redress::render {

struct Heading {
    std::string text;
    int level = 1; // 1 to 3
};

struct Prose {
    std::string text; // one paragraph; \n breaks a line
};

struct Facts { // label and value, one a line
    std::vector<std::pair<std::string, std::string>> rows;
};

struct Table {
    std::string name; // key in JSON, file name in a CSV folder
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; // as people read them
    std::vector<bool> right;                    // per column: numbers lie right; may be shorter
};

// One message of a transcript.
struct Line {
    std::string id, number, time, sender, role, text;
    std::vector<std::string> notes; // "attachment: IMG_1.jpg", "edited"
};

struct Transcript {
    std::vector<Line> lines;
};

using Block = std::variant<Heading, Prose, Facts, Table, Transcript>;

struct Document {
    std::string title, lang = "en";
    std::string header, footer; // of each page: case id, exhibit label; hash
    std::string first_number;   // running page number of the package, "RDR-000123"; empty: none
    std::int64_t date = 0;      // Unix seconds for PDF metadata
    std::vector<Block> blocks;
    Json data; // the same as one JSON object, with its own schema key: what -f json prints
};

} // namespace redress::render
