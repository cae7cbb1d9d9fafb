// Strips onto pages, and pages into PDF.
#pragma once

#include "render/pdf.hpp"
#include "render/pdf_flow.hpp"

namespace redress::render::pdf {

struct PlacedStrip {
    const Strip* strip = nullptr; // in the Flow
    double y = 0;
};
using Page = std::vector<PlacedStrip>;

std::vector<Page> paginate(const Flow& flow); // at least one page

// The same for every page: what stands at its edges.
struct Edges {
    std::string header, title, footer, first_number;
    std::string lang = "en";
};
std::string draw(const std::vector<Page>& pages, const Edges& edges, std::int64_t date, Typesetter& type);

} // namespace redress::render::pdf
