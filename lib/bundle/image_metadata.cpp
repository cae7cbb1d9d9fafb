// Which of a picture's metadata tell something that is nobody's business: libvips reads EXIF (libexif), XMP, IPTC and
// comments.
#include "base/error.hpp"
#include "bundle/image.hpp"
#include "bundle/vips.hpp"

#include <algorithm>
#include <array>

namespace redress::bundle {
namespace {

constexpr const char* place = "where it was taken";
constexpr const char* owner = "whose camera it is";
constexpr const char* notes = "notes written into it";
constexpr const char* more = "more than the picture that is shown";

std::string_view blob_of(VipsImage* image, const char* field)
{
    const void* data = nullptr;
    std::size_t size = 0;
    if (vips().image_get_blob(image, field, &data, &size) != 0) {
        vips().error_clear();
        return {};
    }
    return {static_cast<const char*>(data), size};
}

// EXIF values come as "text (how it was written)".
bool is_blank(VipsImage* image, const char* field)
{
    char* words = nullptr;
    if (vips().image_get_as_string(image, field, &words) != 0) {
        vips().error_clear();
        return true;
    }
    std::string_view value = words;
    value = value.substr(0, value.find('('));
    const bool blank = value.find_first_not_of(" \t\r\n") == std::string_view::npos;
    g_free(words);
    return blank;
}

template <std::size_t Count> bool ends_with_any(std::string_view name, const std::array<std::string_view, Count>& words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return name.ends_with(word); });
}

const char* what_xmp_tells(std::string_view xmp)
{
    constexpr std::array<std::string_view, 6> places{"GPSLatitude",           "GPSLongitude",    "photoshop:City",
                                                     "Iptc4xmpCore:Location", "LocationCreated", "LocationShown"};
    constexpr std::array<std::string_view, 4> owners{"dc:creator", "OwnerName", "SerialNumber", "dc:rights"};
    constexpr std::array<std::string_view, 3> parts{"MotionPhoto", "MicroVideo", "Container:Directory"};
    const auto has = [&](std::string_view word) { return xmp.find(word) != std::string_view::npos; };
    if (std::any_of(places.begin(), places.end(), has)) return place;
    if (std::any_of(parts.begin(), parts.end(), has)) return more;
    if (std::any_of(owners.begin(), owners.end(), has)) return owner;
    return has("dc:description") || has("dc:title") ? notes : nullptr;
}

// What one field tells, if it tells anything.
const char* what_it_tells(VipsImage* image, const char* field)
{
    const std::string_view name = field;
    constexpr std::array<std::string_view, 8> owners{"-Artist",           "-Copyright",        "-CameraOwnerName",
                                                     "-BodySerialNumber", "-LensSerialNumber", "-XPAuthor",
                                                     "-HostComputer",     "-OwnerName"};
    constexpr std::array<std::string_view, 7> texts{"-ImageDescription", "-UserComment", "-XPComment", "-XPKeywords",
                                                    "-XPSubject",        "-XPTitle",     "gif-comment"};
    constexpr std::array<std::string_view, 5> harmless{"-Software", "-Creation Time", "-date:create", "-date:modify",
                                                       "-date:timestamp"};
    if (name == VIPS_META_XMP_NAME) return what_xmp_tells(blob_of(image, field));
    if (name == VIPS_META_IPTC_NAME) return notes;
    if (name.starts_with("exif-ifd3-GPS") && name != "exif-ifd3-GPSVersionID") return place;
    if (name.starts_with("png-comment-"))
        return ends_with_any(name, harmless)                              ? nullptr
               : name.find("XML:com.adobe.xmp") != std::string_view::npos ? owner
                                                                          : notes;
    if (ends_with_any(name, owners) && !is_blank(image, field)) return owner;
    if (ends_with_any(name, texts) && !is_blank(image, field)) return notes;
    return nullptr;
}

} // namespace

std::vector<std::string> telling_metadata(std::string_view picture, const std::string& name)
{
    std::vector<std::string> out;
    if (!has_metadata(picture)) return out;
    const auto add = [&](const char* what) {
        if (what && std::find(out.begin(), out.end(), what) == out.end()) out.emplace_back(what);
    };
    const bool cut = is_cut_short(picture);
    const VipsPicture image(cut ? nullptr : vips().image_new_from_buffer(picture.data(), picture.size(), "", nullptr));
    if (!image)
        throw Error(
            ErrorKind::input,
            said("'{}' is no picture that can be read: {}", name, cut ? said("it is cut short") : as_is(vips_reason())),
            said("open it in another program, save it anew as PNG, and take that"));
    char** fields = vips().image_get_fields(image.get());
    for (char** field = fields; field && *field; ++field) add(what_it_tells(image.get(), *field));
    g_strfreev(fields);
    if (has_bytes_behind(picture)) add(more);
    return out;
}

} // namespace redress::bundle
