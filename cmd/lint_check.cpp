#include "lint_check.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "input.hpp"
#include "lint_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace redress {
namespace {

// So many bytes of texts are worth another round of the team.
constexpr std::size_t enough = 64U << 10;

std::string shown(const std::string& path)
{
    return path == "-" ? "<stdin>" : path;
}

} // namespace

LintRun::LintRun(std::shared_ptr<const analyze::Rulebook> book, const LintOptions& options, const LintSettings& settings,
                 Session& session, LintSieve& sieve, render::FindingsWriter& output)
    : options_(options), session_(session), team_(std::move(book)), sieve_(sieve), output_(output),
      uses_(options.said, settings, options.encoding, options.text), reading_(std::make_unique<LintGroup>())
{}

LintRun::~LintRun() = default;

void LintRun::file(const std::string& path)
{
    if (path == "-") return file(path, MappedFile::from_stdin());
    read(path, std::make_shared<const MappedFile>(MappedFile::open(path)), false);
}

void LintRun::file(const std::string& path, const MappedFile& content, bool again)
{
    try {
        read(path, {std::shared_ptr<void>(), &content}, again);
    } catch (...) {
        finish(); // what was read stands in the content
        throw;
    }
    finish();
}

void LintRun::read(const std::string& path, const std::shared_ptr<const MappedFile>& content, bool again)
{
    auto bytes = content->bytes();
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const bool are_records = options_.records || (!options_.text && is_record_stream(bytes));
    input_ = std::make_shared<const LintInput>(LintInput{shown(path), again, are_records});
    reading_->steps.push_back({LintStep::What::begin, input_, {}, {}, {}});
    const auto use = uses_.of_file(path);
    ingest::ProseReport report;
    if (are_records)
        records(*content, use);
    else
        report = ingest::read_prose(content, input_->name, use.options,
                                    [&](ingest::ProseBatch&& batch) { take(std::move(batch), use); });
    encoding_ = report.encoding;
    reading_->steps.push_back({LintStep::What::end, input_, {}, {}, std::move(report)});
}

void LintRun::take(ingest::ProseBatch&& batch, const LintFileUse& use)
{
    auto& step = reading_->steps.emplace_back(LintStep{LintStep::What::texts, input_, std::move(batch), {}, {}});
    for (const auto& says : step.batch.says) step.uses.push_back(uses_.of_text(use, says));
    for (const auto& text : step.batch.texts) {
        const auto& where = step.uses[text.says];
        std::optional<analyze::Languages> languages;
        if (!where.lang.empty()) languages = analyze::languages_of(text.text, where.lang);
        reading_->texts.push_back({text.text, where.kind, languages, where.scope, text.complete});
        reading_->bytes += text.text.size();
    }
    if (reading_->bytes >= enough) hand_over();
}

// To the team, which checks it while what it had before is reported and more is read.
void LintRun::hand_over()
{
    const auto done = std::move(checking_);
    if (done) done->checked.get();
    checking_ = std::exchange(reading_, std::make_unique<LintGroup>());
    checking_->checked =
        std::async(std::launch::async, [this, group = checking_.get()] { team_.check_all(group->texts, group->found); });
    if (done) report(*done);
}

void LintRun::finish()
{
    if (checking_) hand_over();
    const auto last = checking_ ? std::move(checking_) : std::exchange(reading_, std::make_unique<LintGroup>());
    if (last->checked.valid())
        last->checked.get();
    else
        team_.check_all(last->texts, last->found);
    report(*last);
}

void LintRun::records(const MappedFile& file, const LintFileUse& use)
{
    finish(); // of files before this: lines that are no record are told on the way
    ingest::ProseReport report;
    const ingest::ProseTake taken = [&](ingest::ProseBatch&& batch) { take(std::move(batch), use); };
    ingest::ProseSink sink(report, taken, nullptr);
    const auto bytes = file.bytes();
    json::Reader reader;
    std::uint64_t number = 0;
    for (std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < bytes.size();) {
        const auto end = std::min(bytes.find('\n', at), bytes.size());
        const auto line = bytes.substr(at, end - at);
        at = end + 1;
        ++number;
        if (text::trim(line).empty()) continue;
        auto json = reader.value(line);
        if (!json) json = json::parse(line);
        if (json && json->is_object() && json->find("type")) {
            record(*json, number, sink);
            file.release(at);
            continue;
        }
        ++totals_.malformed;
        session_.warn({Severity::warning, input_->name, number, 1, said("the line is no record"), "bad-record"});
    }
    sink.flush();
}

void LintRun::record(const Json& json, std::uint64_t line, ingest::ProseSink& sink)
{
    if (json["type"].string_or("") != "message") return;
    const auto role = json["role"].string_or("");
    if (!role.empty() && role != "seller") return;
    if (json["extra"]["private"].boolean().value_or(false)) return; // said to colleagues only
    auto text = json["text"].string_or("");
    if (text::trim(text).empty()) return;
    ingest::ProseSays says;
    for (const auto* key : {"kind", "lang", "platform", "jurisdiction"})
        if (const auto word = json[key].string()) ingest::take_prose_key(key, *word, says);
    ingest::ProseText out;
    out.text = out.whole = sink.batch().held.emplace_back(std::move(text));
    out.line = line;
    out.says = sink.say(says);
    out.spot = sink.spot(json["id"].string_or(""));
    sink.add(out);
    sink.rest();
}

} // namespace redress
