// Plain text: a line is a text, or a paragraph, or all of it.
#include "base/text.hpp"
#include "ingest/prose_readers.hpp"

namespace redress::ingest {
namespace {

void add_line(std::string_view whole, std::uint64_t number, ProseSink& sink)
{
    ProseText out;
    out.line = number;
    out.whole = whole;
    if (whole.size() <= longest_prose) {
        out.text = whole;
        return sink.add(out);
    }
    out.complete = false;
    for (std::size_t at = 0; at < whole.size();) {
        const auto part = prose_cut(whole.substr(at), longest_prose);
        out.text = whole.substr(at, part);
        sink.add(out);
        sink.rest();
        out.column += text::count_code_points(out.text);
        at += part;
    }
}

} // namespace

void read_prose_lines(const ProseInput& input, ProseSink& sink)
{
    const auto unit = input.unit(ProseUnit::line);
    LineReader reader(input.file, "UTF-8");
    ProseComments comments(input.file.bytes());
    ProseBuilder builder(sink);
    Line line;
    while (reader.next(line)) {
        if (comments.in(line.offset, line.offset + line.length)) {
            sink.batch().comments.push_back({line.number, line.text});
            if (is_prose_comment(line.text)) continue;
        }
        if (text::trim(line.text).empty()) {
            if (unit == ProseUnit::paragraph)
                builder.finish();
            else
                builder.put_break('\n');
        } else if (unit == ProseUnit::line)
            add_line(line.text, line.number, sink);
        else {
            builder.put_break('\n');
            builder.begin_line(line.text, line.number);
            builder.put(0, line.text.size());
        }
        sink.rest();
    }
    builder.finish();
    sink.flush();
}

} // namespace redress::ingest
