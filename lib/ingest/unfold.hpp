// A .zip as the folder it is: each member a part of the content, read by the format its own content shows.
#pragma once

#include "ingest/content.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

// A zip in a zip is opened, one in that is not. Size, ratio and number of members: base/archive.
inline constexpr int max_zip_depth = 2;

struct Unfolded {
    std::deque<MappedFile> own; // what parts point into
    std::vector<Part> parts;    // in the order of the zip
    std::vector<LeftOut> left_out;
    Diagnostics remarks;
};
// asked reads the members it knows; if it knows none, those that nobody does. Throws Error{input}: no zip, over a cap.
Unfolded unfold(const MappedFile& zip, const std::string& name, const Format* asked);

// Files that systems and packing programs add; they hold nothing a person sent.
bool is_litter(std::string_view path);

} // namespace redress::ingest
