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

} // namespace redress::gzip
