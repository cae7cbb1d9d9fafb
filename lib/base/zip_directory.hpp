// A zip's directory against the headers before its entries. Some readers go by the one, some by the other, and libarchive
// takes part of each without a word: a zip whose two accounts differ holds one package for one reader and another for the
// next.
#pragma once

#include "base/said.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::archive {

struct ZipFault {
    std::string name; // of the entry, as of ZipDirectory; empty: of the whole
    Said why;         // "has another size in the directory than where it stands"
};

struct ZipDirectory {
    std::vector<std::string> names; // bytes as stored, in the order the entries stand in the file
    std::vector<ZipFault> faults;
};

// Names, sizes, checksums, methods, the number of entries, bytes that belong to none, zero bytes in names. bytes: the whole
// file; only headers are touched. What cannot be read at all is a fault too; nothing is thrown.
ZipDirectory read_zip_directory(std::string_view bytes);

} // namespace redress::archive
