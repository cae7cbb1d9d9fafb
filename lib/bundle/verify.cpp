#include "bundle/verify.hpp"

#include "base/said.hpp"
#include "base/text.hpp"
#include "bundle/declaration.hpp"
#include "bundle/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace redress::bundle {
namespace {

constexpr std::pair<std::string_view, std::size_t> algorithms[] = {{"md5", 32},    {"sha1", 40},   {"sha224", 56},
                                                                   {"sha256", 64}, {"sha384", 96}, {"sha512", 128}};

std::size_t digest_length(std::string_view algorithm)
{
    for (const auto& [name, length] : algorithms)
        if (name == algorithm) return length;
    return 0;
}

struct Manifest {
    std::string name, algorithm;
    bool tags = false; // lists tag files, not the payload
    std::vector<ManifestLine> lines;
    std::map<std::string, std::string> digests; // by path as found in the bag
    std::string shown() const { return text::visible(name); }
};

// "manifest-sha256.txt" -> sha256, false; nullopt if it is no manifest's name.
std::optional<Manifest> manifest_of(const std::string& name)
{
    Manifest manifest;
    manifest.name = name;
    auto rest = text::lower_ascii(name);
    manifest.tags = rest.rfind("tagmanifest-", 0) == 0;
    const std::size_t head = manifest.tags ? 12 : 9;
    if (!manifest.tags && rest.rfind("manifest-", 0) != 0) return std::nullopt;
    if (rest.size() <= head + 4 || rest.compare(rest.size() - 4, 4, ".txt") != 0) return std::nullopt;
    rest = rest.substr(head, rest.size() - head - 4);
    rest.erase(std::remove(rest.begin(), rest.end(), '-'), rest.end());
    manifest.algorithm = rest;
    return manifest;
}

class Verifier {
public:
    Verifier(const Tree& tree, Verdict& verdict) : tree_(tree), verdict_(verdict) {}

    void run()
    {
        for (const auto& [path, why] : tree_.refused)
            verdict_.fail("not-a-file", path, said("{}: {}", text::visible(path), why));
        for (const auto& [path, why] : tree_.astray)
            verdict_.fail("path", path, said("the zip: path '{}' {}", text::visible(path), why));
        for (const auto& [path, why] : tree_.split)
            verdict_.fail("zip", path, path.empty() ? said("the zip {}", why) : said("'{}' {}", text::visible(path), why));
        if (!declared()) return;
        if (!tree_.has_data_folder) verdict_.fail("missing", "data/", said("data: the payload folder is missing"));
        read_fetch();
        read_manifests();
        check_completeness();
        check_tag_manifests();
        check_digests();
        check_metadata();
        remark_on_names();
    }

private:
    std::string text_of(const std::string& name)
    {
        return decode_tag_file(tree_.read(name), name, encoding_, version_, verdict_);
    }

    bool declared()
    {
        if (!tree_.has("bagit.txt")) {
            verdict_.fail("missing", "bagit.txt", said("bagit.txt: is missing"));
            return false;
        }
        const auto declaration = read_declaration(tree_.read("bagit.txt"), verdict_);
        if (!declaration) return false;
        version_ = declaration->version;
        encoding_ = declaration->encoding;
        return true;
    }

    void read_fetch()
    {
        if (!tree_.has("fetch.txt")) return;
        for (const auto& line : parse_fetch(text_of("fetch.txt"), version_, verdict_)) {
            if (is_payload(line.path)) {
                to_fetch_.insert(line.path);
                continue;
            }
            // The drafts only forbid tag files; some writers left data/ away.
            const auto what = said("fetch.txt: '{}' is not below data/", text::visible(line.path));
            if (version_.at_least(1, 0) || tree_.has(line.path))
                verdict_.fail("fetch", "fetch.txt", what);
            else
                verdict_.remark("fetch", "fetch.txt", what);
        }
    }

    void read_manifests()
    {
        for (const auto& [name, place] : tree_.files) {
            auto manifest = manifest_of(name);
            if (!manifest) continue;
            manifest->lines = parse_manifest(text_of(name), name, version_, verdict_);
            index_lines(*manifest);
            if (digest_length(manifest->algorithm) == 0)
                verdict_.remark("algorithm", name,
                                said("{}: algorithm '{}' is not known, its checksums are not checked", manifest->shown(),
                                     text::visible(manifest->algorithm)));
            manifests_.push_back(std::move(*manifest));
        }
    }

    void index_lines(Manifest& manifest)
    {
        for (const auto& line : manifest.lines) {
            const auto path = locate(manifest, line);
            const auto shown = text::visible(path);
            if (is_payload(path) == manifest.tags)
                verdict_.fail("manifest-line", path,
                              manifest.tags ? said("{}: '{}' is payload in a tag manifest", manifest.shown(), shown)
                                            : said("{}: '{}' is not below data/", manifest.shown(), shown));
            const auto [before, fresh] = manifest.digests.emplace(path, line.digest);
            if (fresh) continue;
            if (before->second != line.digest)
                verdict_.fail("duplicate", path,
                              said("{}: '{}' is listed twice with different checksums", manifest.shown(), shown));
            else if (version_.at_least(1, 0))
                verdict_.fail("duplicate", path, said("{}: '{}' is listed twice", manifest.shown(), shown));
            else
                verdict_.remark("duplicate", path, said("{}: '{}' is listed twice", manifest.shown(), shown));
        }
    }

    // The file a line means: as decoded, as written (before 1.0), or the one that differs in normalization alone, for file
    // systems change that by themselves.
    std::string locate(const Manifest& manifest, const ManifestLine& line)
    {
        if (tree_.has(line.path)) return line.path;
        if (!version_.at_least(1, 0) && tree_.has(line.literal)) return line.literal;
        if (by_form_.empty())
            for (const auto& [name, entry] : tree_.files) by_form_.emplace(text::nfkc(name), name);
        const auto found = by_form_.find(text::nfkc(line.path));
        if (found == by_form_.end()) return line.path;
        verdict_.remark(
            "normalization", found->second,
            said("{}: '{}' is in the bag under another Unicode normalization", manifest.shown(), text::visible(line.path)));
        return found->second;
    }

    void check_completeness()
    {
        std::vector<const Manifest*> payload;
        bool usable = false;
        for (const auto& manifest : manifests_)
            if (!manifest.tags) {
                payload.push_back(&manifest);
                usable |= digest_length(manifest.algorithm) > 0;
            }
        if (payload.empty())
            verdict_.fail("manifest", "manifest", said("manifest: no payload manifest is there"));
        else if (!usable)
            verdict_.fail("manifest", "manifest", said("manifest: no payload manifest has an algorithm known here"));
        auto names = to_fetch_;
        for (const auto& [name, place] : tree_.files)
            if (is_payload(name)) names.insert(name);
        for (const auto& name : names) {
            std::size_t listed = 0;
            for (const auto* manifest : payload) listed += manifest->digests.count(name);
            if (listed == payload.size()) continue;
            if (listed == 0)
                verdict_.fail("unlisted", name, said("'{}' is in no manifest", text::visible(name)));
            else if (version_.at_least(1, 0))
                verdict_.fail("unlisted", name, said("'{}' is not in every payload manifest", text::visible(name)));
        }
    }

    // RFC 8493, 2.2.1: every payload manifest, never a tag manifest. The drafts before said "should".
    void check_tag_manifests()
    {
        const bool strict = version_.at_least(1, 0);
        for (const auto& manifest : manifests_) {
            if (!manifest.tags) continue;
            for (const auto& other : manifests_) {
                const bool listed = manifest.digests.count(other.name) > 0;
                if (listed == !other.tags) continue;
                auto what = listed ? said("{}: lists the tag manifest '{}'", manifest.shown(), other.shown())
                                   : said("{}: does not list '{}'", manifest.shown(), other.shown());
                strict ? verdict_.fail("tag-manifest", manifest.name, std::move(what))
                       : verdict_.remark("tag-manifest", manifest.name, std::move(what));
            }
        }
    }

    // Each file is read once, for all manifests that list it.
    void check_digests()
    {
        std::map<std::string, Digests> wanted;
        for (const auto& manifest : manifests_)
            for (const auto& [path, digest] : manifest.digests) {
                if (!tree_.has(path) || digest.size() != digest_length(manifest.algorithm)) continue;
                auto& one = wanted[path];
                one.path = path;
                if (std::find(one.algorithms.begin(), one.algorithms.end(), manifest.algorithm) == one.algorithms.end())
                    one.algorithms.push_back(manifest.algorithm);
            }
        std::vector<Digests> jobs;
        jobs.reserve(wanted.size());
        for (auto& [path, one] : wanted) jobs.push_back(std::move(one));
        tree_.digest(jobs);
        for (const auto& one : jobs)
            if (one.damage)
                verdict_.fail("damaged", one.path, said("'{}' cannot be read: {}", text::visible(one.path), *one.damage));
        for (const auto& manifest : manifests_) compare(manifest, jobs);
    }

    void compare(const Manifest& manifest, const std::vector<Digests>& jobs)
    {
        const auto length = digest_length(manifest.algorithm);
        for (const auto& [path, digest] : manifest.digests) {
            const auto shown = text::visible(path);
            if (!tree_.has(path)) {
                verdict_.fail("missing", path,
                              said("{}: '{}' is missing{}", manifest.shown(), shown,
                                   to_fetch_.count(path) ? said(" (it is still to be fetched)") : near_miss(path)),
                              digest);
                continue;
            }
            if (length > 0 && digest.size() != length) {
                verdict_.fail("manifest-line", path,
                              said("{}: '{}' has a checksum that is not {}", manifest.shown(), shown, manifest.algorithm));
                continue;
            }
            const auto one = std::lower_bound(jobs.begin(), jobs.end(), path,
                                              [](const Digests& d, const std::string& p) { return d.path < p; });
            if (length == 0 || one->damage) continue;
            const auto at = std::find(one->algorithms.begin(), one->algorithms.end(), manifest.algorithm);
            const auto& found = one->found[static_cast<std::size_t>(at - one->algorithms.begin())];
            if (found != digest)
                verdict_.fail("checksum", path,
                              said("{}: '{}' does not match its checksum: expected {}, found {}", manifest.shown(), shown,
                                   digest, found),
                              digest, found);
        }
    }

    Said near_miss(const std::string& path)
    {
        if (by_folded_.empty())
            for (const auto& [name, entry] : tree_.files) by_folded_.emplace(text::fold_case(text::nfkc(name)), name);
        const auto found = by_folded_.find(text::fold_case(text::nfkc(path)));
        return found == by_folded_.end() ? Said() : said(" ('{}' differs in case)", text::visible(found->second));
    }

    // RFC 8493, 2.2.2: what must not and what should not be there twice.
    void check_repeated(const std::string& name, const std::string& label, const std::string& key)
    {
        constexpr std::string_view once[] = {"bagging-date", "bag-size", "bag-group-identifier", "bag-count"};
        const bool strict = version_.at_least(1, 0);
        auto what = said("{}: {} stands twice", name, text::visible(label));
        if (key == "payload-oxum")
            strict ? verdict_.fail("oxum", name, std::move(what)) : verdict_.remark("oxum", name, std::move(what));
        else if (strict && std::find(std::begin(once), std::end(once), key) != std::end(once))
            verdict_.remark("metadata", name, std::move(what));
    }

    void check_metadata()
    {
        // 0.95 is met with both.
        const bool later = version_.at_least(0, 96) || (version_.at_least(0, 95) && tree_.has("bag-info.txt"));
        const std::string name = later ? "bag-info.txt" : "package-info.txt";
        if (!tree_.has(name)) return;
        std::optional<std::string> oxum;
        std::map<std::string, int> times;
        for (const auto& [label, value] : parse_metadata(text_of(name), name, version_, verdict_)) {
            const auto key = text::lower_ascii(label);
            if (++times[key] == 2) check_repeated(name, label, key);
            if (key == "payload-oxum") oxum = value;
        }
        if (!oxum) return;
        std::uintmax_t octets = 0, files = 0;
        for (const auto& [path, entry] : tree_.files)
            if (is_payload(path)) {
                octets += entry.bytes;
                ++files;
            }
        const auto real = fmt::format("{}.{}", octets, files);
        if (*oxum != real)
            verdict_.fail("oxum", name, said("{}: Payload-Oxum is {}, the payload is {}", name, text::visible(*oxum), real),
                          *oxum, real);
    }

    void remark_on_names()
    {
        std::set<std::string> names;
        for (const auto& [name, place] : tree_.files) names.insert(name);
        for (const auto& manifest : manifests_)
            for (const auto& line : manifest.lines) names.insert(line.path);
        warn_of_collisions(names, verdict_);
        warn_of_system_files(names, verdict_);
        if (tree_.beside > 0)
            verdict_.remark("system-file", "__MACOSX/",
                            said("the zip holds entries of macOS beside the package: {}", tree_.beside));
    }

    const Tree& tree_;
    Verdict& verdict_;
    Version version_;
    std::string encoding_ = "UTF-8";
    std::set<std::string> to_fetch_;
    std::map<std::string, std::string> by_form_, by_folded_; // normalized and folded names to names, once one is wanted
    std::vector<Manifest> manifests_;
};

} // namespace

Verdict verify_tree(const Tree& tree)
{
    Verdict verdict;
    Verifier(tree, verdict).run();
    return verdict;
}

Verdict verify_package(const std::string& path)
{
    return verify_tree(read_tree(path));
}

} // namespace redress::bundle
