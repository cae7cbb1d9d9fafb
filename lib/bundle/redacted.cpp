#include "bundle/redacted.hpp"

#include "analyze/card_keys.hpp"
#include "analyze/redact_record.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::bundle {
namespace {

using Traces = std::map<std::string, std::vector<std::string>>;

// Messages of one sender in which a number goes on, redacted together; `json` are those of one conversation, in order.
void redact_runs(std::vector<Json*>& json, analyze::Redactor& redactor, Traces& gone)
{
    for (std::size_t first = 0; first < json.size();) {
        auto end = first + 1;
        while (end < json.size() && analyze::goes_on(*json[end - 1], *json[end])) ++end;
        std::vector<std::string> texts;
        for (auto i = first; i < end; ++i) texts.push_back((*json[i])["text"].string_or(""));
        if (texts.size() > 1) {
            std::vector<std::string> trace;
            redactor.trace(&trace);
            texts = redactor.apply_all(texts, "");
            redactor.trace(nullptr);
            for (auto i = first; i < end; ++i) {
                auto& list = gone[(*json[i])["id"].string_or("")];
                list.insert(list.end(), trace.begin(), trace.end());
                json[i]->set("text", texts[i - first]);
            }
        }
        first = end;
    }
}

bool is_word_of(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool holds(std::string_view text, std::string_view value)
{
    if (value.empty()) return false;
    for (auto at = text.find(value); at != std::string_view::npos; at = text.find(value, at + 1)) {
        const auto end = at + value.size();
        const bool runs_on = (at > 0 && is_word_of(text[at - 1]) && is_word_of(value.front())) ||
                             (end < text.size() && is_word_of(text[end]) && is_word_of(value.back()));
        if (!runs_on) return true;
    }
    return false;
}

// Where characters can stand as entities, in parts or packed: what is looked through there is not what a reader sees.
bool is_markup(std::string_view form)
{
    static constexpr std::array<std::string_view, 9> forms{"html", "htm", "xml",        "eml", "mbox",
                                                           "mht",  "svg", "wechat_sql", "rtf"};
    return std::any_of(forms.begin(), forms.end(), [form](auto one) { return form.ends_with(one); });
}

// Plain text by its name and its look; all else can hold what nobody sees.
bool is_plain_text(const std::string& suffix, std::string_view bytes)
{
    static constexpr std::array<std::string_view, 6> plain{".txt", ".text", ".md", ".log", ".csv", ".tsv"};
    return std::find(plain.begin(), plain.end(), suffix) != plain.end() && bytes.find('\0') == std::string_view::npos &&
           !bytes.starts_with("%PDF") && text::is_valid_utf8(bytes);
}

std::size_t count_of(std::string_view text, std::string_view value)
{
    std::size_t count = 0;
    for (auto at = text.find(value); at != std::string_view::npos; at = text.find(value, at + value.size())) ++count;
    return count;
}

std::vector<std::string> traces_of(const analyze::Redaction& redaction)
{
    if (redaction.shown == analyze::Shown::token) return {"[" + redaction.token + "]"};
    std::vector<std::string> out;
    for (const auto& written : redaction.written) out.push_back(analyze::mask_secret(written));
    return out;
}

} // namespace

Redacted redact_material(analyze::Material& material, std::vector<analyze::Exhibit>& exhibits, analyze::Redactor redactor,
                         std::string key)
{
    Redacted out{std::make_shared<analyze::Redactor>(std::move(redactor)), std::move(key), {}};
    std::vector<Json> records;
    records.reserve(material.records.size());
    std::map<std::string, std::vector<Json*>> conversations;
    for (const auto& record : material.records) {
        records.push_back(model::to_json(record));
        if (const auto* message = std::get_if<model::Message>(&record.body))
            conversations[record.shop + "/" + message->thread].push_back(&records.back());
    }
    for (auto& [thread, messages] : conversations) redact_runs(messages, *out.by, out.gone);
    for (std::size_t i = 0; i < records.size(); ++i) {
        auto& record = material.records[i];
        out.by->trace(&out.gone[record.id]);
        analyze::redact_record(records[i], "", *out.by);
        out.by->trace(nullptr);
        if (auto redacted = model::from_json(records[i])) {
            redacted->sources = record.sources; // read back they would be the same; here they are for certain
            record = std::move(*redacted);
        }
    }
    // Titles are made of names: planned again from what is left of them.
    std::map<std::string, std::string> titles;
    for (const auto& exhibit : analyze::plan_exhibits(material))
        for (const auto& id : exhibit.records) titles[id] = exhibit.title;
    for (auto& exhibit : exhibits)
        if (!exhibit.records.empty()) exhibit.title = titles[exhibit.records.front()];
    return out;
}

std::string redact_custody(const std::string& lines, analyze::Redactor& redactor)
{
    std::string out;
    for (const auto line : text::split(lines, '\n')) {
        if (line.empty()) continue;
        const auto row = json::parse(line);
        bool names = false;
        for (const auto* key : {"object", "detail"})
            if (row && row->find(key))
                names = names ||
                        redactor.names_somebody((*row)[key].is_string() ? (*row)[key].string_or("") : (*row)[key].dump());
        if (names)
            out +=
                Json::object().set("schema", (*row)["schema"]).set("seq", (*row)["seq"]).set("hash", (*row)["hash"]).dump();
        else
            out += line;
        out += '\n';
    }
    return out;
}

std::optional<std::string> redact_slice(const Redacted& redacted, const SourceFile& source, const Span& span,
                                        const std::string& bytes, const std::string& file)
{
    if (is_markup(source.format)) return std::nullopt;
    const auto encoding = source.at(span.offset).encoding;
    const auto text = encoding.empty() ? text::repair_utf8(bytes).text : text::decode(bytes, encoding).text;
    std::string out;
    auto json = json::parse(text::trim(text));
    if (json && (json->is_object() || json->is_array())) {
        out = analyze::redact_json(*json, file, *redacted.by) ? json->dump() + "\n" : text;
    } else {
        if (source.format.ends_with("json")) return std::nullopt;
        out = redacted.by->apply(text, file);
    }
    if (const auto gone = redacted.gone.find(span.record); gone != redacted.gone.end())
        for (const auto& value : gone->second)
            if (holds(out, value)) return std::nullopt;
    return out;
}

std::optional<std::string> redact_document(const Redacted& redacted, const Original& original, const std::string& suffix,
                                           const std::string& file)
{
    constexpr std::uint64_t most = 64U << 20; // held whole
    if (original.bytes > most) return std::nullopt;
    const auto bytes = read_file(original.place);
    if (!is_plain_text(suffix, bytes)) return std::nullopt;
    return redacted.by->apply(bytes, file);
}

Json redactions_json(const Redacted& redacted, const std::string& case_id, const std::vector<File>& files)
{
    auto redactions = redacted.by->redactions();
    for (auto& one : redactions) {
        one.places.clear();
        for (const auto& trace : traces_of(one))
            for (const auto& file : files)
                if (const auto count = count_of(file.text.empty() ? file.bytes : file.text, trace))
                    one.places[file.path.substr(5)] += count;
    }
    return analyze::redaction_log(redactions, redacted.key, case_id);
}

} // namespace redress::bundle
