// Pictures made anew from their pixels: without metadata, with rectangles painted over, smaller. What comes out holds
// nothing that was not decoded: no EXIF, thumbnail, place, comment, colour profile or bytes behind the end. The same picture
// gives the same bytes.
#pragma once

#include "bundle/picture.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

inline constexpr std::uint64_t max_pixels = 100'000'000; // of a picture that is decoded: no telephone makes larger ones

struct Box { // pixels of the picture as it is shown, upright
    int left = 0, top = 0, width = 0, height = 0;
};

struct PictureLimits { // 0: none
    std::uint64_t bytes = 0, pixels = 0;
    bool png = true, jpeg = true; // types that may come out
};

struct Remade {
    std::string bytes;
    std::string suffix; // "png" or "jpg"
    int width = 0, height = 0;
    int frames = 1; // of the original; of an animation the first is kept
};

// All throw Error{input} naming `name`: damaged, too many pixels, no picture of a kind that is read (JPEG, PNG, WebP, GIF,
// and HEIC where libvips has it). And Error{render}: libvips is not installed. JPEG stays JPEG and HEIC becomes it, all
// others become PNG.
Remade without_metadata(std::string_view picture, const std::string& name);
// Boxes are filled with black; one that reaches over the edge is cut there, one beside the picture is an error.
Remade painted_over(std::string_view picture, const std::vector<Box>& boxes, const std::string& name);
// In a type and of a size within the limits, with as little loss as that takes. Throws Error{input} where nothing legible is
// small enough.
Remade within_limits(std::string_view picture, const PictureLimits& limits, const std::string& name);

// What its metadata tell of people and places, in words: "where it was taken", "whose camera it is", "notes". Empty:
// nothing.
std::vector<std::string> telling_metadata(std::string_view picture, const std::string& name);

} // namespace redress::bundle
