// Strips onto pages, and pages into PDF or pictures.
#pragma once

#include "render/pdf.hpp"
#include "render/pdf_flow.hpp"

namespace redress::render::pdf {

struct PlacedStrip {
    const Strip* strip = nullptr; // in the Flow
    double y = 0;
};
using Page = std::vector<PlacedStrip>;

// At least one page; height: of what stands on it.
std::vector<Page> paginate(const Flow& flow, double height = text_height);
// The messages of the transcript that each page shows, in order.
std::vector<std::vector<int>> messages_on(const std::vector<Page>& pages);

// The same for every page: what stands at its edges.
struct Edges {
    std::string header, title, footer, first_number;
    std::string lang = "en";
};
std::string draw(const std::vector<Page>& pages, const Edges& edges, std::int64_t date, Typesetter& type);
double bottom_of(const Page& page); // where its last strip ends

} // namespace redress::render::pdf
