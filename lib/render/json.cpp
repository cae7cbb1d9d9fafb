#include "render/clean.hpp"
#include "render/renderer.hpp"

namespace redress::render {
namespace {

std::string render(const Document& document)
{
    return json_for_terminal(document.data.dump(2)) + '\n';
}

} // namespace

extern const Renderer renderer_json;
const Renderer renderer_json{"json", ".json", render};

} // namespace redress::render
