#include "bundle/document.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/said_again.hpp"
#include "bundle/image.hpp"
#include "bundle/mask.hpp"

#include <algorithm>

namespace redress::bundle {
namespace {

std::string list_of(const std::vector<std::string>& words)
{
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

Said list_for_people(const std::vector<std::string>& words)
{
    std::vector<Said> parts;
    parts.reserve(words.size());
    for (const auto& word : words)
        parts.push_back(said_again(word, {form("where it was taken"), form("whose camera it is"),
                                          form("notes written into it"), form("more than the picture that is shown")}));
    return joined(parts, said(", "));
}

// Where nothing is to be done about it, it stays as it is.
void enter_picture(std::string_view bytes, Entered& entered, const std::string& path, bool bare)
{
    const auto name = entered.file.path.substr(entered.file.path.rfind('/') + 1);
    try {
        const auto telling = telling_metadata(bytes, name);
        if (telling.empty() && !(bare && has_metadata(bytes))) return;
        auto made = without_metadata(bytes, name);
        entered.file = {path + "." + made.suffix, std::move(made.bytes), {}};
        entered.form = "picture made anew without metadata";
        if (telling.empty()) return;
        entered.form += ": " + list_of(telling);
        entered.remarks.push_back(
            {"picture-metadata",
             said("its metadata stay out of the package ({}); the original stays in the store", list_for_people(telling)),
             false});
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) throw;
        // It cannot be shown that nothing else is in it.
        entered.file = {};
        entered.withheld = "it is a picture that cannot be read";
        entered.remarks.push_back({"picture-damaged", said("it is no picture that can be read, and stays out"), true});
    }
}

} // namespace

Entered enter_document(const Original& original, const std::string& path, const std::string& suffix, bool bare)
{
    Entered entered;
    entered.file.path = path + suffix;
    entered.form = "original";
    if (auto masked = mask_file(original.place)) {
        entered.form = "original with keys masked";
        entered.masked = masked->count;
        entered.file.bytes = std::move(masked->text);
        return entered;
    }
    entered.file.original = original;
    const auto file = MappedFile::open(original.place.string());
    const auto bytes = file.bytes();
    if (has_metadata(bytes))
        enter_picture(bytes, entered, path, bare);
    else if (bytes.starts_with("%PDF-"))
        entered.remarks = look_at_pdf(bytes);
    return entered;
}

} // namespace redress::bundle
