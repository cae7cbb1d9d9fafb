#include "bundle/upload_pictures.hpp"

#include "base/error.hpp"
#include "bundle/picture.hpp"
#include "bundle/vips.hpp"

namespace redress::bundle {
namespace {

constexpr double pdf_dpi = 150;

[[noreturn]] void refuse(const std::string& name)
{
    throw Error(ErrorKind::input,
                said("{} is a PDF, the form takes pictures only, and its pages cannot be drawn: {}", name, vips_reason()),
                said("save its pages as pictures and link these, or leave it out with --leave-out"));
}

VipsPicture drawn(std::string_view bytes, int page, const std::string& name)
{
    VipsImage* out = nullptr;
    auto* data = const_cast<char*>(bytes.data()); // only read
    if (vips().pdfload_buffer(data, bytes.size(), &out, "page", page, "dpi", pdf_dpi, nullptr) != 0) refuse(name);
    VipsPicture image(out);
    VipsImage* on_white = nullptr;
    auto* white = vips().array_double_newv(1, 255.0);
    const int failed = vips().flatten(image.get(), &on_white, "background", white, nullptr);
    vips().area_unref(reinterpret_cast<VipsArea*>(white));
    if (failed != 0) refuse(name);
    return VipsPicture(on_white);
}

} // namespace

std::string picture_type(std::string_view bytes)
{
    switch (kind_of_picture(bytes)) {
    case Picture::jpeg: return "jpg";
    case Picture::png: return "png";
    case Picture::webp: return "webp";
    case Picture::gif: return "gif";
    case Picture::heif: return "heic";
    case Picture::none: break;
    }
    return bytes.starts_with("%PDF-") ? "pdf" : "";
}

std::vector<std::string> pictures_of_pdf(std::string_view bytes, const std::string& name)
{
    std::vector<std::string> out;
    const int pages = vips().image_get_n_pages(drawn(bytes, 0, name).get());
    for (int page = 0; page < pages; ++page) {
        const auto image = drawn(bytes, page, name);
        void* data = nullptr;
        std::size_t size = 0;
        if (vips().pngsave_buffer(image.get(), &data, &size, "compression", 9, "strip", TRUE, nullptr) != 0) refuse(name);
        out.emplace_back(static_cast<const char*>(data), size);
        g_free(data);
    }
    return out;
}

} // namespace redress::bundle
