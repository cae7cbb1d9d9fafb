// How a document enters a package: as it is, for its bytes are the evidence and the custody holds their hash; with keys
// masked; or, a picture that tells more than it shows, made anew from its pixels, with the original's hash beside it in the
// index.
#pragma once

#include "bundle/file.hpp"
#include "bundle/pdf_look.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace redress::bundle {

struct Entered {
    File file;
    std::string form;       // for the index: "original"
    std::string withheld;   // why it does not enter; then there is no file
    std::size_t masked = 0; // keys
    std::vector<Remark> remarks;
};

// path: "data/0003_exhibit-C_document" without its suffix. bare: pictures go in without any metadata, as for a reader from
// whom personal data are kept. Throws Error{render} where a picture with metadata is to be read and libvips is not
// installed.
Entered enter_document(const Original& original, const std::string& path, const std::string& suffix, bool bare);

} // namespace redress::bundle
