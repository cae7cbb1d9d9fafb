#include "bundle/image.hpp"

#include "base/error.hpp"
#include "bundle/vips.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace redress::bundle {
namespace {

constexpr std::array<int, 3> qualities{90, 82, 74};
// The least that can still be read: a screenshot of a telephone is 1080 wide, its text survives at two thirds of that.
constexpr int least_side = 720;

[[noreturn]] void refuse(const std::string& name, const Said& why)
{
    throw Error(ErrorKind::input, said("'{}' is no picture that can be read: {}", name, why),
                said("open it in another program, save it anew as PNG, and take that"));
}

[[noreturn]] void refuse(const std::string& name)
{
    refuse(name, as_is(vips_reason()));
}

VipsPicture opened(std::string_view bytes, const std::string& name)
{
    if (kind_of_picture(bytes) == Picture::none) refuse(name, said("it is none of JPEG, PNG, WebP, GIF and HEIC"));
    if (is_cut_short(bytes)) refuse(name, said("it is cut short"));
    VipsPicture image(vips().image_new_from_buffer(bytes.data(), bytes.size(), "", "fail_on", VIPS_FAIL_ON_ERROR, nullptr));
    if (!image) refuse(name);
    const auto pixels = static_cast<std::uint64_t>(vips().image_get_width(image.get())) *
                        static_cast<std::uint64_t>(vips().image_get_height(image.get()));
    if (pixels > max_pixels) refuse(name, said("it has {} pixels, more than {}", pixels, max_pixels));
    return image;
}

template <typename Operation> VipsPicture changed(VipsPicture image, const std::string& name, const Operation& operation)
{
    VipsImage* out = nullptr;
    if (operation(image.get(), &out) != 0) refuse(name);
    return VipsPicture(out);
}

// Upright, in the colours every program shows alike.
VipsPicture upright(std::string_view bytes, const std::string& name)
{
    auto image =
        changed(opened(bytes, name), name, [](VipsImage* in, VipsImage** out) { return vips().autorot(in, out, nullptr); });
    const bool profile = vips().image_get_typeof(image.get(), VIPS_META_ICC_NAME) != 0;
    return changed(std::move(image), name, [&](VipsImage* in, VipsImage** out) {
        if (profile && vips().icc_transform(in, out, "srgb", "embedded", TRUE, nullptr) == 0) return 0;
        vips().error_clear(); // a profile that is broken or of no use: the colours as they are
        return vips().colourspace(in, out, VIPS_INTERPRETATION_sRGB, nullptr);
    });
}

// On white: what was transparent would come out black.
VipsPicture flattened(VipsPicture image, const std::string& name)
{
    if (!vips().image_hasalpha(image.get())) return image;
    auto* white = vips().array_double_newv(1, 255.0);
    auto out = changed(std::move(image), name, [&](VipsImage* in, VipsImage** flat) {
        return vips().flatten(in, flat, "background", white, nullptr);
    });
    vips().area_unref(reinterpret_cast<VipsArea*>(white));
    return out;
}

std::string saved(VipsImage* image, bool jpeg, int quality, const std::string& name)
{
    void* data = nullptr;
    std::size_t size = 0;
    const int failed =
        jpeg ? vips().jpegsave_buffer(image, &data, &size, "Q", quality, "optimize_coding", TRUE, "strip", TRUE, nullptr)
             : vips().pngsave_buffer(image, &data, &size, "compression", 6, "strip", TRUE, nullptr);
    if (failed != 0) refuse(name);
    std::string out(static_cast<const char*>(data), size);
    g_free(data);
    return out;
}

bool is_photo(std::string_view bytes)
{
    const auto kind = kind_of_picture(bytes);
    return kind == Picture::jpeg || kind == Picture::heif;
}

Remade remade(VipsPicture image, bool jpeg, int quality, int frames, const std::string& name)
{
    if (jpeg) image = flattened(std::move(image), name);
    Remade out;
    out.bytes = saved(image.get(), jpeg, quality, name);
    out.suffix = jpeg ? "jpg" : "png";
    out.width = vips().image_get_width(image.get());
    out.height = vips().image_get_height(image.get());
    out.frames = frames;
    return out;
}

int frames_of(std::string_view bytes, const std::string& name)
{
    return vips().image_get_n_pages(opened(bytes, name).get());
}

VipsPicture scaled(VipsImage* image, double scale, const std::string& name)
{
    VipsImage* out = nullptr;
    if (vips().resize(image, &out, scale, nullptr) != 0) refuse(name);
    return VipsPicture(out);
}

bool fits(const Remade& picture, const PictureLimits& limits)
{
    return limits.bytes == 0 || picture.bytes.size() <= limits.bytes;
}

// The scale that keeps a picture within so many pixels.
double first_scale(VipsImage* image, std::uint64_t most)
{
    const auto pixels = static_cast<double>(vips().image_get_width(image)) * vips().image_get_height(image);
    return most == 0 ? 1.0 : std::min(1.0, std::sqrt(static_cast<double>(most) / pixels));
}

} // namespace

Remade without_metadata(std::string_view picture, const std::string& name)
{
    return remade(upright(picture, name), is_photo(picture), 95, frames_of(picture, name), name);
}

Remade painted_over(std::string_view picture, const std::vector<Box>& boxes, const std::string& name)
{
    VipsPicture image(vips().image_copy_memory(flattened(upright(picture, name), name).get()));
    if (!image) refuse(name);
    const int width = vips().image_get_width(image.get()), height = vips().image_get_height(image.get());
    for (const auto& box : boxes) {
        const int left = std::max(0, box.left), top = std::max(0, box.top);
        const auto right = std::min<std::int64_t>(width, std::int64_t{box.left} + box.width);
        const auto bottom = std::min<std::int64_t>(height, std::int64_t{box.top} + box.height);
        if (right <= left || bottom <= top)
            throw Error(ErrorKind::input,
                        said("nothing of the box {},{},{},{} is in '{}', which is {} by {} pixels", box.left, box.top,
                             box.width, box.height, name, width, height),
                        said("say the box as left,top,width,height in pixels of the upright picture"));
        std::array<double, 3> black{0, 0, 0};
        if (vips().draw_rect(image.get(), black.data(), 3, left, top, static_cast<int>(right) - left,
                             static_cast<int>(bottom) - top, "fill", TRUE, nullptr) != 0)
            refuse(name);
    }
    return remade(std::move(image), is_photo(picture), 95, frames_of(picture, name), name);
}

Remade within_limits(std::string_view picture, const PictureLimits& limits, const std::string& name)
{
    const int frames = frames_of(picture, name);
    const auto whole = upright(picture, name);
    const double first = first_scale(whole.get(), limits.pixels);
    const auto make = [&](double scale, bool jpeg, int quality) {
        return remade(scaled(whole.get(), scale, name), jpeg, quality, frames, name);
    };
    // Without loss if that will do.
    if (limits.png && !(is_photo(picture) && limits.jpeg))
        if (auto out = make(first, false, 0); fits(out, limits) || (!limits.jpeg && limits.bytes == 0)) return out;
    const int side = std::min(vips().image_get_width(whole.get()), vips().image_get_height(whole.get()));
    const double least = std::min(first, static_cast<double>(least_side) / side);
    for (double scale = first;; scale = std::max(least, scale * 0.8)) {
        for (const int quality : qualities) {
            if (auto out = make(scale, limits.jpeg, quality); fits(out, limits)) return out;
            if (!limits.jpeg) break;
        }
        if (scale <= least)
            throw Error(ErrorKind::input,
                        said("'{}' cannot be made smaller than {} bytes and stay legible", name, limits.bytes),
                        said("cut out the part that matters, or leave it out"));
    }
}

} // namespace redress::bundle
