// Mustache tags in wording: which slots there are, and what stands in their place when the words around them are checked.
#pragma once

#include "ingest/prose.hpp"
#include "profile/rules.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

// template-unknown-slot and template-open-section: rules that are held in code, since it is the reader who sees them.
const std::vector<profile::Rule>& template_rules();

class TemplateTags {
public:
    explicit TemplateTags(const ProseSlots& slots) : slots_(slots) {}

    struct Tag {
        std::size_t end = 0;   // behind it
        std::string_view word; // what stands for it; empty: nothing
    };
    struct Where {
        std::uint64_t line = 1, column = 1;
        std::string_view whole;
        std::uint32_t says = 0, spot = 0;
    };
    // The tag that opens at `at` of the line, or the comment still open; nothing: it does not close on this line.
    std::optional<Tag> take(std::string_view line, std::size_t at, const Where& where, std::vector<ProseRemark>& remarks);
    bool opens(std::string_view line, std::size_t at) const { return line.compare(at, open_.size(), open_) == 0; }
    bool in_comment() const { return comment_; }
    // Past the end of a comment that began on an earlier line; npos: it goes on.
    std::size_t comment_end(std::string_view line);
    bool begin_comment(std::string_view line, std::size_t at);
    // The text is over: what was never closed.
    void finish(std::vector<ProseRemark>& remarks);

private:
    struct Section {
        std::string name, tag;
        Where where;
    };
    bool known(std::string_view name) const;
    std::string nearest(const std::string& name) const;
    void use(std::string_view name, std::string_view tag, const Where& where, std::vector<ProseRemark>& remarks) const;
    void close(std::string_view name, std::string_view tag, const Where& where, std::vector<ProseRemark>& remarks);
    void delimit(std::string_view inner);

    const ProseSlots& slots_;
    std::vector<Section> stack_;
    std::string open_ = "{{", close_ = "}}";
    bool comment_ = false;
};

} // namespace redress::ingest
