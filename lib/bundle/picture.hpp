// Pictures by their blocks, without decoding a pixel: which kind it is, whether there is more in it than pixels, and the
// texts packed in it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace redress::bundle {

enum class Picture { none, jpeg, png, webp, gif, heif };
Picture kind_of_picture(std::string_view bytes);

// Anything beside pixels and what is needed to show them: EXIF, XMP, IPTC, comments, texts, bytes behind the end. True where
// its blocks cannot be followed.
bool has_metadata(std::string_view bytes);

// Bytes behind the picture's end, as far as its blocks tell.
bool has_bytes_behind(std::string_view bytes);

// Does a block say it is longer than what is left of the file? libpng makes room for what it says, up to 2 GB.
bool is_cut_short(std::string_view bytes);

// Texts that are compressed (zTXt, iTXt, iCCP of PNG), inflated.
void each_packed_text(std::string_view bytes, const std::function<void(const std::string& text)>& take);

} // namespace redress::bundle
