#include "bundle/upload_pictures.hpp"

#include "base/error.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <memory>

namespace redress::bundle {
namespace {

constexpr double pdf_dpi = 150;
// The least that can still be read: a screenshot of a telephone is 1080 wide, its text survives at two thirds of that.
constexpr int least_width = 720;

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

void start()
{
    static const bool started = [] {
        if (VIPS_INIT("redress") != 0) return false;
        vips_cache_set_max(0);
        return true;
    }();
    if (!started) throw Error(ErrorKind::render, said("libvips does not start: {}", vips_error_buffer()));
}

std::string reason()
{
    std::string words = vips_error_buffer();
    vips_error_clear();
    words.erase(std::find(words.begin(), words.end(), '\n'), words.end());
    return words;
}

[[noreturn]] void refuse(const std::string& name)
{
    throw Error(ErrorKind::input, said("{} is no picture that can be read: {}", name, reason()),
                said("open it, save it anew as PNG, and link that one instead"));
}

Image opened(std::string_view bytes, const std::string& name)
{
    Image loaded(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
    VipsImage* upright = nullptr;
    if (!loaded || vips_autorot(loaded.get(), &upright, nullptr) != 0) refuse(name);
    loaded.reset(upright);
    VipsImage* plain = nullptr;
    if (vips_colourspace(loaded.get(), &plain, VIPS_INTERPRETATION_sRGB, nullptr) != 0) refuse(name);
    return Image(plain);
}

// On white: what was transparent would come out black.
Image flattened(Image image, const std::string& name)
{
    if (!vips_image_hasalpha(image.get())) return image;
    const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> white(
        vips_array_double_newv(1, 255.0), [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); });
    VipsImage* flat = nullptr;
    if (vips_flatten(image.get(), &flat, "background", white.get(), nullptr) != 0) refuse(name);
    return Image(flat);
}

std::string taken(void* data, std::size_t size)
{
    std::string out(static_cast<const char*>(data), size);
    g_free(data);
    return out;
}

std::string as_png(VipsImage* image, const std::string& name)
{
    void* data = nullptr;
    std::size_t size = 0;
    if (vips_pngsave_buffer(image, &data, &size, "compression", 9, "strip", TRUE, nullptr) != 0) refuse(name);
    return taken(data, size);
}

std::string as_jpeg(VipsImage* image, int quality, const std::string& name)
{
    void* data = nullptr;
    std::size_t size = 0;
    if (vips_jpegsave_buffer(image, &data, &size, "Q", quality, "optimize_coding", TRUE, "strip", TRUE, nullptr) != 0)
        refuse(name);
    return taken(data, size);
}

Image scaled(VipsImage* image, double scale, const std::string& name)
{
    VipsImage* out = nullptr;
    if (vips_resize(image, &out, scale, nullptr) != 0) refuse(name);
    return Image(out);
}

bool takes(const profile::FileRules& rules, const char* type)
{
    const auto& all = rules.extensions;
    return all.empty() || std::find(all.begin(), all.end(), type) != all.end();
}

FittedPicture smaller(VipsImage* image, bool jpeg, std::uint64_t max_bytes, const std::string& name)
{
    constexpr std::array<int, 3> qualities{90, 82, 74};
    const double least = std::min(1.0, static_cast<double>(least_width) / vips_image_get_width(image));
    FittedPicture out{{}, jpeg ? "jpg" : "png"};
    for (double scale = 1;; scale = std::max(least, scale * 0.8)) {
        const auto sized = scaled(image, scale, name);
        for (const int quality : qualities) {
            out.bytes = jpeg ? as_jpeg(sized.get(), quality, name) : as_png(sized.get(), name);
            if (max_bytes == 0 || out.bytes.size() <= max_bytes) return out;
            if (!jpeg) break;
        }
        if (scale <= least) return out;
    }
}

} // namespace

std::string picture_type(std::string_view bytes)
{
    const auto begins = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
    using namespace std::string_view_literals;
    if (begins("\x89PNG\r\n\x1a\n"sv)) return "png";
    if (begins("\xff\xd8\xff"sv)) return "jpg";
    if (begins("GIF87a"sv) || begins("GIF89a"sv)) return "gif";
    if (begins("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) return "webp";
    if (begins("BM"sv) && bytes.size() > 26 && bytes.substr(6, 4) == "\0\0\0\0"sv) return "bmp";
    if (begins("II*\0"sv) || begins("MM\0*"sv)) return "tif";
    if (begins("%PDF-"sv)) return "pdf";
    return {};
}

FittedPicture fit_picture(std::string_view bytes, const profile::FileRules& rules, const std::string& name)
{
    start();
    const auto image = flattened(opened(bytes, name), name);
    const bool png = takes(rules, "png"), jpeg = takes(rules, "jpg") || takes(rules, "jpeg");
    if (!png && !jpeg)
        throw Error(ErrorKind::input, said("{} is a picture, and the form takes neither PNG nor JPEG", name),
                    said("leave it out with --leave-out"));
    // Without loss if that will do.
    if (png) {
        auto whole = as_png(image.get(), name);
        if (rules.max_file_bytes == 0 || whole.size() <= rules.max_file_bytes) return {std::move(whole), "png"};
    }
    return smaller(image.get(), jpeg, rules.max_file_bytes, name);
}

std::vector<std::string> pictures_of_pdf(std::string_view bytes, const std::string& name)
{
    start();
    const auto page_of = [&](int page) {
        VipsImage* drawn = nullptr;
        // The buffer is only read.
        if (vips_pdfload_buffer(const_cast<char*>(bytes.data()), bytes.size(), &drawn, "page", page, "dpi", pdf_dpi,
                                nullptr) != 0)
            throw Error(ErrorKind::input,
                        said("{} is a PDF, the form takes pictures only, and its pages cannot be drawn: {}", name, reason()),
                        said("save its pages as pictures and link these, or leave it out with --leave-out"));
        return Image(drawn);
    };
    const int pages = vips_image_get_n_pages(page_of(0).get());
    std::vector<std::string> out;
    for (int page = 0; page < pages; ++page) out.push_back(as_png(flattened(page_of(page), name).get(), name));
    return out;
}

} // namespace redress::bundle
