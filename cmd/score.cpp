#include "base/error.hpp"
#include "command.hpp"
#include "input.hpp"
#include "options.hpp"
#include "score_metrics.hpp"
#include "score_summary.hpp"
#include "scorer.hpp"

#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace redress {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
    analyze::SharePrior prior;
    std::vector<std::string> metrics; // --metric, as typed
};

double rounded(double p)
{
    return std::round(p * 10000) / 10000;
}

void add_scores(Json& json, const Scorer& scorer, const model::Review& review)
{
    const std::string text = text_of(review);
    const analyze::Sentiment sentiment = scorer.sentiment(text);
    json.set("sentiment",
             Json::object().set("label", to_string(sentiment.label)).set("p_negative", rounded(sentiment.p_negative)));
    Json causes = Json::array();
    for (const analyze::Cause& cause : scorer.causes(text))
        causes.push(Json::object().set("code", to_string(cause.code)).set("p", rounded(cause.p)));
    json.set("causes", std::move(causes));
}

bool asked_for(const Options& o, const Session& session, const model::Record& record, const model::Review& review,
               const Span& span)
{
    return span.holds(review.when.at) && (o.input.order.empty() || review.order == o.input.order) &&
           (session.options().shop.empty() || record.shop == session.shop());
}

// Writes every line back, reviews with their scores; what is no review, or not asked for, as it came.
Exit filter_stream(const Options& o, std::string out, Session& session)
{
    const Scorer scorer(session.share());
    const Span span = span_of(o.input, session);
    if (!o.input.case_word.empty())
        throw Error(ErrorKind::usage, said("--case needs the store"), said("leave it out when reading a record stream"));
    const bool to_stdout = o.output.path.empty() || o.output.path == "-";
    const auto put = [&](std::string_view line) {
        (out += line) += '\n';
        if (to_stdout && out.size() > (1U << 16)) {
            session.out(out);
            out.clear();
        }
    };
    std::uint64_t seen = 0;
    const Lines lines = each_line(
        session, o.input,
        [&](Json&& json) {
            ++seen;
            const auto record = model::from_json(json);
            const auto* review = record ? std::get_if<model::Review>(&record->body) : nullptr;
            if (review != nullptr && asked_for(o, session, *record, *review, span)) add_scores(json, scorer, *review);
            put(json.dump());
        },
        [&](std::string_view line) { put(line); });
    if (seen + lines.malformed == 0 && o.metrics.empty() && !o.input.allow_empty)
        throw Error(ErrorKind::input, said("no records to score"), said("check what feeds the pipe, or say --allow-empty"));
    write_output(out, o.output, session);
    return end_of_input(lines, o.input);
}

Exit filter_store(const Options& o, std::string out, Session& session)
{
    const Scorer scorer(session.share());
    const Lines lines = each_record(session, o.input, {"review"}, [&](const model::Record& record) {
        Json json = model::to_json(record);
        add_scores(json, scorer, std::get<model::Review>(record.body));
        (out += json.dump()) += '\n';
    });
    if (lines.taken == 0 && o.metrics.empty() && !o.input.allow_empty)
        throw Error(ErrorKind::input, said("no reviews in the store fit"),
                    said("ingest some, loosen the filters, or say --allow-empty"));
    write_output(out, o.output, session);
    return Exit::ok;
}

Exit summarise(const Options& o, const std::vector<model::Record>& typed, Session& session)
{
    const Scorer scorer(session.share());
    Summary summary;
    MetricBoard metrics;
    std::uint64_t reviews = 0;
    const Lines lines = each_record(session, o.input, {"review", "metric"}, [&](const model::Record& record) {
        if (std::holds_alternative<model::Metric>(record.body)) return metrics.add(record);
        ++reviews;
        const auto& review = std::get<model::Review>(record.body);
        const std::string text = text_of(review);
        const analyze::Sentiment sentiment = scorer.sentiment(text);
        const Verdict verdict = verdict_of(review, sentiment);
        summary.add(review, sentiment, verdict);
        if (verdict == Verdict::negative) summary.add_cause(scorer.causes(text)[0].code);
    });
    for (const model::Record& record : typed) metrics.add(record);
    if (reviews == 0 && metrics.empty() && !o.input.allow_empty)
        throw Error(ErrorKind::input, said("no reviews to score"),
                    said("check the input and the filters, type a figure with --metric, or say --allow-empty"));
    render::Document document = summary.document(o.prior, session.lang());
    if (reviews == 0 && !metrics.empty()) { // a summary of no reviews says nothing
        document.title = session.say("Figures of the platforms");
        document.blocks.clear();
    }
    metrics.show(document, session);
    write_document(document, o.output, session);
    return end_of_input(lines, o.input);
}

Exit run(const Options& o, Session& session)
{
    const auto typed = typed_metrics(o.metrics, session);
    const bool streams = !o.input.files.empty();
    if (typed.empty() || streams) session.only_read();
    if (!typed.empty() && !streams) keep_metrics(typed, session);
    if (o.output.format != "ndjson") return summarise(o, typed, session);
    std::string out;
    for (const model::Record& record : typed) model::append_line(out, record);
    return streams ? filter_stream(o, std::move(out), session) : filter_store(o, std::move(out), session);
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    add_input(app, o->input, true);
    add_output(app, o->output, {"text", "ndjson", "json", "csv", "markdown"});
    app.add_option("--prior-mean", o->prior.mean, "Positive share expected before any review was read")
        ->check(CLI::Range(0.01, 0.99));
    app.add_option("--prior-strength", o->prior.strength, "How many reviews that expectation is worth")
        ->check(CLI::Range(0.1, 1000.0));
    app.add_option("--metric", o->metrics,
                   "A figure the platform shows, as 'okx-c2c completion 98.2% of 717'; kept in the store")
        ->allow_extra_args(false);
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_score;
const Command command_score{"score", "score reviews: sentiment, causes of complaint, reputation with intervals",
                            StoreUse::write, declare};

} // namespace redress
