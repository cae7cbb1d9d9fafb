// redress lint --sent: the messages a shop has sent, as they stand in the store, by conversation and person.
#pragma once

#include "analyze/lint_team.hpp"
#include "analyze/rulebook.hpp"
#include "analyze/sent.hpp"
#include "lint_sieve.hpp"
#include "model/record.hpp"
#include "render/findings.hpp"
#include "session.hpp"
#include "store/records.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace redress {

struct SentOptions {
    bool on = false;
    std::string since, until, thread, case_word;
    bool filtered() const { return !since.empty() || !until.empty() || !thread.empty() || !case_word.empty(); }
};
void add_sent(CLI::App& app, SentOptions& options); // --sent --since --until --thread --case

// What texts are that do not say, and where they are used as far as their shop does not say.
struct SentDefaults {
    std::string kind, lang;
    analyze::LintScope scope;
};

class LintSent {
public:
    LintSent(std::shared_ptr<const analyze::Rulebook> book, const SentOptions& options, SentDefaults defaults,
             Session& session);
    ~LintSent();
    // Reads the store, then hands on what was found, conversation by conversation. Throws Error{input} where the store has
    // messages and none is known to be the seller's.
    void run(LintSieve& sieve, render::FindingsWriter& output, render::FindingsTotals& totals);

private:
    struct Said;  // a seller's message
    struct Found; // a finding, with what it is sorted by
    store::Filter filter() const;
    void take(const model::Record& record);
    void check();
    void repeated(const Said& said, std::span<const analyze::LintFinding> found,
                  std::span<const analyze::LintFinding> refusals);
    void add(const Said& said, const profile::Rule& rule, Severity severity, std::size_t offset, std::size_t length);
    const analyze::LintScope& scope_of(const std::string& shop);

    const SentOptions& options_;
    SentDefaults defaults_;
    Session& session_;
    analyze::LintTeam team_;
    std::optional<analyze::LintTeam> refusals_;
    analyze::Repeats repeats_;
    analyze::Interruptions interruptions_;
    time::Zone zone_;
    std::map<std::string, analyze::LintScope> scopes_; // by shop
    std::vector<Said> waiting_;
    std::map<std::uint64_t, Said> quick_; // answers that may have interrupted
    std::vector<Found> found_;
    std::set<std::string> threads_; // that hold messages of the seller
    std::uint64_t messages_ = 0;
    std::map<std::string, std::uint64_t, std::less<>> checked_of_; // texts by person
};

} // namespace redress
