// The tables of a printed profile: clocks first, then what to prove and how, limits, the platform's words, and the sources.
#pragma once

#include "base/said.hpp"
#include "profile/profile.hpp"
#include "render/document.hpp"

#include <string>
#include <vector>

namespace redress {

class ProfileTables {
public:
    ProfileTables(const profile::Profile& profile, std::string lang) : p_(profile), lang_(std::move(lang)) {}
    std::vector<render::Block> blocks();

private:
    using Rows = std::vector<std::vector<std::string>>;
    template <typename... Args> std::string say(fmt::format_string<Shown<Args>...> english, const Args&... values) const
    {
        return said(english, values...).in(lang_);
    }
    const std::string& in(const profile::Text& text) const { return text.in(lang_); }
    // Short enough for a column; the list of sources at the end of the page has it in full.
    std::string mark(const profile::Provenance& from);
    void table(const std::string& title, const std::string& name, std::vector<std::string> columns, Rows rows);
    std::string example(const profile::Text& style) const;
    static std::string subjects(const std::vector<std::string>& rules);
    void head();
    void clocks();
    void reasons();
    void limits();
    void files();
    void flow();
    void rules();
    void reputation();
    void reviews();
    void words();
    void sources();

    const profile::Profile& p_;
    std::string lang_;
    std::vector<profile::Provenance> sources_;
    std::vector<render::Block> blocks_;
};

} // namespace redress
