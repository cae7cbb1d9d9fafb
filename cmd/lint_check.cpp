#include "lint_check.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace redress {
namespace {

bool is_record_stream(std::string_view bytes)
{
    const auto first = bytes.substr(0, std::min(bytes.find('\n'), bytes.size()));
    const auto json = json::parse(first);
    return json && (*json)["schema"].string_or("").substr(0, 8) == "redress/";
}

std::string shown(const std::string& path)
{
    return path == "-" ? "<stdin>" : path;
}

} // namespace

LintRun::LintRun(std::shared_ptr<const analyze::Rulebook> book, const LintOptions& options, const LintSettings& settings,
                 Session& session, LintSieve& sieve, render::FindingsWriter& output)
    : options_(options), settings_(settings), session_(session), linter_(std::move(book)), sieve_(sieve), output_(output)
{}

void LintRun::file(const std::string& path)
{
    const auto mapped = path == "-" ? MappedFile::from_stdin() : MappedFile::open(path);
    const auto name = shown(path);
    ++totals_.files;
    output_.file(name);
    sieve_.begin(name);
    seen_.clear();
    auto bytes = mapped.bytes();
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
    if (options_.records || (!options_.text && is_record_stream(bytes))) return records(bytes, name);
    auto kind = options_.kind;
    if (kind.empty()) kind = kind_in_name(path);
    if (kind.empty()) kind = settings_.kind;
    if (kind.empty()) kind = "reply";
    if (text::is_valid_utf8(bytes)) return lines(bytes, name, kind);
    const auto decoded = text::decode(bytes, text::detect_encoding(bytes.substr(0, 1U << 16), bytes.size() <= (1U << 16)));
    if (decoded.faults)
        session_.warn(
            {Severity::warning, name, 0, 1, said("{} characters could not be read", decoded.faults), "bad-encoding"});
    lines(decoded.text, name, kind);
}

void LintRun::lines(std::string_view bytes, const std::string& name, const std::string& kind)
{
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = std::min(bytes.find('\n', at), bytes.size());
        auto line = bytes.substr(at, end - at);
        at = end + 1;
        ++number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (suppression_in(line))
            sieve_.comment(number, line);
        else if (!text::trim(line).empty())
            check(line, name, number, kind, options_.lint_lang, nullptr);
    }
    sieve_.end(totals_);
}

void LintRun::records(std::string_view bytes, const std::string& name)
{
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = std::min(bytes.find('\n', at), bytes.size());
        const auto line = bytes.substr(at, end - at);
        at = end + 1;
        ++number;
        if (text::trim(line).empty()) continue;
        const auto json = json::parse(line);
        if (json && json->is_object() && json->find("type")) {
            record(*json, name, number);
            continue;
        }
        ++totals_.malformed;
        session_.warn({Severity::warning, name, number, 1, said("the line is no record"), "bad-record"});
    }
    sieve_.end(totals_);
}

void LintRun::record(const Json& json, const std::string& name, std::uint64_t line)
{
    if (json["type"].string_or("") != "message") return;
    const auto role = json["role"].string_or("");
    if (!role.empty() && role != "seller") return;
    if (json["extra"]["private"].boolean().value_or(false)) return; // said to colleagues only
    const auto text = json["text"].string_or("");
    if (text::trim(text).empty()) return;
    const auto& kinds = profile::rule_kinds();
    auto kind = json["kind"].string_or("");
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kind = options_.kind;
    if (kind.empty()) kind = settings_.kind;
    if (kind.empty()) kind = "reply";
    const auto lang = options_.lint_lang.empty() ? json["lang"].string_or("") : options_.lint_lang;
    const auto id = json["id"].string_or("");
    check(text, name, line, kind, lang, &id);
}

void LintRun::check(std::string_view text, const std::string& name, std::uint64_t line, std::string_view kind,
                    std::string_view lang, const std::string* id)
{
    const auto record = id ? *id : std::string();
    ++totals_.checked;
    for (const auto& found : linter_.check({.text = text, .kind = kind, .languages = analyze::languages_of(text, lang)})) {
        const auto& rule = *found.rule;
        const auto begin = found.offset ? text.rfind('\n', found.offset - 1) : std::string_view::npos;
        const auto start = begin == std::string_view::npos ? 0 : begin + 1;
        render::Finding f;
        f.rule = found.rule;
        f.severity = found.severity;
        f.file = name;
        f.record = record;
        f.columns_of_text = id != nullptr;
        f.line_text = text.substr(start, text.find('\n', found.offset) - start);
        f.offset = found.offset - start;
        f.match = found.match;
        f.at = columns_.stretch(line, f.line_text, f.offset, f.match);
        const auto nth = std::to_string(++seen_[hash::sha256_fields({rule.id, record, found.match})]);
        f.fingerprint = hash::sha256_fields({rule.id, sieve_.place(), record, found.match, nth}).substr(0, 32);
        if (!sieve_.admit(f)) continue;
        totals_.count(f);
        output_.finding(f);
    }
}

void LintRun::unreadable(const std::string& path, const std::string& why)
{
    ++totals_.unreadable;
    output_.unreadable(shown(path), why);
}

} // namespace redress
