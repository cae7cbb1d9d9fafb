#include "bundle/file.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"

namespace redress::bundle {

std::uint64_t size_of(const File& file)
{
    return file.original ? file.original->bytes : file.bytes.size();
}

std::string sha256_of(const File& file)
{
    return file.original ? file.original->sha256 : hash::sha256(file.bytes);
}

void each_chunk(const File& file, const std::function<void(std::string_view)>& take)
{
    if (file.original)
        MappedFile::open(file.original->place.string()).each_chunk(take);
    else
        take(file.bytes);
}

std::string bytes_of(const File& file)
{
    return file.original ? read_file(file.original->place) : file.bytes;
}

} // namespace redress::bundle
