#include "render/renderer.hpp"

namespace redress::render {
#define X(name) extern const Renderer renderer_##name;
#include "gen/renderers.inc"
#undef X

std::span<const Renderer* const> renderers()
{
    static const std::vector<const Renderer*> table{
#define X(name) &renderer_##name,
#include "gen/renderers.inc"
#undef X
    };
    return table;
}

const Renderer* find_renderer(std::string_view name)
{
    for (const auto* renderer : renderers())
        if (name == renderer->name) return renderer;
    return nullptr;
}

} // namespace redress::render
