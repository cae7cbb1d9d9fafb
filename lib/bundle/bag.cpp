#include "bundle/bag.hpp"

#include "base/error.hpp"
#include "bundle/tag_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace fs = std::filesystem;

namespace redress::bundle {
namespace {

bool is_plain(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && (std::isalnum(u) || c == '.' || c == '_' || c == '-');
}

bool by_path(const File& a, const File& b)
{
    return a.path < b.path;
}

std::string manifest_of(const std::vector<const File*>& files)
{
    std::string lines;
    for (const auto* file : files) lines += fmt::format("{}  {}\n", sha256_of(*file), file->path);
    return lines;
}

std::vector<const File*> pointers(const std::vector<File>& files)
{
    std::vector<const File*> all;
    all.reserve(files.size());
    for (const auto& file : files) all.push_back(&file);
    return all;
}

} // namespace

std::string payload_name(std::string_view wanted)
{
    std::string name;
    for (const char c : wanted) name += is_plain(c) ? c : '-';
    while (!name.empty() && (name.front() == '.' || name.front() == '-')) name.erase(0, 1);
    return name.empty() ? "file" : name;
}

std::vector<File> make_bag(std::vector<File> payload, BagInfo info, std::vector<File> loose)
{
    std::sort(payload.begin(), payload.end(), by_path);
    std::uint64_t octets = 0;
    const File* before = nullptr;
    for (const auto& file : payload) {
        const std::string_view name = std::string_view(file.path).substr(std::min<std::size_t>(5, file.path.size()));
        if (file.path.rfind("data/", 0) != 0 || name.empty() || !std::all_of(name.begin(), name.end(), is_plain) ||
            (before && before->path == file.path))
            throw Error(ErrorKind::render, said("'{}' cannot be a payload name", file.path));
        before = &file;
        octets += size_of(file);
    }
    info.emplace_back("Payload-Oxum", fmt::format("{}.{}", octets, payload.size()));
    std::string info_text;
    for (const auto& [label, value] : info) {
        // A line end in a value would begin another label.
        auto flat = value;
        std::replace_if(
            flat.begin(), flat.end(), [](unsigned char c) { return c < 0x20; }, ' ');
        info_text += fmt::format("{}: {}\n", label, flat);
    }
    std::vector<File> tags = {{"bag-info.txt", info_text, {}},
                              {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", {}},
                              {"manifest-sha256.txt", manifest_of(pointers(payload)), {}}};
    tags.push_back({"tagmanifest-sha256.txt", manifest_of(pointers(tags)), {}});
    for (auto* more : {&payload, &loose}) std::move(more->begin(), more->end(), std::back_inserter(tags));
    std::sort(tags.begin(), tags.end(), by_path);
    return tags;
}

CaseLabels case_labels(const Tree& tree)
{
    CaseLabels out;
    if (!tree.has("bag-info.txt")) return out;
    Verdict ignored;
    for (const auto& [label, value] : parse_metadata(tree.read("bag-info.txt"), "bag-info.txt", {}, ignored)) {
        if (label == "External-Identifier") out.identifier = value;
        if (label == "Redress-Case") out.facts = value;
    }
    return out;
}

std::string case_of_package(const fs::path& target)
{
    try {
        const auto tree = read_tree(target.string());
        const auto labels = tree.has("bagit.txt") ? case_labels(tree) : CaseLabels{};
        return labels.facts.empty() ? std::string() : labels.identifier + "; " + labels.facts;
    } catch (const Error&) {
        return {}; // not to be read: no package of ours
    }
}

} // namespace redress::bundle
