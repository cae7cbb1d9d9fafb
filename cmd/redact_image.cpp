#include "redact_image.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "bundle/image.hpp"

#include <array>
#include <charconv>

namespace redress {
namespace {

bundle::Box parse_box(const std::string& words)
{
    const auto parts = text::split(words, ',');
    std::array<int, 4> numbers{};
    bool good = parts.size() == numbers.size();
    for (std::size_t i = 0; good && i < numbers.size(); ++i) {
        const auto part = text::trim(parts[i]);
        const auto [end, code] = std::from_chars(part.data(), part.data() + part.size(), numbers[i]);
        good = code == std::errc() && end == part.data() + part.size();
    }
    if (!good || numbers[2] <= 0 || numbers[3] <= 0)
        throw Error(ErrorKind::usage, said("'{}' is no box", words),
                    said("say left, top, width and height in pixels, as --box 40,120,300,24"));
    return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

} // namespace

Exit paint_over(const std::string& picture, const std::vector<std::string>& boxes, const OutputOptions& output,
                Session& session)
{
    std::vector<bundle::Box> parsed;
    parsed.reserve(boxes.size());
    for (const auto& words : boxes) parsed.push_back(parse_box(words));
    const auto file = picture == "-" ? MappedFile::from_stdin() : MappedFile::open(picture);
    const auto made = bundle::painted_over(file.bytes(), parsed, file.name());
    if (made.frames > 1) session.note(said("'{}' has {} frames; the first is kept", file.name(), made.frames));
    write_output(made.bytes, output, session);
    return Exit::ok;
}

} // namespace redress
