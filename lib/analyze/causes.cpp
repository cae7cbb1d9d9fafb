#include "analyze/causes.hpp"

#include "base/error.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace redress::analyze {

namespace {

constexpr std::size_t gap = 12; // characters between the two halves of a cue
constexpr std::array<std::string_view, cause_count> names = {"communication", "process",   "mismatch",
                                                             "force_majeure", "malicious", "unclear"};

std::optional<std::size_t> code_from(std::string_view name)
{
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return std::nullopt;
    return static_cast<std::size_t>(at - names.begin());
}

[[noreturn]] void wrong(const Said& what)
{
    throw Error(ErrorKind::input, said("causes.toml: {}", what), said("install share/models again, or mend the entry"));
}

std::uint32_t pair_key(char16_t a, char16_t b)
{
    return (std::uint32_t{a} << 16) | b;
}

std::u16string folded_text(std::string_view utf8, const FoldTable& table)
{
    static thread_local Folded folded;
    fold(utf8, table, folded);
    return {folded.text.data(), folded.size};
}

Cue make_cue(std::string_view written, const FoldTable& table, std::size_t group)
{
    Cue cue;
    cue.group = static_cast<std::uint16_t>(group);
    const bool open_end = written.ends_with('~');
    std::string plain;
    for (const char c : written)
        if (c != '~') plain += c;
    const std::size_t star = plain.find('*');
    const auto part = [&](std::string_view text) {
        std::u16string out = folded_text(text, table);
        while (!out.empty() && out.front() == u' ') out.erase(out.begin());
        while (!out.empty() && out.back() == u' ') out.pop_back();
        return out;
    };
    cue.first = part(std::string_view(plain).substr(0, star));
    if (star != std::string::npos) cue.second = part(std::string_view(plain).substr(star + 1));
    if (cue.first.empty() || (star != std::string::npos && cue.second.empty()))
        wrong(said("the cue '{}' has an empty half", written));
    cue.word_start = is_letter(cue.first.front());
    const std::u16string& last = cue.second.empty() ? cue.first : cue.second;
    cue.word_end = is_letter(last.back()) && !open_end;
    return cue;
}

bool ends_sentence(char16_t c)
{
    return c == u'.' || c == u'!' || c == u'?' || c == u'。' || c == u';';
}

bool here(const Folded& f, std::size_t at, const std::u16string& what)
{
    return at + what.size() <= f.size &&
           std::equal(what.begin(), what.end(), f.text.begin() + static_cast<std::ptrdiff_t>(at));
}

bool word_ends(const Folded& f, std::size_t at)
{
    return at >= f.size || !is_letter(f.text[at]);
}

bool found_at(const Cue& cue, const Folded& f, std::size_t at)
{
    if (!here(f, at, cue.first) || (cue.word_start && at > 0 && is_letter(f.text[at - 1]))) return false;
    std::size_t end = at + cue.first.size();
    if (cue.second.empty()) return !cue.word_end || word_ends(f, end);
    for (std::size_t skipped = 0; skipped <= gap && end < f.size && !ends_sentence(f.text[end]); ++skipped, ++end)
        if (here(f, end, cue.second)) return !cue.word_end || word_ends(f, end + cue.second.size());
    return false;
}

std::array<double, cause_count> weights_of(const Json& group, const std::string& name)
{
    std::array<double, cause_count> out{};
    const auto code = code_from(group["code"].string_or(""));
    if (!code) wrong(said("group '{}' names no known code", name));
    out[*code] = group["weight"].number().value_or(1.0);
    return out;
}

void index_cue(CauseModel& model, Cue cue)
{
    const auto number = static_cast<std::uint16_t>(model.cues.size());
    const char16_t second = cue.first.size() > 1 ? cue.first[1] : u'\0'; // one character alone stands under (c, 0)
    model.starts[pair_key(cue.first[0], second)].push_back(number);
    model.cues.push_back(std::move(cue));
}

} // namespace

std::string_view to_string(CauseCode code)
{
    return names[static_cast<std::size_t>(code)];
}

CauseModel load_causes(const Json& lexicon, const FoldTable& table)
{
    CauseModel model;
    const Json& prior = lexicon["prior"];
    for (std::size_t k = 0; k < cause_count; ++k) model.prior[k] = prior[names[k]].number().value_or(0.0);
    model.unclear_per_ten = prior["unclear_per_ten"].number().value_or(0.0);
    for (const Json& group : lexicon["group"].items()) {
        const std::string name = group["name"].string_or("");
        if (name.empty()) wrong(said("a group has no name"));
        model.weights.push_back(weights_of(group, name));
        for (const Json& cue : group["cue"].items())
            index_cue(model, make_cue(cue.string_or(""), table, model.groups.size()));
        model.groups.push_back(name);
    }
    if (model.cues.empty()) wrong(said("it holds no cues"));
    return model;
}

double text_tens(const Folded& folded)
{
    std::size_t words = 0;
    for (std::size_t i = 0; i < folded.size; ++i)
        if (is_letter(folded.text[i]) && (i == 0 || !is_letter(folded.text[i - 1]))) ++words;
    return std::min(8.0, static_cast<double>(folded.wide + 2 * words) / 10);
}

std::vector<double> cause_hits(const CauseModel& model, const Folded& folded)
{
    std::vector<double> hits(model.groups.size());
    std::vector<unsigned> times(model.groups.size());
    const auto look = [&](std::size_t at, char16_t second) {
        const auto found = model.starts.find(pair_key(folded.text[at], second));
        if (found == model.starts.end()) return;
        for (const std::uint16_t number : found->second) {
            const Cue& cue = model.cues[number];
            if (found_at(cue, folded, at)) hits[cue.group] += 1.0 / ++times[cue.group];
        }
    };
    for (std::size_t i = 0; i < folded.size; ++i) {
        look(i, u'\0');
        if (i + 1 < folded.size) look(i, folded.text[i + 1]);
    }
    return hits;
}

Causes causes(const CauseModel& model, const FoldTable& table, std::string_view utf8)
{
    Folded folded;
    fold(utf8, table, folded);
    std::array<double, cause_count> logit = model.prior;
    logit[static_cast<std::size_t>(CauseCode::unclear)] -= model.unclear_per_ten * text_tens(folded);
    const std::vector<double> hits = cause_hits(model, folded);
    for (std::size_t g = 0; g < hits.size(); ++g)
        if (hits[g] > 0)
            for (std::size_t k = 0; k < cause_count; ++k) logit[k] += hits[g] * model.weights[g][k];

    const double top = *std::max_element(logit.begin(), logit.end());
    double sum = 0;
    for (double& x : logit) sum += x = std::exp(x - top);
    Causes result;
    for (std::size_t k = 0; k < cause_count; ++k) result[k] = {static_cast<CauseCode>(k), logit[k] / sum};
    std::stable_sort(result.begin(), result.end(), [](const Cause& a, const Cause& b) { return a.p > b.p; });
    return result;
}

} // namespace redress::analyze
