#include "render/clean.hpp"
#include "render/renderer.hpp"

namespace redress::render {
namespace {

// An array, or the array under "records", is one line a member; anything else is one line.
std::string render(const Document& document)
{
    const Json& records = document.data["records"];
    const Json& list = records.is_null() ? document.data : records;
    if (!std::holds_alternative<Json::Array>(list.value())) return json_for_terminal(document.data.dump()) + '\n';
    std::string out;
    for (const auto& item : list.items()) out += json_for_terminal(item.dump()) + '\n';
    return out;
}

} // namespace

extern const Renderer renderer_ndjson;
const Renderer renderer_ndjson{"ndjson", ".ndjson", render};

} // namespace redress::render
