#include "target.hpp"

#include "base/said.hpp"
#include "base/text.hpp"

#include <cstdio>
#include <cstdlib>

namespace redress::fuzz {

#define X(name) void fuzz_##name(std::string_view bytes);
#include "gen/targets.inc"
#undef X

namespace {

struct Named {
    std::string_view name;
    Target run;
};

constexpr Named targets[] = {
#define X(name) {#name, fuzz_##name},
#include "gen/targets.inc"
#undef X
};

} // namespace

Target target(std::string_view name)
{
    for (const auto& one : targets)
        if (one.name == name) return one.run;
    return nullptr;
}

std::vector<std::string> all_targets()
{
    std::vector<std::string> out;
    for (const auto& one : targets) out.emplace_back(one.name);
    return out;
}

void hold(bool truth, const char* what, std::string_view more)
{
    if (truth) return;
    std::fprintf(stderr, "broken: %s %.*s\n", what, static_cast<int>(more.size()), more.data());
    std::abort();
}

void hold_said(const Said& said)
{
    for (const auto* lang : {"en", "zh"}) {
        const auto words = said.in(lang);
        hold(text::is_valid_utf8(words), "what is said is valid UTF-8", words);
    }
}

bool is_inside_character(std::string_view text, std::size_t at)
{
    for (std::size_t back = 1; back <= 3 && back <= at; ++back)
        for (std::size_t size = back + 1; size <= 4 && at - back + size <= text.size(); ++size) {
            const auto one = text.substr(at - back, size);
            if (text::is_valid_utf8(one) && text::count_code_points(one) == 1) return true;
        }
    return false;
}

} // namespace redress::fuzz
