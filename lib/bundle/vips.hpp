// libvips, loaded when the first picture is to be decoded. Linked in, it and the hundred libraries it brings doubled the
// time every command takes to start (24 ms instead of 11).
#pragma once

#include <vips/vips.h>

#include <memory>
#include <string>

namespace redress::bundle {

// Its functions without their prefix: vips().autorot(…).
struct Vips {
#define REDRESS_VIPS_FUNCTIONS(X)                                                                                           \
    X(init)                                                                                                                 \
    X(cache_set_max)                                                                                                        \
    X(concurrency_set)                                                                                                      \
    X(error_buffer)                                                                                                         \
    X(error_clear)                                                                                                          \
    X(image_new_from_buffer)                                                                                                \
    X(image_copy_memory)                                                                                                    \
    X(image_get_fields)                                                                                                     \
    X(image_get_typeof)                                                                                                     \
    X(image_get_as_string)                                                                                                  \
    X(image_get_blob)                                                                                                       \
    X(image_get_width)                                                                                                      \
    X(image_get_height)                                                                                                     \
    X(image_get_n_pages)                                                                                                    \
    X(image_get_page_height)                                                                                                \
    X(image_get_orientation)                                                                                                \
    X(image_hasalpha)                                                                                                       \
    X(array_double_newv)                                                                                                    \
    X(area_unref)                                                                                                           \
    X(autorot)                                                                                                              \
    X(colourspace)                                                                                                          \
    X(icc_transform)                                                                                                        \
    X(flatten)                                                                                                              \
    X(resize)                                                                                                               \
    X(draw_rect)                                                                                                            \
    X(pngsave_buffer)                                                                                                       \
    X(jpegsave_buffer)                                                                                                      \
    X(pdfload_buffer)
// NOLINTNEXTLINE(bugprone-macro-parentheses): a member's name takes none
#define REDRESS_VIPS_MEMBER(name) decltype(&vips_##name) name = nullptr;
    REDRESS_VIPS_FUNCTIONS(REDRESS_VIPS_MEMBER)
#undef REDRESS_VIPS_MEMBER
};

// Throws Error{render} where it is not installed.
const Vips& vips();

struct UnrefImage {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using VipsPicture = std::unique_ptr<VipsImage, UnrefImage>;

// What libvips says went wrong last, in one line.
std::string vips_reason();

} // namespace redress::bundle
