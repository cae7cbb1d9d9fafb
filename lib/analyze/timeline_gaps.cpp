// Where nothing is on record: late and missing answers, promises nobody kept, days of silence.
#include "analyze/response.hpp"
#include "analyze/timeline.hpp"
#include "analyze/utterances.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace redress::analyze {
namespace {

using std::chrono::milliseconds;

struct Talk {
    std::vector<Turn> turns; // of buyer and seller, in order of time; what waits for no answer left out
    std::map<std::string, std::string> texts;
};

// A statement has many turns in one record: each is named by its place.
std::string name_of(const Utterance& said, std::size_t number)
{
    return said.kind == "statement" ? said.record + "#" + std::to_string(number) : said.record;
}
std::string record_of(const std::string& name)
{
    return name.substr(0, name.find('#'));
}

Talk talk_of(const Material& material, ClaimReader& reader)
{
    Talk talk;
    std::size_t number = 0;
    for (const auto& said : utterances(material)) {
        ++number;
        const bool seller = said.by == "seller";
        if (said.thread.empty() || !said.when.at || (!seller && reader.is_courtesy(said.text))) continue;
        const auto name = name_of(said, number);
        talk.turns.push_back({said.thread, name, seller ? model::Role::seller : model::Role::buyer, *said.when.at});
        talk.texts.emplace(name, said.text);
    }
    std::stable_sort(talk.turns.begin(), talk.turns.end(), [](const Turn& a, const Turn& b) { return a.at < b.at; });
    return talk;
}

// Without an answer to the end only what wanted one is a gap.
bool asks(const Talk& talk, const Burst& burst, ClaimReader& reader)
{
    bool begun = false;
    for (const auto& turn : talk.turns) {
        if (turn.thread != burst.thread) continue;
        begun = begun || turn.id == burst.message;
        if (begun && turn.role == model::Role::buyer && reader.wants_answer(talk.texts.at(turn.id))) return true;
    }
    return false;
}

std::string answer_at(const Talk& talk, const Burst& burst)
{
    for (const auto& turn : talk.turns)
        if (turn.thread == burst.thread && turn.role == model::Role::seller && burst.waited &&
            turn.at == burst.asked + *burst.waited)
            return record_of(turn.id);
    return {};
}

void late_answers(const Talk& talk, ClaimReader& reader, const TimelineOptions& options, std::vector<Gap>& out)
{
    std::set<std::string> begun; // threads in which the buyer has asked before
    for (const auto& burst : bursts(talk.turns)) {
        const bool first =
            begun.insert(burst.thread).second && std::none_of(talk.turns.begin(), talk.turns.end(), [&](const Turn& turn) {
                return turn.thread == burst.thread && turn.role == model::Role::seller && turn.at < burst.asked;
            });
        const milliseconds limit = first ? options.first_reply : options.reply;
        const auto waited = burst.waited.value_or(options.now - burst.asked);
        if (waited <= limit || (!burst.waited && !asks(talk, burst, reader))) continue;
        Gap gap;
        gap.kind = !burst.waited ? "unanswered" : first ? "first_reply" : "reply";
        gap.record = record_of(burst.message);
        gap.until_record = answer_at(talk, burst);
        gap.from = burst.asked;
        gap.until = burst.asked + waited;
        gap.limit = limit;
        gap.words = sentence_at(talk.texts.at(burst.message), 0);
        out.push_back(std::move(gap));
    }
}

// Kept if the seller wrote, or anything was recorded of the order, between the promise and its time.
bool is_kept(const PromiseMade& promise, const Talk& talk, const std::vector<Moment>& moments)
{
    const auto within = [&](Instant at) { return at > promise.at && at <= promise.due; };
    const bool said = std::any_of(talk.turns.begin(), talk.turns.end(), [&](const Turn& turn) {
        return turn.role == model::Role::seller && turn.thread == promise.thread && within(turn.at);
    });
    return said || std::any_of(moments.begin(), moments.end(), [&](const Moment& moment) {
               static const std::set<std::string> acts{"refunded",  "shipped",  "reshipped", "code_sent",
                                                       "mail_sent", "released", "reply"};
               return acts.count(moment.kind) != 0 && within(*moment.at);
           });
}

void broken_promises(const Material& material, const Talk& talk, const std::vector<Moment>& moments, ClaimReader& reader,
                     const TimelineOptions& options, std::vector<Gap>& out)
{
    for (const auto& promise : reader.promises(material)) {
        if (promise.due > options.now || is_kept(promise, talk, moments)) continue;
        Gap gap;
        gap.kind = "promise";
        gap.record = promise.record;
        gap.from = promise.at;
        gap.until = promise.due;
        gap.words = promise.words;
        const auto next = std::find_if(talk.turns.begin(), talk.turns.end(), [&](const Turn& turn) {
            return turn.thread == promise.thread && turn.role == model::Role::seller && turn.at > promise.due;
        });
        if (next != talk.turns.end()) {
            gap.until_record = record_of(next->id);
            gap.until = next->at;
        }
        gap.limit = promise.due - promise.at;
        out.push_back(std::move(gap));
    }
    for (const auto& record : options.notes) {
        const auto* note = std::get_if<model::Note>(&record.body);
        if (!note || note->kind != "promise" || !note->due.at || *note->due.at > options.now) continue;
        if (note->state == "done" || note->state == "kept" || note->state == "cancelled") continue;
        Gap gap;
        gap.kind = "promise";
        gap.record = record.id;
        gap.from = note->when.at.value_or(*note->due.at);
        gap.until = *note->due.at;
        gap.words = note->text;
        out.push_back(std::move(gap));
    }
}

// The case's own dates and the seller's notes are no record of what happened.
bool is_record(const Moment& moment)
{
    return moment.grade > 0;
}

void silences(const std::vector<Moment>& moments, const TimelineOptions& options, std::vector<Gap>& out)
{
    const Moment* before = nullptr;
    for (const auto& moment : moments) {
        if (!is_record(moment)) continue;
        if (before && *moment.at - *before->at > options.silence) {
            Gap gap;
            gap.kind = "silence";
            gap.record = before->record;
            gap.until_record = moment.record;
            gap.from = *before->at;
            gap.until = *moment.at;
            gap.limit = options.silence;
            gap.against_seller = false;
            out.push_back(std::move(gap));
        }
        before = &moment;
    }
}

} // namespace

std::vector<Gap> gaps(const Material& material, const std::vector<Moment>& moments, ClaimReader& reader,
                      const TimelineOptions& options)
{
    const auto talk = talk_of(material, reader);
    std::vector<Gap> out;
    late_answers(talk, reader, options, out);
    broken_promises(material, talk, moments, reader, options, out);
    silences(moments, options, out);
    std::stable_sort(out.begin(), out.end(), [](const Gap& a, const Gap& b) { return a.from < b.from; });
    return out;
}

} // namespace redress::analyze
