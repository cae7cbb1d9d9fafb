#include "lint_book.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/flat.hpp"
#include "base/hash.hpp"
#include "base/toml.hpp"
#include "profile/rules_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace fs = std::filesystem;

namespace redress {
namespace {

using Files = std::vector<profile::RuleFile>;

constexpr std::string_view pack_name = "rules.pack";
constexpr std::size_t header_size = 128; // what is behind it lies aligned
// A pack is used as it lies: never one of another kind of machine.
#if defined(__x86_64__)
constexpr std::string_view machine = "x86_64";
#elif defined(__aarch64__)
constexpr std::string_view machine = "aarch64";
#else
constexpr std::string_view machine = "other";
#endif

void append(Files& files, const fs::path& path)
{
    auto more = profile::read_rule_files(path);
    std::move(more.begin(), more.end(), std::back_inserter(files));
}

// Of what the pack was made: a changed letter in a rule file, another version, and it is not used.
std::string digest_of(const Files& files)
{
    hash::Sha256 sha;
    sha.add(REDRESS_VERSION);
    for (const auto& file : files)
        sha.add(fmt::format("\n{} {}\n", fs::path(file.name).filename().string(), file.bytes.size())).add(file.bytes);
    return hash::to_hex(sha.finish());
}

std::string header_of(const Files& files)
{
    return fmt::format("{:<{}}\n", fmt::format("redress-rules/4 {} {}", machine, digest_of(files)), header_size - 1);
}

profile::RuleSet parsed(const Files& files)
{
    profile::RuleSet set;
    for (const auto& file : files) profile::add_rules(set, toml::parse(file.bytes, file.name), file.name);
    return set;
}

// A book in a mapped file, which lives as long.
struct Packed {
    MappedFile file;
    analyze::Rulebook book;
};

std::shared_ptr<const analyze::Rulebook> from_pack(const Files& files, const fs::path& path,
                                                   std::shared_ptr<const analyze::WordingModel> model)
{
    std::error_code code;
    if (!fs::is_regular_file(path, code)) return nullptr;
    auto file = MappedFile::open(path.string());
    if (!file.bytes().starts_with(header_of(files))) return nullptr;
    flat::Reader in(file.bytes().substr(header_size));
    auto set = profile::from_bytes(in.take_text());
    if (!set) return nullptr;
    // The rules name files as they lie here, not where the pack was made.
    std::map<std::string, std::string> here;
    for (const auto& one : files) here[fs::path(one.name).filename().string()] = one.name;
    for (auto& rule : set->rules) rule.file = here[fs::path(rule.file).filename().string()];
    auto book = analyze::Rulebook::unpack(*std::move(set), in.take_text(), std::move(model));
    if (!book) return nullptr;
    auto packed = std::make_shared<const Packed>(Packed{std::move(file), *std::move(book)});
    return {packed, &packed->book};
}

std::shared_ptr<const analyze::WordingModel> wording_model(const Session& session)
{
    const auto path = session.share() / "models" / "wording.bin";
    std::error_code code;
    if (!fs::is_regular_file(path, code)) return nullptr;
    struct Loaded {
        MappedFile file;
        analyze::WordingModel model;
    };
    auto file = MappedFile::open(path.string());
    auto model = analyze::load_wording_model(file.bytes());
    auto loaded = std::make_shared<const Loaded>(Loaded{std::move(file), std::move(model)});
    return {loaded, &loaded->model};
}

Files shipped_files(const Session& session)
{
    Files files;
    std::error_code code;
    if (fs::is_directory(session.share() / "rules", code)) append(files, session.share() / "rules");
    return files;
}

// A build that was not installed has the pack beside the program.
std::vector<fs::path> pack_places(const Session& session)
{
    return {session.share() / pack_name, Session::program().parent_path() / pack_name};
}

} // namespace

std::shared_ptr<const analyze::Rulebook> lint_book(const std::vector<std::string>& given, const LintSettings& settings,
                                                   const Session& session)
{
    const auto files = shipped_files(session);
    const auto& named = given.empty() ? settings.rules : given;
    std::error_code code;
    const auto model = wording_model(session);
    const auto own = session.config() / "rules";
    if (named.empty() && !fs::is_directory(own, code)) {
        for (const auto& place : pack_places(session))
            if (auto book = from_pack(files, place, model)) return book;
    }
    auto set = parsed(files);
    if (named.empty()) {
        if (fs::is_directory(own, code)) profile::load_rules(set, own);
    } else {
        set.rules.clear();
        for (const auto& path : named) {
            if (!fs::exists(path, code)) throw Error(ErrorKind::input, said("no rule file or folder '{}'", path));
            profile::load_rules(set, path);
        }
    }
    // The model knows the shipped rules; what somebody else's rule finds, it finds.
    const auto shipped = (session.share() / "rules").string();
    for (auto& rule : set.rules) rule.firm = rule.firm || !rule.file.starts_with(shipped);
    return set.rules.empty() ? nullptr : std::make_shared<const analyze::Rulebook>(std::move(set), model);
}

std::string pack_rules(const Session& session)
{
    const auto files = shipped_files(session);
    if (files.empty())
        throw Error(ErrorKind::input, said("no rules in '{}'", (session.share() / "rules").string()),
                    said("name the folder with --share"));
    const analyze::Rulebook book(parsed(files));
    flat::Writer out;
    out.put(profile::to_bytes(book.set()));
    out.put(book.pack());
    return header_of(files) + out.take();
}

} // namespace redress
