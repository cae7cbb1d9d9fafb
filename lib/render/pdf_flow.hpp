// The document as strips: horizontal slices of fixed height that a page break can fall between but not within.
#pragma once

#include "render/pdf_text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::render::pdf {

// A4 in points, and the frame that text stands in.
inline constexpr double page_width = 595.276, page_height = 841.890;
inline constexpr double margin_side = 51, margin_top = 62, margin_bottom = 62;
inline constexpr double text_width = page_width - 2 * margin_side;
inline constexpr double text_height = page_height - margin_top - margin_bottom;

inline constexpr Colour black{0.11, 0.11, 0.11}, grey{0.38, 0.38, 0.38}, pale{0.52, 0.52, 0.52}, hairline{0.80, 0.80, 0.80};

struct Placed {
    SetLine line;
    double x = 0, baseline = 0; // of the column's left edge; from the strip's top
};

struct Bar { // a filled rectangle: rules, the colour of a role
    double x = 0, y = 0, width = 0, height = 0;
    Colour colour{};
};

struct OutlineEntry {
    std::string text;
    int level = 1;
};

struct Strip {
    double height = 0;
    double space_before = 0;     // not at the top of a page
    bool keep_with_next = false; // no page break between this one and the next
    int repeats = -1;            // which head is drawn again above this strip when it begins a page
    int message = 0;             // of the transcript, from 1, whose first strip this is or that goes on here; 0: none
    std::vector<Placed> lines;
    std::vector<Bar> bars;
    std::optional<OutlineEntry> outline;
};

struct Flow {
    std::vector<Strip> strips;
    std::vector<std::vector<Strip>> heads; // table headers, "A-12 (continued)"
    int add_head(std::vector<Strip> head)
    {
        heads.push_back(std::move(head));
        return static_cast<int>(heads.size()) - 1;
    }
};

// One line as a strip of even pitch, whatever fonts fell into it.
Strip strip_of(const SetLine& line, double x, double size);
// A line each, with neither the first nor the last alone on a page.
std::vector<Strip> strips_of(const std::vector<SetLine>& lines, double x, double size);
void keep_together(std::vector<Strip>& strips); // all of them, on one page if it can hold them
void append(std::vector<Strip>& to, std::vector<Strip>&& more);

} // namespace redress::render::pdf
