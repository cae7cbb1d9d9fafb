// One file of a package: made here and held as bytes, or copied from the disk and never held, for it may be of any size.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace redress::bundle {

struct Original { // a file of the disk, as it was when its hash was taken
    std::filesystem::path place;
    std::uint64_t bytes = 0;
    std::string sha256;
};

struct File {
    std::string path; // "data/0001_exhibit-A_transcript.txt"
    std::string bytes;
    std::string text; // what a reader sees where the bytes do not show it (PDF, UTF-16): the leak gate reads it too
    std::optional<Original> original = {}; // then bytes is empty
};

std::uint64_t size_of(const File& file);
std::string sha256_of(const File& file);
// The content in order, a few megabytes at a time. Throws Error{input} where an original cannot be read.
void each_chunk(const File& file, const std::function<void(std::string_view)>& take);
// The whole of it, for what is known to be small.
std::string bytes_of(const File& file);

} // namespace redress::bundle
