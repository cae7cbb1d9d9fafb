// What the files of an upload folder are called.
#pragma once

#include "bundle/upload.hpp"
#include "bundle/upload_pieces.hpp"

#include <set>
#include <string>

namespace redress::bundle {

class UploadNames {
public:
    UploadNames(const Contents& contents, const profile::Profile& profile);

    // A name nobody else in the folder has. Throws Error{input} where the platform's pattern does not take what its own
    // profile makes.
    std::string file(const Piece& piece);
    // "图1-2": as the answer names a part of an exhibit.
    std::string citation(const Piece::Part& part) const;

private:
    std::string label(const Piece::Part& part) const;
    std::string what(const Piece& piece) const;
    std::string joined(const Piece& piece, std::string (UploadNames::*name)(const Piece::Part&) const) const;
    std::string number(const Piece::Part& part) const;
    std::string harmless(const std::string& name) const;

    const Contents& contents_;
    const profile::FileRules& rules_;
    std::string pattern_, file_pattern_, lang_;
    std::set<std::string> taken_;
};

} // namespace redress::bundle
