// The words of a line without the marks of Markdown and mustache between them: **好评**返现 says 好评返现.
#pragma once

#include "ingest/prose_build.hpp"
#include "ingest/prose_template.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

class ProseInline {
public:
    // content: the whole file, of which lines are stretches; tags: none if it is no template.
    ProseInline(ProseSink& sink, ProseBuilder& builder, std::string_view content, bool markdown, TemplateTags* tags)
        : sink_(sink), builder_(builder), content_(content), markdown_(markdown), tags_(tags)
    {}
    // Bytes of the line the builder has begun; row: of a table.
    void put(std::size_t from, std::size_t to, bool row = false);
    // Only the tags in it: the words are not checked.
    void pass(std::size_t from, std::size_t to);
    void set(std::uint32_t says, std::uint32_t spot) { says_ = says, spot_ = spot; }

private:
    struct Cut { // from here to `end`, with `word` in its place
        std::size_t end = 0;
        std::string word = {};
    };
    std::optional<Cut> cut_at(std::size_t at, std::size_t to);
    std::optional<Cut> tag(std::size_t at);
    Cut run(std::size_t at, std::size_t to) const;
    std::optional<Cut> bracket(std::size_t at, std::size_t to);
    std::optional<Cut> angle(std::size_t at, std::size_t to);
    std::optional<Cut> entity(std::size_t at, std::size_t to) const;
    std::optional<Cut> address(std::size_t at, std::size_t to);
    bool leave_comment(std::size_t& from);
    void count_runs(std::size_t from, std::size_t to);

    ProseSink& sink_;
    ProseBuilder& builder_;
    std::string_view content_, line_;
    bool markdown_, row_ = false, comment_ = false;
    TemplateTags* tags_;
    std::size_t unclosed_ = std::string_view::npos; // no comment that begins here or later is closed
    std::uint32_t says_ = 0, spot_ = 0;
    std::size_t stars_ = 0, ticks_ = 0, waves_ = 0; // runs of these in the line
    std::vector<std::size_t> links_;                // where the texts of links end
};

} // namespace redress::ingest
