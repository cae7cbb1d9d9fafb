// What kinds, gaps, grades and contradictions of a timeline are called.
#include "analyze/event_words.hpp"
#include "timeline_page.hpp"

#include <map>

namespace redress {
namespace {

const std::map<std::string, Said, std::less<>>& kinds()
{
    static const std::map<std::string, Said, std::less<>> words{
        {"message", said("message")},
        {"review", said("review")},
        {"reply", said("reply to the review")},
        {"review.changed", said("review changed")},
        {"document", said("document")},
        {"offer", said("offer")},
        {"offer.due", said("offer ends")},
        {"promise", said("promise")},
        {"promise.due", said("promise due")},
        {"case", said("the case")},
        {"case.opened", said("case opened")},
        {"case.due", said("answer due")},
        {"answer", said("the seller's answer")},
    };
    return words;
}

} // namespace

Said kind_words(const std::string& kind)
{
    if (const auto found = kinds().find(kind); found != kinds().end()) return found->second;
    const auto colon = kind.find(':');
    if (colon == std::string::npos) return analyze::event_words(kind);
    const auto group = kind.substr(0, colon), rest = kind.substr(colon + 1);
    if (group == "claim") return said("own words");
    const auto found = kinds().find(rest);
    return found == kinds().end() ? analyze::event_words(rest) : found->second;
}

Said grade_words(int grade)
{
    if (grade >= 3) return said("third party");
    if (grade == 2) return said("log record");
    return grade == 1 ? said("screenshot") : Said();
}

Said gap_words(const analyze::Gap& gap)
{
    const auto length = analyze::length_words(gap.length());
    if (gap.kind == "first_reply") return said("first answer only after {}", length);
    if (gap.kind == "reply") return said("answer only after {}", length);
    if (gap.kind == "unanswered") return said("no answer since, {}", length);
    if (gap.kind == "silence") return said("nothing on record for {}", length);
    if (gap.until_record.empty()) return said("promised, and nothing on record by then");
    return said("promised, and answered only after {}", length);
}

Said rule_words(const analyze::Contradiction& one, const profile::ClaimBook& book)
{
    if (const auto* claim = book.claim(one.rule)) return both(claim->label.en, claim->label.zh);
    if (one.rule == "sequence") return said("records in an order of time that cannot be");
    if (one.rule == "exclusive") return said("two ends of one order");
    if (one.rule == "amount") return said("another sum paid than ordered");
    for (const auto& result : book.results)
        if (one.rule == "result:" + result.id) return both(result.label.en, result.label.zh);
    return said("a record speaks against the shop");
}

} // namespace redress
