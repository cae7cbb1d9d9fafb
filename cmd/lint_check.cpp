#include "lint_check.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "input.hpp"
#include "lint_finding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace redress {
namespace {

std::string shown(const std::string& path)
{
    return path == "-" ? "<stdin>" : path;
}

} // namespace

LintRun::LintRun(std::shared_ptr<const analyze::Rulebook> book, const LintOptions& options, const LintSettings& settings,
                 Session& session, LintSieve& sieve, render::FindingsWriter& output)
    : options_(options), session_(session), team_(std::move(book)), sieve_(sieve), output_(output),
      uses_(options.said, settings, options.encoding, options.text)
{}

void LintRun::file(const std::string& path)
{
    file(path, path == "-" ? MappedFile::from_stdin() : MappedFile::open(path));
}

void LintRun::file(const std::string& path, const MappedFile& content, bool again)
{
    again_ = again;
    name_ = shown(path);
    ++totals_.files;
    output_.file(name_);
    sieve_.begin(name_);
    seen_.clear();
    const auto use = uses_.of_file(path);
    auto bytes = content.bytes();
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    is_records_ = options_.records || (!options_.text && is_record_stream(bytes));
    if (is_records_)
        records(content, use);
    else
        prose(content, use);
    if (!again_) sieve_.end(totals_, output_);
}

void LintRun::prose(const MappedFile& file, const LintFileUse& use)
{
    const auto report =
        ingest::read_prose(file, name_, use.options, [&](const ingest::ProseBatch& batch) { check(batch, use); });
    encoding_ = report.encoding;
    if (again_) return;
    totals_.malformed += report.malformed;
    for (const auto& remark : report.remarks) session_.warn(remark);
    if (report.faults)
        session_.warn(
            {Severity::warning, name_, 0, 1, said("{} characters could not be read", report.faults), "bad-encoding"});
    if (report.skipped && session_.options().verbose)
        session_.note(said("{}: {} cells, values or blocks of code hold no wording", name_, report.skipped));
}

void LintRun::records(const MappedFile& file, const LintFileUse& use)
{
    ingest::ProseReport report;
    const ingest::ProseTake take = [&](const ingest::ProseBatch& batch) { check(batch, use); };
    ingest::ProseSink sink(report, take);
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
        session_.warn({Severity::warning, name_, number, 1, said("the line is no record"), "bad-record"});
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

void LintRun::check(const ingest::ProseBatch& batch, const LintFileUse& use)
{
    for (const auto& comment : batch.comments) sieve_.comment(comment.line, comment.text);
    std::vector<LintTextUse> uses;
    for (const auto& says : batch.says) uses.push_back(uses_.of_text(use, says));
    texts_.clear();
    found_.clear();
    for (const auto& text : batch.texts) {
        const auto& where = uses[text.says];
        std::optional<analyze::Languages> languages;
        if (!where.lang.empty()) languages = analyze::languages_of(text.text, where.lang);
        texts_.push_back({text.text, where.kind, languages, where.scope, text.complete});
    }
    totals_.checked += texts_.size();
    team_.check_all(texts_, found_);
    std::vector<render::Finding> remarks;
    for (const auto& remark : batch.remarks) {
        remarks.push_back(finding_of(batch, remark, columns_));
        remarks.back().severity = analyze::severity_of(*remarks.back().rule, *uses[remark.says].scope);
    }
    const auto before = [](const render::Finding& a, const render::Finding& b) {
        return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    };
    std::stable_sort(remarks.begin(), remarks.end(), before);
    auto remark = remarks.begin();
    for (const auto& one : found_) {
        auto f = finding_of(batch, one, is_records_, columns_);
        for (; remark != remarks.end() && before(*remark, f); ++remark) report(std::move(*remark));
        report(std::move(f));
    }
    for (; remark != remarks.end(); ++remark) report(std::move(*remark));
}

void LintRun::report(render::Finding f)
{
    f.file = name_;
    const auto nth = std::to_string(++seen_[hash::sha256_fields({f.rule->id, f.record, f.match})]);
    f.fingerprint = hash::sha256_fields({f.rule->id, sieve_.place(), f.record, f.match, nth}).substr(0, 32);
    if (!sieve_.admit(f)) return;
    totals_.count(f);
    output_.finding(f);
}

void LintRun::unreadable(const std::string& path, const std::string& why)
{
    ++totals_.unreadable;
    output_.unreadable(shown(path), why);
}

} // namespace redress
