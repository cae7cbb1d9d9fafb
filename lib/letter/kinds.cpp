#include "letter/kinds.hpp"

namespace redress::letter {

Kind kind_of(const std::string& name)
{
    if (name == "appeal" || name == "appeal-full") return {name, {"appeal"}, true, false, true};
    if (name == "apology") return {name, {"reply"}, false};
    if (name == "reminder") return {name, {"reply", "reminder"}, false};
    // Read by everybody who looks at the listing: what is said there is advertising too.
    if (name == "review-reply") return {name, {"reply", "shop"}, false, true};
    return {name, {"reply"}};
}

} // namespace redress::letter
