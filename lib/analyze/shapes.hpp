// Things found by their shape rather than by words: phone numbers, identity and bank cards, e-mail, unfilled slots,
// shouting.
#pragma once

#include "analyze/normal.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct ShapeSpan {
    std::size_t begin = 0, end = 0; // bytes
};

struct ShapeText {
    ShapeText(std::string_view all, const NormalForms& known = {}) : text(all), forms(known) {}
    std::string_view text;
    NormalForms forms; // to compare parts of it in their normal form
};

struct Shape {
    const char* name;
    bool on_original; // case and slots are looked for in the text as written, the rest in its normal form
    bool (*may_stand)(const Marks& marks); // false: not worth a look
    void (*find)(const ShapeText& in, std::vector<ShapeSpan>& out);
};

std::span<const Shape> shapes();
const Shape* find_shape(std::string_view name);

} // namespace redress::analyze
