// The last look before a package gets its name: is anything in it known to belong to another customer, or taken out on
// purpose?
#pragma once

#include "base/said.hpp"
#include "bundle/file.hpp"
#include "bundle/inside.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

class Needles;

struct Leak {
    std::string kind, file; // "e-mail address", "data/0001_…"; never the value
    bool operator==(const Leak&) const = default;
};

struct Unread { // a file, or something in it, that nobody can look into
    std::string file;
    Said why;
};

struct Searched {
    std::optional<Leak> leak; // of the first file that has one
    std::vector<Unread> unread;
    std::uint64_t bytes = 0; // of the files
    std::size_t values = 0;  // looked for
};

// Values that may not leave, and where they stop being a value: "1001234" is not found in "21001234". They are looked for as
// bundle/needles, bundle/disguise and bundle/inside say.
class LeakGate {
public:
    // Too short to be told from any other text: not looked for.
    void forbid(const std::string& kind, std::string_view value);
    void allow(std::string_view value); // it belongs to the case as well
    bool has_values() const { return !values_.empty(); }

    using PdfText = std::function<std::optional<std::string>(std::string_view pdf)>;
    // pdf_text: the text of a PDF's pages by a program that draws them; it may be called by several threads at once.
    Searched search(const std::vector<File>& files, const PdfText& pdf_text = {}) const;

private:
    std::map<std::string, std::string, std::less<>> values_; // folded value -> kind
    std::set<std::string> allowed_;
};

// Leak::kind for who reads Chinese.
Said kind_words(const Leak& leak);

} // namespace redress::bundle
