#include "ingest/mail_text.hpp"

#include "base/text.hpp"

#include <vector>

namespace redress::ingest::mail {
namespace {

std::vector<std::string_view> lines_of(std::string_view text)
{
    return text::split(text, '\n');
}

} // namespace

std::string fold_lines(std::string_view text)
{
    if (text.find('\r') == std::string_view::npos) return std::string(text);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            out += text[i];
        else if (i + 1 >= text.size() || text[i + 1] != '\n')
            out += '\n';
    }
    return out;
}

std::string unflow(std::string_view text, bool delete_space)
{
    std::string out;
    bool open = false; // the line before ends softly
    std::size_t depth_before = 0;
    for (auto line : lines_of(text)) {
        std::size_t depth = 0;
        while (depth < line.size() && line[depth] == '>') ++depth;
        auto words = line.substr(depth);
        if (words.starts_with(' ')) words.remove_prefix(1);
        const bool signature = words == "-- ";
        const bool joined = open && depth == depth_before && !signature;
        if (!joined) {
            if (!out.empty() || open) out += '\n';
            if (depth > 0) out.append(depth, '>').append(" ");
        }
        open = words.ends_with(' ') && !signature;
        depth_before = depth;
        out += open && delete_space ? words.substr(0, words.size() - 1) : words;
    }
    return out;
}

} // namespace redress::ingest::mail
