// The finders that live in a file of their own; analyze/shapes lists them.
#pragma once

#include "analyze/shapes.hpp"

namespace redress::analyze::shape {

void e_mail(std::string_view text, std::vector<ShapeSpan>& out);
void placeholder(const ShapeText& in, std::vector<ShapeSpan>& out);
void shouting(std::string_view text, std::vector<ShapeSpan>& out);
void exclamations(std::string_view text, std::vector<ShapeSpan>& out);
void double_space(std::string_view text, std::vector<ShapeSpan>& out);

} // namespace redress::analyze::shape
