// A renderer: a name, what its files are called, and one function from a Document to bytes.
#pragma once

#include "render/document.hpp"

#include <span>
#include <string>
#include <string_view>

namespace redress::render {

struct Renderer {
    const char* name;   // "text"
    const char* suffix; // ".txt"
    std::string (*render)(const Document& document);
};

std::span<const Renderer* const> renderers();
const Renderer* find_renderer(std::string_view name);

} // namespace redress::render
