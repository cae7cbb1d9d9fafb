#include "lint_sent.hpp"

#include "analyze/private_notes.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "lint_own_rules.hpp"
#include "options.hpp"
#include "store/cases.hpp"
#include "store/shops.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <utility>

namespace redress {
namespace {

constexpr std::size_t batch = 512; // messages checked at once

// Names of threads are unique in their shop only.
std::string key_of(const std::string& shop, const std::string& thread)
{
    return shop + '\0' + thread;
}

std::string thread_in(const std::string& key)
{
    return key.substr(key.find('\0') + 1);
}

std::string when_of(const model::Stamp& when, const time::Zone& zone)
{
    if (!when.at) return when.local;
    return time::for_people(*when.at, zone) + (when.from == model::ZoneFrom::guess ? " ?" : "");
}

// What a buyer hears as the door being closed.
bool closes(const profile::Rule& rule)
{
    return rule.category == "stonewall" || rule.category == "rights-denied";
}

} // namespace

struct LintSent::Said {
    std::string key, shop, id, person, kind, when, text;
    std::uint64_t number = 0; // in order of time
};

struct LintSent::Found {
    std::string key, line_text;
    std::uint64_t number = 0;
    render::Finding finding; // line_text is to point at ours when it is handed on
};

void add_sent(CLI::App& app, SentOptions& options)
{
    auto* sent = app.add_flag("--sent", options.on, "Check the messages the shop has sent, as they stand in the store");
    app.add_option("--thread", options.thread, "With --sent: only this conversation")->needs(sent);
    app.add_option("--case", options.case_word, "With --sent: only messages of this case")->needs(sent);
    app.add_option("--since", options.since, "With --sent: only from this time on")->needs(sent);
    app.add_option("--until", options.until, "With --sent: only before this time")->needs(sent);
}

LintSent::LintSent(std::shared_ptr<const analyze::Rulebook> book, const SentOptions& options, SentDefaults defaults,
                   Session& session)
    : options_(options), defaults_(std::move(defaults)), session_(session), team_(std::move(book)),
      zone_(session.display_zone())
{
    std::error_code code;
    profile::RuleSet set;
    if (const auto folder = session.share() / "rules" / "sent"; std::filesystem::is_directory(folder, code))
        profile::load_rules(set, folder);
    if (!set.rules.empty()) refusals_.emplace(std::make_shared<const analyze::Rulebook>(std::move(set)));
}

LintSent::~LintSent() = default;

store::Filter LintSent::filter() const
{
    store::Filter f;
    f.types = {"message"};
    f.thread = options_.thread;
    if (!session_.options().shop.empty()) f.shop = session_.shop();
    if (!options_.case_word.empty()) f.case_id = store::find_case(session_.store(), options_.case_word).id;
    if (!options_.since.empty()) f.since = parse_time_option(options_.since, "--since", session_);
    if (!options_.until.empty()) f.until = parse_time_option(options_.until, "--until", session_);
    return f;
}

const analyze::LintScope& LintSent::scope_of(const std::string& shop)
{
    auto at = scopes_.find(shop);
    if (at == scopes_.end()) {
        auto scope = defaults_.scope;
        if (const auto known = store::get_shop(session_.store(), shop)) {
            if (scope.platform.empty()) scope.platform = known->platform;
            scope.channels.insert(scope.channels.end(), known->channels.begin(), known->channels.end());
        }
        at = scopes_.emplace(shop, std::move(scope)).first;
    }
    return at->second;
}

void LintSent::take(const model::Record& record)
{
    const auto& message = std::get<model::Message>(record.body);
    if (message.role == model::Role::system || message.role == model::Role::platform || analyze::is_private(record)) return;
    const auto number = ++messages_;
    const auto key = key_of(record.shop, message.thread);
    if (message.role == model::Role::buyer && message.when.at) interruptions_.buyer(key, *message.when.at);
    if (message.role != model::Role::seller || text::trim(message.text).empty()) return;
    const auto& kinds = profile::rule_kinds();
    Said said{.key = key,
              .shop = record.shop,
              .id = record.id,
              .person = message.sender,
              .kind = std::find(kinds.begin(), kinds.end(), message.kind) != kinds.end() ? message.kind : defaults_.kind,
              .when = when_of(message.when, zone_),
              .text = message.text,
              .number = number};
    threads_.insert(key);
    ++checked_of_[message.sender];
    if (message.when.at && interruptions_.seller(key, *message.when.at, number)) quick_[number] = said;
    waiting_.push_back(std::move(said));
    if (waiting_.size() >= batch) check();
}

void LintSent::check()
{
    std::vector<analyze::LintText> texts;
    texts.reserve(waiting_.size());
    for (const auto& said : waiting_) {
        analyze::LintText text{.text = said.text, .kind = said.kind, .languages = {}, .scope = &scope_of(said.shop)};
        if (!defaults_.lang.empty()) text.languages = analyze::languages_of(said.text, defaults_.lang);
        texts.push_back(text);
    }
    std::vector<analyze::LintFinding> found, refusals;
    team_.check_all(texts, found);
    if (refusals_) refusals_->check_all(texts, refusals);
    auto f = found.begin(), r = refusals.begin();
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
        const auto of_this = [&](const analyze::LintFinding& one) { return one.text == i; };
        const auto f_end = std::find_if_not(f, found.end(), of_this);
        const auto r_end = std::find_if_not(r, refusals.end(), of_this);
        for (auto one = f; one != f_end; ++one) add(waiting_[i], *one->rule, one->severity, one->offset, one->length);
        repeated(waiting_[i], {f, f_end}, {r, r_end});
        f = f_end;
        r = r_end;
    }
    waiting_.clear();
}

void LintSent::repeated(const Said& said, std::span<const analyze::LintFinding> found,
                        std::span<const analyze::LintFinding> refusals)
{
    std::optional<std::pair<std::size_t, std::size_t>> again; // offset and length; all are counted, the first is shown
    for (const auto sentence : analyze::sentences(said.text)) {
        const auto begin = static_cast<std::size_t>(sentence.data() - said.text.data());
        const auto inside = [&](const analyze::LintFinding& one) {
            return one.offset < begin + sentence.size() && one.offset + one.length > begin;
        };
        if (std::none_of(refusals.begin(), refusals.end(), inside)) continue;
        const auto key = analyze::sentence_key(sentence);
        if (!key.empty() && repeats_.again(said.key, "said " + key, said.number) && !again)
            again.emplace(begin, sentence.size());
    }
    for (const auto& one : found)
        if (closes(*one.rule) && repeats_.again(said.key, "rule " + one.rule->id, said.number) && !again)
            again.emplace(one.offset, one.length);
    if (!again) return;
    const auto& rule = own_rule("sent-repeated-refusal");
    add(said, rule, analyze::severity_of(rule, scope_of(said.shop)), again->first, again->second);
}

void LintSent::add(const Said& said, const profile::Rule& rule, Severity severity, std::size_t offset, std::size_t length)
{
    const std::string_view text = said.text;
    const auto before = offset ? text.rfind('\n', offset - 1) : std::string_view::npos;
    const auto start = before == std::string_view::npos ? 0 : before + 1;
    Found out{.key = said.key, .line_text = {}, .number = said.number, .finding = {}};
    out.line_text = text.substr(start, text.find('\n', offset) - start);
    auto& f = out.finding;
    f.rule = &rule;
    f.severity = severity;
    f.record = said.id;
    f.where = said.when;
    f.person = said.person;
    f.columns_of_text = true;
    f.offset = offset - start;
    f.match = text.substr(offset, length);
    const auto line =
        1 + static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n'));
    f.at = render::ColumnCounter().stretch(line, out.line_text, f.offset, f.match);
    found_.push_back(std::move(out));
}

void LintSent::run(LintSieve& sieve, render::FindingsWriter& output, render::FindingsTotals& totals)
{
    store::each(session_.store(), filter(), [&](const model::Record& record) { take(record); });
    check();
    if (messages_ && threads_.empty() && !options_.filtered())
        throw Error(ErrorKind::input, said("the store has messages, but none is known to be the seller's"),
                    said("say whose they are: redress shop set {} --seller NAME", session_.shop()));
    for (const auto number : interruptions_.found()) {
        const auto& said = quick_.at(number);
        const auto& rule = own_rule("sent-interrupted");
        add(said, rule, analyze::severity_of(rule, scope_of(said.shop)), 0,
            std::min(said.text.find('\n'), said.text.size()));
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& a, const Found& b) { return std::tie(a.key, a.number) < std::tie(b.key, b.number); });
    auto next = found_.begin();
    for (const auto& key : threads_) {
        const auto thread = thread_in(key);
        sieve.begin("<thread " + thread + ">"); // no file: a baseline does not look for it
        output.file(thread);
        std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> seen; // rule, record, match
        for (; next != found_.end() && next->key == key; ++next) {
            auto& f = next->finding;
            f.file = thread;
            f.line_text = next->line_text;
            const auto nth = std::to_string(++seen[{f.rule->id, f.record, f.match}]);
            f.fingerprint = hash::sha256_fields({f.rule->id, f.record, f.match, nth}).substr(0, 32);
            if (!sieve.admit(f)) continue;
            totals.count(f);
            output.finding(f);
        }
        if (!options_.filtered()) sieve.end(totals, output);
    }
    totals.files += threads_.size();
    for (const auto& [person, texts] : checked_of_) totals.checked += texts;
    totals.checked_of = checked_of_;
}

} // namespace redress
