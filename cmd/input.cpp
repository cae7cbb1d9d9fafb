#include "input.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "model/codec.hpp"
#include "options.hpp"
#include "store/cases.hpp"
#include "store/records.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace redress {

void add_input(CLI::App& app, InputOptions& options, bool with_order)
{
    app.add_option("FILE", options.files, "Record streams to read instead of the store; '-' is standard input");
    app.add_option("--since", options.since, "Only from this time on");
    app.add_option("--until", options.until, "Only before this time");
    if (with_order) {
        app.add_option("--order", options.order, "Only reviews of this order");
        app.add_option("--case", options.case_word, "Only reviews of this case (store only)");
    }
    app.add_flag("--allow-empty", options.allow_empty, "Nothing to look at is no failure");
    app.add_flag("--strict", options.strict, "A malformed line is a failure");
}

bool is_record_stream(std::string_view bytes)
{
    constexpr std::size_t far = 1U << 20;
    const auto head = bytes.substr(0, far);
    const auto first = head.substr(0, std::min(head.find('\n'), head.size()));
    if (!first.starts_with('{') || first.find("\"redress/") == std::string_view::npos) return false;
    const auto json = json::parse(first);
    const auto schema = json ? (*json)["schema"].string_or("") : std::string();
    return schema.size() > 8 && schema.starts_with("redress/") && schema[8] >= '0' && schema[8] <= '9';
}

bool Span::holds(const std::optional<Instant>& at) const
{
    if (!since && !until) return true;
    return at && (!since || *at >= *since) && (!until || *at < *until);
}

Span span_of(const InputOptions& options, const Session& session)
{
    Span span;
    if (!options.since.empty()) span.since = parse_time_option(options.since, "--since", session);
    if (!options.until.empty()) span.until = parse_time_option(options.until, "--until", session);
    return span;
}

Lines each_line(Session& session, const InputOptions& options, const std::function<void(Json&&)>& take,
                const std::function<void(std::string_view)>& bad)
{
    Lines lines;
    for (const std::string& file : options.files)
        read_record_lines(
            file,
            [&](std::uint64_t, Json&& json) {
                ++lines.taken;
                take(std::move(json));
            },
            [&](std::uint64_t line, std::string_view text) {
                ++lines.malformed;
                session.warn({Severity::warning, file, line, 1, said("not a JSON object"), "bad-record"});
                bad(text);
            });
    return lines;
}

namespace {

void from_store(Session& session, const InputOptions& options, const std::vector<std::string>& types,
                const std::function<void(const model::Record&)>& take)
{
    store::Filter filter;
    filter.types = types;
    filter.order = options.order;
    if (!session.options().shop.empty()) filter.shop = session.shop();
    if (!options.case_word.empty()) filter.case_id = store::find_case(session.store(), options.case_word).id;
    const Span span = span_of(options, session);
    filter.since = span.since;
    filter.until = span.until;
    store::each(session.store(), filter, take);
}

} // namespace

Lines each_record(Session& session, const InputOptions& options, const std::vector<std::string>& types,
                  const std::function<void(const model::Record&)>& take)
{
    Lines lines;
    if (options.files.empty()) {
        from_store(session, options, types, [&](const model::Record& record) {
            ++lines.taken;
            take(record);
        });
        return lines;
    }
    if (!options.case_word.empty())
        throw Error(ErrorKind::usage, said("--case needs the store"), said("leave it out when reading a record stream"));
    const Span span = span_of(options, session);
    for (const std::string& file : options.files) {
        const auto report = [&](std::uint64_t line, const Said& why) {
            ++lines.malformed;
            session.warn({Severity::warning, file, line, 1, why, "bad-record"});
        };
        read_record_lines(
            file,
            [&](std::uint64_t line, Json&& json) {
                std::string why;
                const auto record = model::from_json(json, &why);
                if (!record) return report(line, model::why_words(why));
                if (std::find(types.begin(), types.end(), model::type_of(record->body)) == types.end()) return;
                if (!session.options().shop.empty() && record->shop != session.shop()) return;
                const model::Stamp* when = model::time_of(record->body);
                if (when != nullptr && !span.holds(when->at)) return;
                const auto* review = std::get_if<model::Review>(&record->body);
                if (!options.order.empty() && (review == nullptr || review->order != options.order)) return;
                ++lines.taken;
                take(*record);
            },
            [&](std::uint64_t line, std::string_view) { report(line, said("not a JSON object")); });
    }
    return lines;
}

Exit end_of_input(const Lines& lines, const InputOptions& options)
{
    if (lines.malformed == 0) return Exit::ok;
    return options.strict ? Exit::failed : Exit::findings;
}

} // namespace redress
