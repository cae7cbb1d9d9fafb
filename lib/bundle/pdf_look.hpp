// A PDF made elsewhere, looked at before it goes into a package: what it holds that its pages do not show. Words boxes lie
// over, older revisions, files attached to it.
#pragma once

#include "base/said.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

struct Remark {
    std::string code;      // "pdf-covered-text"
    Said text;             // "on page 2 a box lies over words that can still be read"
    bool to_act_on = true; // false: worth knowing
};

// Empty if there is nothing to say. Never throws on what the PDF holds: broken and locked ones are remarks.
std::vector<Remark> look_at_pdf(std::string_view bytes);

} // namespace redress::bundle
