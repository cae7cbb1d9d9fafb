#include "drafting.hpp"

#include "analyze/lint.hpp"
#include "base/said.hpp"
#include "bundle/gather.hpp"
#include "lint_book.hpp"
#include "store/shops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace redress {
namespace {

void label(store::Store& store, const std::string& case_id, bool allocate, bool numbered,
           std::vector<analyze::Exhibit>& exhibits)
{
    std::map<std::string, int> known;
    int last = 0;
    for (const auto& row : store::list_exhibits(store, case_id)) {
        known.emplace(row.item, row.number);
        last = std::max(last, row.number);
    }
    for (auto& exhibit : exhibits) {
        const auto found = known.find(exhibit.item);
        exhibit.number = found != known.end() ? found->second
                         : allocate           ? store::allocate_exhibit(store, case_id, exhibit.item).number
                                              : ++last;
        exhibit.label = analyze::exhibit_label(exhibit.number, numbered);
    }
    std::sort(exhibits.begin(), exhibits.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
}

} // namespace

Drafting open_draft(Session& session, const std::string& case_word, bool allocate)
{
    return open_draft(session, store::find_case(session.store(), case_word), allocate);
}

Drafting open_draft(Session& session, const store::CaseRow& row, bool allocate)
{
    auto& store = session.store();
    auto material = load_material(store, row);
    if (material.records.empty())
        throw Error(ErrorKind::input, said("nothing is linked to case {}", row.id),
                    said("ingest the files, then: redress case link {}", row.id));
    auto profile = profile_of(row.facts, session);
    if (const auto guessed = analyze::assess(material, profile).guessed; !guessed.empty())
        throw Error(ErrorKind::input, said("{} time(s) of case {} rest on a guessed time zone", guessed.size(), row.id),
                    said("say it once: redress store retime SOURCE --tz ZONE, or ingest again with --tz"));
    auto exhibits = analyze::plan_exhibits(material);
    const bool numbered = analyze::is_numbered(profile.citation.en);
    store.transact([&] { label(store, row.id, allocate, numbered, exhibits); });
    const auto shop = store::get_shop(store, row.shop);
    auto zone = bundle::case_zone(material, session.zone_option().value_or(""), shop ? shop->zone : "");
    const auto lang = !session.options().lang.empty() || row.facts.lang.empty() ? session.lang() : row.facts.lang;
    return {row, std::move(material), std::move(exhibits), std::move(profile), std::move(zone), lang};
}

std::vector<analyze::Exhibit> labelled_exhibits(store::Store& store, const store::CaseRow& row,
                                                const analyze::Material& material, const std::string& citation)
{
    auto exhibits = analyze::plan_exhibits(material);
    label(store, row.id, false, analyze::is_numbered(citation), exhibits);
    return exhibits;
}

std::size_t lint_draft(std::string_view text, const letter::Kind& kind, const std::string& name, const std::string& lang,
                       Session& session)
{
    const auto book = lint_book({}, {}, session);
    if (!book) return 0;
    // The letter's own language, and those of what it quotes.
    auto languages = analyze::detect_languages(text);
    languages.zh |= lang == "zh";
    languages.en |= lang == "en";
    languages.es |= lang == "es";
    analyze::Linter linter(book);
    std::set<std::pair<const profile::Rule*, std::size_t>> known;
    for (const auto& wording : kind.wording)
        for (const auto& finding : linter.check({.text = text, .kind = wording, .languages = languages})) {
            // What the model makes of a template as a whole says little: its phrases were weighed one by one.
            if (finding.rule->scorer || finding.severity == Severity::note ||
                !known.emplace(finding.rule, finding.offset).second)
                continue;
            session.warn({finding.severity, name, finding.line, finding.column,
                          both(finding.rule->message.en, finding.rule->message.zh), finding.rule->id});
        }
    return known.size();
}

std::string default_eta(const Drafting& draft, const Session& session)
{
    auto at = session.now() + std::chrono::hours(24);
    const auto& due = draft.material.facts.due.at;
    if (due && *due > session.now() && *due < at) at = *due;
    return time::for_people(at, draft.zone);
}

} // namespace redress
