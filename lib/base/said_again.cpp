#include "base/said_again.hpp"

#include <optional>

namespace redress {
namespace {

// What stands in the gaps of the form, if the text has its shape.
std::optional<std::vector<std::string>> fit(std::string_view text, std::string_view form)
{
    constexpr std::string_view gap = "{}";
    std::vector<std::string> values;
    auto at = form.find(gap);
    const auto start = form.substr(0, at);
    if (!text.starts_with(start)) return std::nullopt;
    text.remove_prefix(start.size());
    while (at != std::string_view::npos) {
        form.remove_prefix(at + gap.size());
        at = form.find(gap);
        const auto between = form.substr(0, at);
        const auto end = between.empty() ? text.size() : text.find(between);
        if (end == std::string_view::npos) return std::nullopt;
        values.emplace_back(text.substr(0, end));
        text.remove_prefix(end + between.size());
    }
    if (!text.empty()) return std::nullopt;
    return values;
}

} // namespace

Said said_again(const std::string& text, std::initializer_list<Form> forms)
{
    for (const auto& form : forms)
        if (const auto values = fit(text, form.english)) {
            auto out = said_text(form.english);
            for (const auto& value : *values) out.add(value);
            return out;
        }
    return as_is(text);
}

} // namespace redress
