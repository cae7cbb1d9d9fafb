// Tag files of a bag (RFC 8493 and its drafts back to 0.93): lines in the declared encoding, labels and values, manifest
// lines.
#pragma once

#include "base/said.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::bundle {

struct Problem {
    std::string code;            // what kind: checksum, missing, unlisted, path …; listed in redress-verify(1)
    std::string file;            // in the package
    Said text;                   // names the file too
    std::string expected, found; // a hash, a size; empty where nothing was compared
};

// What is wrong with a bag (it is invalid) and what is only odd.
struct Verdict {
    std::string version; // of BagIt, as declared; empty if it is not
    std::vector<Problem> errors, warnings;
    void fail(std::string code, std::string file, Said why, std::string expected = {}, std::string found = {})
    {
        errors.push_back({std::move(code), std::move(file), std::move(why), std::move(expected), std::move(found)});
    }
    void remark(std::string code, std::string file, Said what)
    {
        warnings.push_back({std::move(code), std::move(file), std::move(what), {}, {}});
    }
    bool valid() const { return errors.empty(); }
};

struct Version {
    int major = 1, minor = 0;
    bool at_least(int a, int b) const { return major > a || (major == a && minor >= b); }
};

// Lines without their ends (LF, CR or CRLF); the empty piece after the last end is no line.
std::vector<std::string> split_lines(std::string_view text);
// A file's text as UTF-8; what does not decode is an error of the verdict.
std::string decode_tag_file(std::string_view bytes, const std::string& name, const std::string& encoding, Version version,
                            Verdict& verdict);

// Label and value pairs in order; folded values joined with one space.
std::vector<std::pair<std::string, std::string>> parse_metadata(std::string_view text, const std::string& name,
                                                                Version version, Verdict& verdict);

struct ManifestLine {
    std::string digest;  // lower case
    std::string path;    // decoded
    std::string literal; // as written: before 1.0 writers did not agree on percent signs
};
std::vector<ManifestLine> parse_manifest(std::string_view text, const std::string& name, Version version, Verdict& verdict);

struct FetchLine {
    std::string length, path;
};
std::vector<FetchLine> parse_fetch(std::string_view text, Version version, Verdict& verdict);

// Why a path may not stand in a bag ("leaves the bag"), or nullopt. The same on every system: bags travel.
std::optional<Said> refuse_path(std::string_view path);

} // namespace redress::bundle
