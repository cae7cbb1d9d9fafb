// A package to be verified: a zip, or the files of a bag, written as
//   @@ data/a.txt
//   what it holds
// where <sha256 data/a.txt> stands for the checksum of a file above, which nobody makes up by chance.
#include "bundle/bag.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "bundle/seals.hpp"
#include "bundle/verify.hpp"
#include "target.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

namespace fs = std::filesystem;

namespace redress::fuzz {
namespace {

using Files = std::map<std::string, std::string>;

constexpr std::size_t most_files = 24, longest_name = 200;

void write(const fs::path& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

bool is_safe(std::string_view name)
{
    if (name.empty() || name.size() > longest_name || name.find('\0') != std::string_view::npos) return false;
    const auto parts = text::split(name, '/');
    return std::none_of(parts.begin(), parts.end(),
                        [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

std::string with_checksums(std::string_view content, const Files& files)
{
    constexpr std::string_view open = "<sha256 ";
    std::string out;
    for (auto at = content.find(open); at != std::string_view::npos; at = content.find(open)) {
        out += content.substr(0, at);
        content.remove_prefix(at + open.size());
        const auto close = content.find('>');
        const auto named = files.find(std::string(content.substr(0, close)));
        if (close == std::string_view::npos || named == files.end()) continue;
        out += hash::sha256(named->second);
        content.remove_prefix(close + 1);
    }
    return out += content;
}

Files unfold(std::string_view bytes)
{
    constexpr std::string_view mark = "\n@@ ";
    Files files;
    if (!bytes.starts_with(mark.substr(1))) return files;
    bytes.remove_prefix(mark.size() - 1);
    while (files.size() < most_files) {
        const auto end = bytes.find(mark);
        const auto one = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
        const auto line = std::min(one.find('\n'), one.size());
        const std::string name(one.substr(0, line));
        if (is_safe(name)) files.emplace(name, with_checksums(one.substr(std::min(line + 1, one.size())), files));
        if (end == std::string_view::npos) break;
        bytes.remove_prefix(end + mark.size());
    }
    return files;
}

// Those that a disk takes: not where a file stands for another's folder.
Files put(const fs::path& folder, const Files& files)
{
    Files out;
    for (const auto& [name, bytes] : files) {
        std::error_code code;
        fs::create_directories((folder / name).parent_path(), code);
        if (code || fs::exists(folder / name, code)) continue;
        write(folder / name, bytes);
        if (fs::is_regular_file(folder / name, code)) out.emplace(name, bytes);
    }
    return out;
}

std::string told(const bundle::Verdict& verdict)
{
    std::string out = verdict.version + "\n";
    for (const auto* list : {&verdict.errors, &verdict.warnings}) {
        out += list == &verdict.errors ? "errors\n" : "warnings\n";
        for (const auto& one : *list) out += one.code + "\t" + one.text.en() + "\n";
    }
    return out;
}

void hold_verdict(const bundle::Verdict& verdict)
{
    for (const auto* list : {&verdict.errors, &verdict.warnings})
        for (const auto& one : *list) {
            hold_said(one.text);
            hold(!one.code.empty() && !one.text.empty(), "a problem has a code and words", one.code);
            const auto words = one.text.en();
            hold(text::visible(words) == words, "a problem shows no control characters", words);
        }
}

// As `redress verify` goes about it; the verdict, or the reason why there is none.
std::string verify(const fs::path& path, bundle::Verdict& verdict)
{
    try {
        const auto tree = bundle::read_tree(path.string());
        verdict = bundle::verify_tree(tree);
        auto seals = bundle::check_seals(tree, {}, *time::parse_rfc3339("2027-01-01T00:00:00Z"));
        bundle::judge_seals(seals, {}, verdict);
    } catch (const Error& error) {
        hold_said(error.message());
        hold_said(error.hint());
        verdict.fail("unreadable", "", error.message());
        return error.what();
    }
    hold_verdict(verdict);
    return told(verdict);
}

bool is_valid(const fs::path& path)
{
    bundle::Verdict verdict;
    verify(path, verdict);
    return verdict.valid();
}

bool is_payload(const std::string& name)
{
    return name.starts_with("data/");
}

// Nothing of its payload can change, go or come unseen.
void hold_valid(const fs::path& folder, const Files& files)
{
    for (const auto& [name, bytes] : files) {
        if (!is_payload(name)) continue;
        write(folder / name, bytes + "!");
        hold(!is_valid(folder), "a changed file is seen", name);
        fs::remove(folder / name);
        hold(!is_valid(folder), "a missing file is seen", name);
        write(folder / name, bytes);
    }
    const auto extra = folder / "data" / "one more";
    if (files.count("data/one more")) return;
    write(extra, "");
    hold(!is_valid(folder), "one more file is seen");
    fs::remove(extra);
    hold(is_valid(folder), "put back, it is valid again");
}

void hold_zipped(const TempDir& scratch, const Files& files, const bundle::Verdict& as_folder)
{
    std::vector<archive::Entry> entries;
    for (const auto& [name, bytes] : files) {
        if (std::any_of(name.begin(), name.end(), [](char c) { return c < ' ' || c > '~'; })) return;
        entries.push_back({"bag/" + name, bytes});
    }
    const auto path = scratch.path() / "bag.zip";
    write(path, archive::write_zip(std::move(entries), 1'000'000'000));
    bundle::Verdict verdict;
    const auto words = verify(path, verdict);
    hold(verdict.valid() == as_folder.valid(), "a zip of a bag is as valid as the folder", words + told(as_folder));
}

void hold_folder(const Files& wanted)
{
    const TempDir scratch;
    const auto folder = scratch.path() / "bag";
    fs::create_directories(folder);
    const auto files = put(folder, wanted);
    bundle::Verdict verdict, again;
    const auto words = verify(folder, verdict);
    hold(words == verify(folder, again), "verified twice, it says the same", words);
    text::is_valid_utf8(bundle::case_of_package(folder));
    // Folders that a refused name left behind are in no zip.
    if (files.size() == wanted.size()) hold_zipped(scratch, files, verdict);
    if (verdict.valid()) hold_valid(folder, files);
}

void hold_zip(std::string_view bytes)
{
    const TempDir scratch;
    const auto path = scratch.path() / "bag.zip";
    write(path, bytes);
    bundle::Verdict verdict, again;
    const auto words = verify(path, verdict);
    hold(words == verify(path, again), "verified twice, it says the same", words);
    bundle::case_of_package(path);
}

void hold_lines(std::string_view bytes, bundle::Version version)
{
    using namespace bundle;
    Verdict verdict;
    const auto text = decode_tag_file(bytes, "tag", "UTF-8", version, verdict);
    hold(text::is_valid_utf8(text), "a tag file is UTF-8 once it is read", text);
    const auto lines = split_lines(text).size();
    parse_metadata(text, "bag-info.txt", version, verdict);
    Verdict of_manifest;
    const auto manifest = parse_manifest(text, "manifest-sha256.txt", version, of_manifest);
    hold(manifest.size() + of_manifest.errors.size() <= lines, "a line is one entry or one error", text);
    for (const auto& line : manifest) {
        hold(!refuse_path(line.path), "no path leaves the bag", line.path);
        hold(!line.digest.empty() && line.digest.find_first_not_of("0123456789abcdef") == std::string::npos,
             "a checksum is of hex digits", line.digest);
    }
    for (const auto& line : parse_fetch(text, version, verdict))
        hold(!refuse_path(line.path), "nor of fetch.txt", line.path);
    hold_verdict(verdict);
    hold_verdict(of_manifest);
    for (const auto* encoding : {"UTF-16", "ISO-8859-1", "GB18030"})
        hold(text::is_valid_utf8(decode_tag_file(bytes, "tag", encoding, version, verdict)), "in any encoding");
}

} // namespace

void fuzz_bag(std::string_view bytes)
{
    if (bytes.starts_with("PK")) return hold_zip(bytes);
    for (const auto version : {bundle::Version{0, 93}, bundle::Version{0, 97}, bundle::Version{1, 0}})
        hold_lines(bytes, version);
    if (const auto files = unfold(bytes); !files.empty()) hold_folder(files);
}

} // namespace redress::fuzz
