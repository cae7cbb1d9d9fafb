// redress/lint/1: for programs, and what --baseline reads.
#include "base/json.hpp"
#include "render/findings.hpp"

namespace redress::render::findings {
namespace {

const char* word(Suppressed suppressed)
{
    return suppressed == Suppressed::in_source ? "inSource" : "external";
}

class JsonWriter : public FindingsWriter {
public:
    JsonWriter(const FindingsHead& head, Write write) : head_(head), write_(std::move(write)) {}

    void finding(const Finding& f) override
    {
        if (f.suppressed != Suppressed::no) {
            one(suppressed_writer_, f);
            return;
        }
        begin();
        one(writer_, f);
        write_(out_);
        out_.clear();
    }

    void remark(const Diagnostic& remark) override
    {
        remark_writer_.begin_object().member("file", shown_name(remark.file)).member("line", remark.line);
        remark_writer_.member("severity", to_string(remark.severity)).member("rule", remark.code);
        remark_writer_.member("message", remark.message.in(head_.lang)).end_object();
    }

    // Suppressed ones stand apart, so that whoever counts findings counts those that count.
    void finish(const FindingsTotals& totals) override
    {
        begin();
        writer_.end_array().key("suppressed").begin_array();
        out_ += suppressed_;
        writer_.end_array().key("remarks").begin_array();
        out_ += remarks_;
        writer_.end_array().key("summary").begin_object();
        writer_.member("files", totals.files)
            .member("checked", totals.checked)
            .member("errors", totals.found[2])
            .member("warnings", totals.found[1])
            .member("notes", totals.found[0])
            .member("suppressed", totals.suppressed)
            .member("malformed", totals.malformed)
            .member("unreadable", totals.unreadable);
        writer_.end_object().end_object();
        write_(out_ + "\n");
        out_.clear();
    }

private:
    void begin()
    {
        if (begun_) return;
        begun_ = true;
        writer_.begin_object().member("schema", "redress/lint/1").key("findings").begin_array();
    }

    void one(json::Writer& w, const Finding& f) const
    {
        const auto& rule = *f.rule;
        const auto maybe = [&](const char* key, const std::string& value) {
            w.key(key);
            if (value.empty())
                w.null();
            else
                w.value(value);
        };
        w.begin_object().member("file", shown_name(f.file));
        maybe("record", f.record);
        maybe("where", f.where);
        if (!f.person.empty()) w.member("person", f.person);
        w.member("line", f.at.line).member("column", f.at.column);
        w.member("end_line", f.at.end_line).member("end_column", f.at.end_column);
        w.member("severity", to_string(f.severity)).member("category", rule.category).member("rule", rule.id);
        w.member("message", rule.message.in(head_.lang)).member("match", f.match);
        w.member("suggestion", suggestion_of(f, head_.lang)).member("why", rule.why.in(head_.lang));
        w.member("fingerprint", f.fingerprint).key("suppressed");
        if (f.suppressed == Suppressed::no)
            w.null();
        else
            w.value(word(f.suppressed));
        if (!f.justification.empty()) w.member("justification", f.justification);
        w.end_object();
    }

    const FindingsHead& head_;
    Write write_;
    std::string out_, suppressed_, remarks_;
    json::Writer writer_{out_}, suppressed_writer_{suppressed_}, remark_writer_{remarks_};
    bool begun_ = false;
};

} // namespace

std::unique_ptr<FindingsWriter> json(const FindingsHead& head, Write write)
{
    return std::make_unique<JsonWriter>(head, std::move(write));
}

} // namespace redress::render::findings
