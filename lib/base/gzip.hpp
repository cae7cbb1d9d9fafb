// Gzip (RFC 1952) in, bounded as zips are (base/archive), with the checksum of every member verified.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace redress::gzip {

bool is_gzip(std::string_view head);
// The content in order, all members one after another. Throws Error{input}: cut short, damaged, over a cap. What take got
// before is then worth nothing.
void unpack(std::string_view bytes, const std::string& name, const std::function<void(std::string_view)>& take);
// As much of a zlib stream (RFC 1950: in PNG, in PDF) as can be inflated, up to a limit.
std::string inflate_some(std::string_view bytes, std::size_t most);

} // namespace redress::gzip
