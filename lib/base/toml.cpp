#include "base/toml.hpp"

#include "base/error.hpp"
#include "base/file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <sstream>

namespace redress::toml {
namespace {

template <typename T> std::string written(const T& value)
{
    std::ostringstream out;
    out << value;
    return out.str();
}

Json convert(const ::toml::node& node)
{
    if (const auto* table = node.as_table()) {
        // toml++ keeps keys sorted by name; the order of a profile's page is given by its arrays.
        auto out = Json::object();
        for (const auto& [key, value] : *table) out.set(key.str(), convert(value));
        return out;
    }
    if (const auto* array = node.as_array()) {
        auto out = Json::array();
        for (const auto& item : *array) out.push(convert(item));
        return out;
    }
    if (const auto* v = node.as_string()) return Json(v->get());
    if (const auto* v = node.as_integer()) return Json(static_cast<std::int64_t>(v->get()));
    if (const auto* v = node.as_floating_point()) return Json(v->get());
    if (const auto* v = node.as_boolean()) return Json(v->get());
    if (const auto* v = node.as_date()) return Json(written(v->get()));
    if (const auto* v = node.as_time()) return Json(written(v->get()));
    if (const auto* v = node.as_date_time()) return Json(written(v->get()));
    return Json();
}

} // namespace

Json parse(std::string_view text, const std::string& name)
{
    try {
        return convert(::toml::parse(text, name));
    } catch (const ::toml::parse_error& e) {
        throw Error(ErrorKind::input, said("{}:{}: {}", name, e.source().begin.line, std::string(e.description())),
                    said("see redress-platform(5), redress-rules(5) or mend the line"));
    }
}

Json load(const std::filesystem::path& path)
{
    return parse(read_file(path), path.string());
}

} // namespace redress::toml
