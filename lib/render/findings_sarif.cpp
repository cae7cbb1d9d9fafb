// SARIF 2.1.0 (OASIS standard, 2020): runs, tool.driver.rules, results with partialFingerprints and suppressions.
// Written as it comes: the rules first, results as they are found, what was looked at and how it ended last.
#include "render/findings_sarif.hpp"

#include "render/words.hpp"

#include <map>

namespace redress::render::findings {
namespace {

// An artifact location is a URI reference: everything but unreserved characters and '/' is percent-encoded.
std::string percent_encoded(std::string_view path)
{
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~' || c == '/';
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4];
        out += hex[byte & 15];
    }
    return out;
}

class SarifWriter : public FindingsWriter {
public:
    SarifWriter(const FindingsHead& head, Write write) : head_(head), write_(std::move(write))
    {
        std::uint64_t row = 0;
        for (const auto& rule : head.rules->rules) rule_rows_.try_emplace(rule.id, row++);
    }

    void file(std::string_view name) override { index_of(name); }

    void unreadable(std::string_view name, const std::string& why) override
    {
        index_of(name);
        notices_.push_back({Severity::error, std::string(name), 0, 1, as_is(why), ""});
    }

    void remark(const Diagnostic& remark) override { notices_.push_back(remark); }

    void finding(const Finding& f) override
    {
        begin();
        const auto& rule = *f.rule;
        w_.begin_object().member("ruleId", rule.id);
        if (const auto row = rule_rows_.find(rule.id); row != rule_rows_.end()) w_.member("ruleIndex", row->second);
        w_.member("level", to_string(f.severity));
        const auto suggestion = suggestion_of(f, head_.lang);
        const auto& message = rule.message.in(head_.lang);
        w_.key("message").begin_object();
        w_.member("text", suggestion.empty() ? message : message + "; " + suggestion).end_object();
        location(f);
        w_.key("partialFingerprints").begin_object().member("redressWording/v1", f.fingerprint).end_object();
        suppressions(f);
        properties(f);
        w_.end_object();
        hand_on();
    }

    void finish(const FindingsTotals& totals) override
    {
        begin();
        w_.end_array();
        w_.key("artifacts").begin_array();
        for (const auto& name : files_) {
            w_.begin_object().key("location");
            artifact(name, false);
            w_.key("roles").begin_array().value("analysisTarget").end_array();
            w_.end_object();
            hand_on();
        }
        w_.end_array();
        w_.key("invocations").begin_array().begin_object();
        w_.member("executionSuccessful", totals.exit_code < 2).member("exitCode", totals.exit_code);
        w_.key("toolExecutionNotifications").begin_array();
        for (const auto& one : notices_) notice(one);
        w_.end_array().end_object().end_array();
        w_.end_object().end_array().end_object();
        out_ += '\n';
        hand_on();
    }

private:
    void begin()
    {
        if (begun_) return;
        begun_ = true;
        w_.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
        w_.key("runs").begin_array().begin_object();
        w_.key("tool").begin_object().key("driver").begin_object();
        w_.member("name", "redress").member("version", head_.version).member("semanticVersion", head_.version);
        w_.member("language", is_chinese(head_.lang) ? "zh-CN" : "en-US");
        write_sarif_rules(w_, head_);
        w_.end_object().end_object();
        w_.member("language", is_chinese(head_.lang) ? "zh-CN" : "en-US").member("columnKind", "utf16CodeUnits");
        w_.key("results").begin_array();
    }

    void hand_on()
    {
        write_(out_);
        out_.clear();
    }

    std::size_t index_of(std::string_view name)
    {
        const auto [at, fresh] = indexes_.try_emplace(std::string(name), files_.size());
        if (fresh) files_.emplace_back(name);
        return at->second;
    }

    // GitHub reads relative ones from the root of the repository.
    void artifact(std::string_view name, bool with_index)
    {
        w_.begin_object();
        if (name == "<stdin>")
            w_.member("uri", "stdin");
        else if (const auto path = repository_path(name, head_); path.starts_with('/'))
            w_.member("uri", "file://" + percent_encoded(path));
        else
            w_.member("uri", percent_encoded(path)).member("uriBaseId", "%SRCROOT%");
        if (with_index) w_.member("index", static_cast<std::uint64_t>(index_of(name)));
        w_.end_object();
    }

    void notice(const Diagnostic& one)
    {
        w_.begin_object().member("level", to_string(one.severity)).key("message").begin_object();
        w_.member("text", one.message.in(head_.lang)).end_object();
        if (const auto row = rule_rows_.find(one.code); row != rule_rows_.end())
            w_.key("associatedRule").begin_object().member("id", one.code).member("index", row->second).end_object();
        w_.key("locations").begin_array().begin_object().key("physicalLocation").begin_object().key("artifactLocation");
        artifact(one.file, true);
        if (one.line) w_.key("region").begin_object().member("startLine", one.line).end_object();
        w_.end_object().end_object().end_array().end_object();
    }

    void location(const Finding& f)
    {
        w_.key("locations").begin_array().begin_object().key("physicalLocation").begin_object().key("artifactLocation");
        artifact(f.file, true);
        w_.key("region").begin_object().member("startLine", f.at.line);
        if (!f.columns_of_text) {
            w_.member("startColumn", f.at.utf16_column);
            if (f.at.end_line > f.at.line) w_.member("endLine", f.at.end_line);
            w_.member("endColumn", f.at.utf16_end_column);
            w_.key("snippet").begin_object().member("text", f.match).end_object();
        }
        w_.end_object().end_object();
        if (!f.record.empty() || !f.where.empty()) {
            w_.key("logicalLocations").begin_array();
            if (!f.record.empty()) w_.begin_object().member("name", f.record).member("kind", "message").end_object();
            if (!f.where.empty()) w_.begin_object().member("name", f.where).member("kind", "member").end_object();
            w_.end_array();
        }
        w_.end_object().end_array();
    }

    void suppressions(const Finding& f)
    {
        w_.key("suppressions").begin_array();
        if (f.suppressed != Suppressed::no) {
            w_.begin_object().member("kind", f.suppressed == Suppressed::in_source ? "inSource" : "external");
            if (!f.justification.empty()) w_.member("justification", f.justification);
            w_.end_object();
        }
        w_.end_array();
    }

    void properties(const Finding& f)
    {
        w_.key("properties").begin_object().member("category", f.rule->category);
        if (!f.person.empty()) w_.member("person", f.person);
        // Where columns of the file would lie: what was found, and where in the text.
        if (f.columns_of_text) w_.member("match", f.match).member("column", f.at.utf16_column);
        w_.end_object();
    }

    const FindingsHead& head_;
    Write write_;
    std::string out_;
    json::Writer w_{out_};
    std::vector<std::string> files_;
    std::map<std::string, std::size_t> indexes_;
    std::map<std::string_view, std::uint64_t> rule_rows_;
    Diagnostics notices_;
    bool begun_ = false;
};

} // namespace

std::unique_ptr<FindingsWriter> sarif(const FindingsHead& head, Write write)
{
    return std::make_unique<SarifWriter>(head, std::move(write));
}

} // namespace redress::render::findings
