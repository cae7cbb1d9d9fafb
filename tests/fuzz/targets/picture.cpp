// A picture's blocks, and the picture made anew.
#include "base/error.hpp"
#include "base/text.hpp"
#include "bundle/image.hpp"
#include "target.hpp"

namespace redress::fuzz {
namespace {

using namespace bundle;

void hold_blocks(std::string_view bytes)
{
    const auto kind = kind_of_picture(bytes);
    const bool metadata = has_metadata(bytes), behind = has_bytes_behind(bytes);
    hold(kind != Picture::none || !behind, "what is no picture has no end");
    hold(!behind || metadata, "bytes behind the end are more than pixels");
    each_packed_text(bytes, [](const std::string&) {});
}

void hold_clean(const Remade& made, const char* what)
{
    hold(kind_of_picture(made.bytes) == (made.suffix == "png" ? Picture::png : Picture::jpeg), "it is what it is called",
         made.suffix);
    hold(made.width > 0 && made.height > 0 && made.frames > 0, "it has a size", what);
    hold(!has_metadata(made.bytes), "made anew, it holds nothing but pixels", what);
    hold(telling_metadata(made.bytes, "made").empty(), "made anew, it tells nothing", what);
}

template <typename Work> void or_refused(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        hold(error.kind() == ErrorKind::input, "it is the picture that is refused", error.what());
        hold_said(error.message());
    }
}

} // namespace

void fuzz_picture(std::string_view bytes)
{
    hold_blocks(bytes);
    if (kind_of_picture(bytes) == Picture::none) return;
    or_refused([&] {
        for (const auto& words : telling_metadata(bytes, "picture"))
            hold(text::is_valid_utf8(words), "what it tells is said in words", words);
    });
    or_refused([&] {
        const auto made = without_metadata(bytes, "picture");
        hold_clean(made, "without metadata");
        hold(made.bytes == without_metadata(bytes, "picture").bytes, "the same picture gives the same bytes");
        const auto painted = painted_over(bytes, {{-1, -1, 3, 3}}, "picture");
        hold_clean(painted, "painted over");
        hold(painted.width == made.width && painted.height == made.height, "painting leaves the size");
    });
    or_refused([&] {
        const auto small = within_limits(bytes, {4000, 10'000, true, true}, "picture");
        hold_clean(small, "within limits");
        hold(small.bytes.size() <= 4000, "it is within the limit");
    });
}

} // namespace redress::fuzz
