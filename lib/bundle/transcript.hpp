// An exhibit as a page: what a conversation, an order or its events say, with ids, offsets and sources, keys masked.
#pragma once

#include "analyze/exhibits.hpp"
#include "base/time.hpp"
#include "bundle/mask.hpp"
#include "render/document.hpp"

#include <map>
#include <string>
#include <vector>

namespace redress::bundle {

// What all pages of a package share.
struct View {
    std::string case_id, lang = "en";
    std::string citation = "Exhibit {label}"; // how letters name an exhibit
    time::Zone zone = time::Zone::utc();
    std::int64_t date = 0;
    std::map<std::string, std::string> sources;      // sha256 -> neutral label
    std::map<std::string, std::size_t> conversation; // messages of a transcript's whole conversation, by the exhibit's item
    std::string platform;
    std::map<std::string, std::string> meant; // document -> what the seller said it shows, in the profile's words
};

using Records = std::map<std::string, const model::Record*>;
Records index_records(const analyze::Material& material);

// `file` names the page in the log of masks.
render::Document exhibit_page(const analyze::Exhibit& exhibit, const Records& records, const View& view,
                              const std::string& file, MaskLog& log);
// The page's twin for programs that search: no value is broken over lines, and each line has its id.
render::Document unwrapped(render::Document page);
// The exhibit's records as redress/1 lines, sources by their neutral labels, keys masked.
std::string exhibit_lines(const analyze::Exhibit& exhibit, const Records& records, const View& view, const std::string& file,
                          MaskLog& log);

std::string exhibit_name(const analyze::Exhibit& exhibit, const View& view);  // "Exhibit A"
std::string exhibit_title(const analyze::Exhibit& exhibit, const View& view); // in the reader's language
std::string stamp_text(const model::Stamp& stamp, const View& view);          // as letters print it

} // namespace redress::bundle
