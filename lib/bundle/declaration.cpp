#include "bundle/declaration.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace redress::bundle {
namespace {

constexpr const char* file = "bagit.txt";

// One line of it, and how it strays from "Label: value".
struct Line {
    std::string value;                                 // empty if the label is another
    bool spaced = false, loose = false, cased = false; // before and behind the colon, capitals
};

Line declared(const std::vector<std::string>& lines, std::size_t index, std::string_view label, Verdict& verdict)
{
    const std::string line = index < lines.size() ? lines[index] : std::string();
    const auto colon = std::min(line.find(':'), line.size());
    const auto found = text::trim(std::string_view(line).substr(0, colon));
    Line out;
    if (text::lower_ascii(found) != text::lower_ascii(label)) {
        verdict.fail("declaration", file, said("bagit.txt:{}: is not {}", index + 1, label));
        return out;
    }
    const auto rest = std::string_view(line).substr(std::min(colon + 1, line.size()));
    out.value = text::trim(rest);
    out.spaced = found.size() != colon;
    out.loose = rest.substr(0, 1) != " " || text::trim(rest) != rest.substr(1);
    out.cased = found != label;
    return out;
}

// What 0.96 took for granted 0.97 forbade, and so on; the drafts' own examples write "BagIt-version".
void check_form(const Line& line, std::string_view label, Version version, Verdict& verdict)
{
    const bool strict = version.at_least(1, 0);
    if (line.cased && strict)
        verdict.fail("declaration", file, said("bagit.txt: '{}' is not written so", label));
    else if (line.cased)
        verdict.remark("declaration", file, said("bagit.txt: '{}' is not written so", label));
    if (line.spaced && version.at_least(0, 97))
        verdict.fail("declaration", file, said("bagit.txt: has white space before a colon"));
    if (line.loose && strict)
        verdict.fail("declaration", file, said("bagit.txt: has not exactly one space behind each colon"));
}

std::optional<Version> version_of(const std::string& written, Verdict& verdict)
{
    const auto dot = written.find('.');
    const bool digits = written.find_first_not_of("0123456789.") == std::string::npos;
    if (dot == 0 || dot == std::string::npos || dot + 1 == written.size() || !digits || written.size() > 8 ||
        written.find('.', dot + 1) != std::string::npos) {
        verdict.fail("declaration", file, said("bagit.txt: BagIt-Version is not MAJOR.MINOR"));
        return std::nullopt;
    }
    verdict.version = written;
    const Version version{std::stoi(written.substr(0, dot)), std::stoi(written.substr(dot + 1))};
    if (version.major > 1 || (version.major == 1 && version.minor > 0) || !version.at_least(0, 93)) {
        verdict.fail("declaration", file, said("bagit.txt: version {} is none of 0.93 to 1.0", written));
        return std::nullopt;
    }
    return version;
}

} // namespace

std::optional<Declaration> read_declaration(std::string_view bytes, Verdict& verdict)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        verdict.fail("declaration", file, said("bagit.txt: starts with a byte order mark"));
    const auto lines = split_lines(bytes);
    if (lines.size() != 2) verdict.fail("declaration", file, said("bagit.txt: must have exactly two lines"));
    constexpr std::string_view version_label = "BagIt-Version", encoding_label = "Tag-File-Character-Encoding";
    const auto first = declared(lines, 0, version_label, verdict);
    const auto version = version_of(first.value, verdict);
    if (!version) return std::nullopt;
    const auto second = declared(lines, 1, encoding_label, verdict);
    check_form(first, version_label, *version, verdict);
    check_form(second, encoding_label, *version, verdict);
    const auto known = text::canonical_encoding(second.value);
    if (!known) {
        verdict.fail("declaration", file, said("bagit.txt: encoding '{}' is not known", text::visible(second.value)));
        return std::nullopt;
    }
    return Declaration{*version, *known};
}

} // namespace redress::bundle
