// The readers of prose, one a shape. Files are valid UTF-8 by now (ingest/prose).
#pragma once

#include "ingest/lines.hpp"
#include "ingest/prose_build.hpp"

namespace redress::ingest {

struct ProseInput {
    const MappedFile& file;
    const std::string& name;
    const ProseOptions& options;
    // What the file says of all its texts: its front matter. Behind it the texts begin.
    ProseSays says;
    std::uint64_t front_lines = 0;

    const std::string& kind() const { return says.kind.empty() ? options.kind : says.kind; }
    ProseUnit unit(ProseUnit usual) const
    {
        return options.unit ? *options.unit : kind() == "appeal" ? ProseUnit::file : usual;
    }
};

void read_prose_lines(const ProseInput& input, ProseSink& sink);
void read_prose_markdown(const ProseInput& input, ProseSink& sink);
void read_prose_table(const ProseInput& input, const std::string& encoding, ProseSink& sink);
void read_prose_workbook(const ProseInput& input, ProseSink& sink);
void read_prose_json(const ProseInput& input, ProseSink& sink);

// "---" and "key: value" lines, or "+++" and "key = value": what they say, and how many lines that is; 0: none.
std::uint64_t read_front_matter(std::string_view text, ProseSays& says);

// Looks for comments to the checker many lines at a time.
class ProseComments {
public:
    explicit ProseComments(std::string_view bytes) : bytes_(bytes) {}
    // Does one stand in the line from `begin` to `end`? Asked for in order.
    bool in(std::size_t begin, std::size_t end);

private:
    std::string_view bytes_;
    std::size_t next_ = std::string_view::npos; // the last one found
    std::size_t known_ = 0;                     // looked through up to here
};

} // namespace redress::ingest
