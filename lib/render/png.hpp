// A Document as pictures, for forms that take nothing else: a page each, no higher than what stands on it.
#pragma once

#include "render/document.hpp"

#include <functional>
#include <string>
#include <vector>

namespace redress::render {

struct PngOptions {
    double scale = 2.2;    // pixels for a point: letters of 22 pixels
    double part_of_a4 = 1; // how much of an A4 page stands in one picture: less makes more and smaller ones
    // Where there are several pages, what stands above the one with this number, from 1; none: the document's header.
    std::function<std::string(int page)> header = {};
};

struct PngPage {
    std::string bytes;
    int width = 0, height = 0;
    std::vector<int> messages; // of the transcript, from 1
};

struct PngResult {
    std::vector<PngPage> pages;
    std::vector<std::string> missing; // as PdfResult
};

// Pixels and nothing else: no time, no program, no text. Throws Error{render} as render_pdf does.
PngResult render_png(const Document& document, const PngOptions& options = {});

} // namespace redress::render
