// JUnit's XML report: a file is a test case, and fails where a finding is grave enough to fail the run. All its findings
// stand in one failure: readers of this shape differ in what they make of several (GitLab takes one).
#include "render/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace redress::render::findings {
namespace {

// Text that grows without being copied: the counts stand before it, so all of it waits for the end.
class Pieces {
public:
    void add(std::string_view text)
    {
        if (pieces_.empty() || pieces_.back().size() + text.size() > size) {
            pieces_.emplace_back();
            pieces_.back().reserve(std::max(size, text.size()));
        }
        pieces_.back() += text;
    }
    void take(Pieces& other)
    {
        if (other.pieces_.size() == 1)
            add(other.pieces_.front());
        else
            std::move(other.pieces_.begin(), other.pieces_.end(), std::back_inserter(pieces_));
        other.pieces_.clear();
    }
    bool empty() const { return pieces_.empty(); }
    const std::vector<std::string>& all() const { return pieces_; }

private:
    static constexpr std::size_t size = 1u << 16;
    std::vector<std::string> pieces_;
};

class JunitWriter : public FindingsWriter {
public:
    JunitWriter(const FindingsHead& head, Write write) : head_(head), write_(std::move(write)) {}

    void file(std::string_view name) override
    {
        close_case();
        file_ = name;
        in_case_ = true;
    }

    void unreadable(std::string_view name, const std::string& why) override
    {
        close_case();
        ++tests_;
        ++errors_;
        body_.add(fmt::format("    <testcase classname=\"redress.lint\" name=\"{}\" file=\"{}\">\n      <error "
                              "type=\"unreadable\" message=\"{}\"/>\n    </testcase>\n",
                              xml_escaped(name), xml_escaped(name), xml_escaped(why)));
    }

    void finding(const Finding& f) override
    {
        if (f.suppressed != Suppressed::no) return;
        const bool fails = head_.fail_on && f.severity >= *head_.fail_on;
        auto lines = fmt::format("{}:{}:{}: {}: {} [{}]", f.file, f.at.line, f.at.column,
                                 severity_word(f.severity, head_.lang), f.rule->message.in(head_.lang), f.rule->id);
        for (const auto* about : {&f.where, &f.record, &f.person})
            if (!about->empty()) lines += " (" + *about + ")";
        lines += "\n    " + f.match + "\n";
        if (const auto words = suggestion_of(f, head_.lang); !words.empty()) lines += "    " + words + "\n";
        add(fails, lines, f.rule->id);
    }

    void remark(const Diagnostic& remark) override
    {
        add(head_.fail_on && remark.severity >= *head_.fail_on, to_string(remark, head_.lang) + "\n", remark.code);
    }

    void finish(const FindingsTotals& totals) override
    {
        close_case();
        const auto counts = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", tests_, failures_, errors_);
        write_(fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"redress lint\" {}>\n"
                           "  <testsuite name=\"redress lint\" {} skipped=\"0\">\n    <properties>\n",
                           counts, counts));
        const auto property = [&](const char* name, const std::string& value) {
            write_(fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, xml_escaped(value)));
        };
        property("redress.version", head_.version);
        property("rules", std::to_string(head_.rules->rules.size()));
        property("fail_on", head_.fail_on ? to_string(*head_.fail_on) : "never");
        property("checked", std::to_string(totals.checked));
        property("suppressed", std::to_string(totals.suppressed));
        write_("    </properties>\n");
        for (const auto& piece : body_.all()) write_(piece);
        write_("  </testsuite>\n</testsuites>\n");
    }

private:
    void add(bool fails, const std::string& lines, const std::string& rule)
    {
        (fails ? failing_ : remarks_).add(xml_text(lines));
        if (!fails) return;
        ++failed_here_;
        if (std::find(rules_here_.begin(), rules_here_.end(), rule) == rules_here_.end()) rules_here_.push_back(rule);
    }

    void close_case()
    {
        if (!in_case_) return;
        in_case_ = false;
        ++tests_;
        body_.add(fmt::format("    <testcase classname=\"redress.lint\" name=\"{}\" file=\"{}\"", xml_escaped(file_),
                              xml_escaped(file_)));
        if (failing_.empty() && remarks_.empty()) {
            body_.add("/>\n");
            return;
        }
        body_.add(">\n");
        if (!failing_.empty()) {
            ++failures_;
            std::string rules;
            for (const auto& rule : rules_here_) rules += (rules.empty() ? "" : ", ") + rule;
            body_.add(fmt::format("      <failure type=\"wording\" message=\"{}\">",
                                  xml_escaped(said("findings {}: {}", failed_here_, rules).in(head_.lang))));
            body_.take(failing_);
            body_.add("</failure>\n");
        }
        if (!remarks_.empty()) {
            body_.add("      <system-out>");
            body_.take(remarks_);
            body_.add("</system-out>\n");
        }
        body_.add("    </testcase>\n");
        rules_here_.clear();
        failed_here_ = 0;
    }

    // Between tags a line break is one.
    static std::string xml_text(std::string_view text)
    {
        std::string out;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            out += xml_escaped(text.substr(at, end - at)) + (end < text.size() ? "\n" : "");
            at = end + 1;
        }
        return out;
    }

    const FindingsHead& head_;
    Write write_;
    std::string file_;
    Pieces failing_, remarks_, body_; // of the case now open, and all of those closed
    std::vector<std::string> rules_here_;
    std::uint64_t tests_ = 0, failures_ = 0, errors_ = 0, failed_here_ = 0;
    bool in_case_ = false;
};

} // namespace

std::unique_ptr<FindingsWriter> junit(const FindingsHead& head, Write write)
{
    return std::make_unique<JunitWriter>(head, std::move(write));
}

} // namespace redress::render::findings
