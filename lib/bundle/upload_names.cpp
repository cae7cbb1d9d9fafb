#include "bundle/upload_names.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "bundle/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

namespace redress::bundle {
namespace {

void fill(std::string& pattern, std::string_view slot, const std::string& value)
{
    for (auto at = pattern.find(slot); at != std::string::npos; at = pattern.find(slot, at + value.size()))
        pattern.replace(at, slot.size(), value);
}

} // namespace

UploadNames::UploadNames(const Contents& contents, const profile::Profile& profile)
    : contents_(contents), rules_(profile.files), pattern_(name_pattern(profile, contents.view.lang)),
      file_pattern_(profile.files.name_pattern), lang_(profile.files.ascii_names ? "en" : contents.view.lang)
{}

std::string UploadNames::label(const Piece::Part& part) const
{
    const auto& exhibit = contents_.exhibits[part.exhibit].label;
    return part.number == 0 ? exhibit : part_label(exhibit, part.number);
}

// Figures alone, so that a folder lists ten after nine.
std::string UploadNames::number(const Piece::Part& part) const
{
    const auto exhibit = contents_.exhibits[part.exhibit].number;
    return part.number == 0 ? fmt::format("{:02}", exhibit) : fmt::format("{:02}-{}", exhibit, part.number);
}

std::string UploadNames::citation(const Piece::Part& part) const
{
    return analyze::name_in_style(contents_.view.citation, label(part));
}

std::string UploadNames::what(const Piece& piece) const
{
    if (piece.parts.size() > 1) return evidence_words("records").in(lang_);
    const auto& exhibit = contents_.exhibits[piece.parts.front().exhibit];
    if (exhibit.kind != "document") return evidence_words(exhibit.kind).in(lang_);
    for (const auto& record : contents_.material.records)
        if (record.id == exhibit.records.front())
            if (const auto* document = std::get_if<model::Document>(&record.body))
                return evidence_words(*document).in(lang_);
    return evidence_words("document").in(lang_);
}

std::string UploadNames::joined(const Piece& piece, std::string (UploadNames::*name)(const Piece::Part&) const) const
{
    std::string out;
    for (const auto& part : piece.parts) out += (out.empty() ? "" : rules_.ascii_names ? "," : "+") + (this->*name)(part);
    return out;
}

std::string UploadNames::harmless(const std::string& name) const
{
    std::string out;
    for (const auto c : text::to_u32(name)) {
        const bool bad = c < 0x20 || c == 0x7f || std::u32string_view(U"/\\:*?\"<>|.").find(c) != std::u32string_view::npos;
        if (bad || (rules_.ascii_names && c > 0x7e))
            out += '-';
        else
            text::append_utf8(out, c);
    }
    return out;
}

std::string UploadNames::file(const Piece& piece)
{
    auto stem = pattern_;
    fill(stem, "{label}", joined(piece, &UploadNames::label));
    fill(stem, "{number}", joined(piece, &UploadNames::number));
    fill(stem, "{name}", joined(piece, &UploadNames::citation));
    auto words = what(piece);
    std::replace(words.begin(), words.end(), ' ', '-');
    fill(stem, "{what}", words);
    stem = harmless(stem);
    auto name = stem + piece.suffix;
    for (int n = 2; !taken_.insert(name).second; ++n) name = fmt::format("{}-{}{}", stem, n, piece.suffix);
    if (!file_pattern_.empty() && !std::regex_match(name, std::regex(file_pattern_)))
        throw Error(ErrorKind::input, said("the platform takes no file called '{}'", name),
                    said("its profile says which names it takes: [files] name_pattern, [submission] names"));
    return name;
}

} // namespace redress::bundle
