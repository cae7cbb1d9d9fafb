// redact --image: a picture made anew with boxes painted over.
#pragma once

#include "base/error.hpp"
#include "options.hpp"
#include "session.hpp"

#include <string>
#include <vector>

namespace redress {

// boxes: "X,Y,W,H" each. Throws Error{usage} where one is none, Error{input} where the picture cannot be read.
Exit paint_over(const std::string& picture, const std::vector<std::string>& boxes, const OutputOptions& output,
                Session& session);

} // namespace redress
