#include "profile/claims.hpp"

#include "base/file.hpp"
#include "base/toml.hpp"
#include "profile/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace redress::profile {
namespace {

// A wording is a rule of a category of its own: what it finds in a text is a claim made there.
Rule wording(Reader& in, const std::string& id, const std::string& category)
{
    Rule rule;
    rule.id = id;
    rule.category = category;
    rule.kinds = {"claim"};
    rule.severity = Severity::note;
    rule.firm = true;
    rule.whole_text = false;
    rule.patterns = in.list("patterns");
    if (rule.patterns.empty()) in.fail(said("patterns: there is none"));
    rule.except = in.list("except");
    rule.unless = in.list("unless");
    rule.bad = in.list("made");
    rule.good = in.list("not_made");
    return rule;
}

void read_claim(Reader& in, ClaimBook& out)
{
    Claim claim;
    claim.id = in.text("id");
    claim.by = in.text("by");
    in.one_of("by", claim.by, {"buyer", "seller"});
    claim.label = in.words("label", true);
    claim.reasons = in.list("reasons");
    claim.firm = in.list("firm");
    claim.soft = in.list("soft");
    claim.later = in.list("later");
    claim.later_minutes = in.whole_or("later_minutes", 0);
    claim.amounts = in.list("amounts");
    claim.backed_by = in.list("backed_by");
    in.each("wording", [&](Reader& one) {
        const auto lang = one.text("lang");
        one.one_of("lang", lang, {"zh", "en", "es"});
        auto rule = wording(one, claim.id + "." + lang, claim.id);
        rule.lang = lang;
        if (rule.bad.empty()) one.fail(said("made: a wording needs examples"));
        out.rules.rules.push_back(std::move(rule));
    });
    out.claims.push_back(std::move(claim));
}

void read_promise(Reader& in, ClaimBook& out)
{
    PromiseWording promise;
    promise.rule = fmt::format("promise.{}", out.promises.size() + 1);
    promise.minutes = in.whole_or("minutes", 0);
    promise.fixed = in.flag("fixed");
    promise.clock = in.flag("clock");
    if (!promise.clock && promise.minutes <= 0) in.fail(said("minutes: a promise needs a length"));
    out.rules.rules.push_back(wording(in, promise.rule, "promise"));
    out.promises.push_back(std::move(promise));
}

} // namespace

const Claim* ClaimBook::claim(std::string_view id) const
{
    const auto found = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) { return claim.id == id; });
    return found == claims.end() ? nullptr : &*found;
}

ClaimBook parse_claims(std::string_view text, const std::string& name)
{
    ClaimBook out;
    const auto table = toml::parse(text, name);
    const Origin origin{name, {}};
    Reader top(table, origin, "the file");
    top.text("schema");
    top.inside("words", [&](Reader& in) {
        for (const auto& member : table["words"].members()) out.rules.words[member.key] = in.list(member.key);
    });
    top.each("claims", [&](Reader& in) { read_claim(in, out); });
    top.each("sequences", [&](Reader& in) {
        Sequence sequence;
        sequence.first = in.text("first");
        sequence.then = in.list("then");
        out.sequences.push_back(std::move(sequence));
    });
    top.each("exclusive", [&](Reader& in) { out.exclusive.push_back(in.list("kinds")); });
    top.each("same", [&](Reader& in) { out.same.push_back(in.list("kinds")); });
    top.each("results", [&](Reader& in) {
        ResultWording result;
        result.id = in.text("id");
        result.kinds = in.list("kinds");
        result.label = in.words("label", true);
        out.rules.rules.push_back(wording(in, result.id, "result"));
        out.results.push_back(std::move(result));
    });
    top.each("courtesies", [&](Reader& in) {
        out.rules.rules.push_back(wording(in, "courtesy." + std::to_string(out.rules.rules.size()), "courtesy"));
    });
    top.each("promises", [&](Reader& in) { read_promise(in, out); });
    top.done();
    return out;
}

std::shared_ptr<const ClaimBook> load_claims(const fs::path& share, const fs::path& config)
{
    std::error_code code;
    const auto own = config / "claims.toml";
    const auto path = fs::exists(own, code) ? own : share / "claims.toml";
    return std::make_shared<const ClaimBook>(parse_claims(read_file(path), path.string()));
}

} // namespace redress::profile
