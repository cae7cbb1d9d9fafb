// Text set in lines by Pango: the only part of the pages that knows shaping, fallback and direction.
#pragma once

#include <pango/pango.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace redress::render::pdf {

struct Colour {
    double red = 0, green = 0, blue = 0;
};

struct Style {
    double size = 10; // points
    bool bold = false, italic = false;
    Colour colour{};
};

enum class Align { start, right };

// One line, placed by its left end and baseline. The layout is held because Pango needs its text to draw the line
// with a text layer.
struct SetLine {
    std::shared_ptr<PangoLayout> layout;
    PangoLayoutLine* line = nullptr; // owned by the layout
    double x = 0, width = 0, ascent = 0, descent = 0;
    Colour colour{};
};

class Typesetter {
public:
    explicit Typesetter(std::string families);
    // At most `width` points a line; 0 does not wrap. Text is made harmless first; a character no font has is set as
    // U+XXXX and remembered.
    std::vector<SetLine> set(std::string_view text, const Style& style, double width, Align align = Align::start);
    // One line, shortened in its middle where it is too long: page headers.
    SetLine set_single(std::string_view text, const Style& style, double width);
    double width_of(std::string_view text, const Style& style); // unwrapped, of the widest line
    std::vector<std::string> missing() const { return {missing_.begin(), missing_.end()}; }

private:
    std::shared_ptr<PangoLayout> layout(std::string text, const Style& style);

    struct Unref {
        void operator()(void* object) const;
    };
    std::string families_;
    std::unique_ptr<PangoFontMap, Unref> map_;
    std::unique_ptr<PangoContext, Unref> context_;
    std::set<std::string> missing_;
};

} // namespace redress::render::pdf
