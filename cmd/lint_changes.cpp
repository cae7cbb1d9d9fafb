#include "lint_changes.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "process.hpp"

#include <optional>
#include <vector>

namespace fs = std::filesystem;

namespace redress {
namespace {

constexpr int patience = 120; // seconds

// Nothing of the repository's or the user's settings may run a program, page, colour or lock.
std::vector<std::string> git(const std::vector<std::string>& words)
{
    std::vector<std::string> out{"env",
                                 "-u",
                                 "GIT_DIFF_OPTS",
                                 "-u",
                                 "GIT_EXTERNAL_DIFF",
                                 "LC_ALL=C",
                                 "git",
                                 "--no-pager",
                                 "--no-optional-locks",
                                 "-c",
                                 "core.fsmonitor=false",
                                 "-c",
                                 "core.hooksPath=/dev/null",
                                 "-c",
                                 "core.quotePath=false"};
    out.insert(out.end(), words.begin(), words.end());
    return out;
}

// What it printed; nothing if it ended with an error.
std::optional<std::string> ask(const std::vector<std::string>& words)
{
    const auto end = run_process(git(words), {}, patience);
    if (!end.started) // env ends with 127 where it finds no git
        throw Error(ErrorKind::input, said("--changed-since: git cannot be run"), said("install git"));
    if (end.timed_out) throw Error(ErrorKind::input, said("--changed-since: git took longer than {} seconds", patience));
    if (end.status != 0) return std::nullopt;
    return end.output;
}

std::string line_of(std::string_view output)
{
    while (!output.empty() && output.back() == '\n') output.remove_suffix(1);
    return std::string(output);
}

std::string commit_named(const std::string& revision, bool shallow)
{
    const auto commit = revision.empty()
                            ? std::nullopt
                            : ask({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (commit) return line_of(*commit);
    if (shallow)
        throw Error(ErrorKind::input, said("--changed-since: this shallow clone has no revision '{}'", revision),
                    said("fetch it, or the whole history with: git fetch --unshallow"));
    throw Error(ErrorKind::input, said("--changed-since: this repository has no revision '{}'", revision),
                said("name a commit, a branch or a tag: git log --oneline --all lists them"));
}

std::set<std::string, std::less<>> names_in(std::string_view list)
{
    std::set<std::string, std::less<>> out;
    for (const auto name : text::split(list, '\0'))
        if (!name.empty()) out.emplace(name);
    return out;
}

} // namespace

LintChanges::LintChanges(const std::string& revision, Session& session)
{
    const auto top = ask({"rev-parse", "--show-toplevel"});
    if (!top)
        throw Error(ErrorKind::input, said("--changed-since: git knows no repository here"),
                    said("git status says why; run it where the files are kept in git"));
    root_ = line_of(*top);
    const bool shallow = line_of(ask({"rev-parse", "--is-shallow-repository"}).value_or("")) == "true";
    const auto commit = commit_named(revision, shallow);
    // What others did on that branch since then is no change of this one.
    auto base = ask({"merge-base", commit, "HEAD"});
    if (!base && shallow)
        session.note(
            said("this is a shallow clone: compared with '{}' itself, not with where this branch left it", revision));
    const auto from = base ? line_of(*base) : commit;
    const auto diff =
        ask({"diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "-U0", "--inter-hunk-context=0",
             "--find-renames", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules", from, "--", ":/"});
    const auto tracked = ask({"ls-files", "-z", "--full-name", "--", ":/"});
    if (!diff || !tracked)
        throw Error(ErrorKind::input, said("--changed-since: git cannot compare with '{}'", revision),
                    said("git diff {} says why", revision));
    fresh_ = patch::fresh_lines(*diff);
    tracked_ = names_in(*tracked);
}

const patch::Fresh& LintChanges::look_up(const std::string& file)
{
    static const patch::Fresh all{.whole = true, .lines = {}}, none;
    std::error_code code;
    const auto path = fs::weakly_canonical(file, code).lexically_relative(root_).string();
    if (code || !tracked_.contains(path)) return all;
    const auto at = fresh_.find(path);
    return at == fresh_.end() ? none : at->second;
}

const patch::Fresh& LintChanges::of(const std::string& file)
{
    if (!answer_ || file != file_) {
        file_ = file;
        answer_ = &look_up(file);
    }
    return *answer_;
}

bool LintChanges::holds(const std::string& file, std::uint64_t first, std::uint64_t last)
{
    return of(file).touches(first, last);
}

bool LintChanges::changed(const std::string& file, std::uint64_t first, std::uint64_t last)
{
    return of(file).changes(first, last);
}

} // namespace redress
