// Names made to look like others (ICU's confusables, Unicode UTS 39).
#pragma once

#include <string>
#include <string_view>

namespace redress::text {

// Two texts with the same skeleton look alike: "paypa1", "PayPal" and one with a Cyrillic а.
std::string skeleton(std::string_view utf8);
// A domain name as people see it: "xn--…" undone.
std::string domain_as_unicode(std::string_view domain);

} // namespace redress::text
