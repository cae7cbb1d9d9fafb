#include "bundle/package.hpp"

#include "base/text.hpp"
#include "bundle/proof.hpp"
#include "bundle/verify_text.hpp"
#include "render/pdf.hpp"
#include "render/renderer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace redress::bundle {
namespace {

std::string suffix_of(const model::Document& document)
{
    const auto dot = document.name.rfind('.');
    auto suffix = dot == std::string::npos ? std::string() : text::lower_ascii(document.name.substr(dot + 1));
    const bool plain = !suffix.empty() && suffix.size() <= 8 &&
                       suffix.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
    return plain ? "." + suffix : std::string(".bin");
}

bool is_mail(const std::string& format)
{
    return format == "eml" || format == "mbox";
}

class Builder {
public:
    explicit Builder(const Contents& contents) : contents_(contents), records_(index_records(contents.material)) {}

    Built build()
    {
        look_at_places();
        for (const auto& exhibit : contents_.exhibits) add_exhibit(exhibit);
        add({"data/index.csv", index_csv(built_.index), {}});
        add({"data/index.html", index_html(built_.index, contents_.material.facts, contents_.view), {}});
        add({"data/slices.csv", slices_csv(slices_), {}});
        add({"data/journal.ndjson", contents_.custody, {}});
        add({"data/redactions.json", redactions().dump(2) + "\n", {}});
        built_.files = make_bag(std::move(payload_), info(), {{verify_file, verify_text(contents_.view.case_id, {}), {}}});
        return std::move(built_);
    }

private:
    void add(File file) { payload_.push_back(std::move(file)); }

    // Adds a file and its row of the index.
    IndexRow& add_row(const analyze::Exhibit& exhibit, File file, const std::string& form)
    {
        IndexRow row;
        row.label = exhibit.label;
        row.title = exhibit_title(exhibit, contents_.view);
        row.kind = exhibit.kind;
        row.grade = exhibit.grade;
        row.shows = mask_keys(shown_words(exhibit, records_, contents_.view)).text;
        row.file = file.path.substr(5);
        row.bytes = size_of(file);
        row.sha256 = sha256_of(file);
        row.records = exhibit.records.size();
        row.form = form;
        add(std::move(file));
        built_.index.push_back(std::move(row));
        return built_.index.back();
    }

    void add_exhibit(const analyze::Exhibit& exhibit)
    {
        const auto base = fmt::format("data/{:04}_exhibit-{}_", exhibit.number, exhibit.label);
        if (exhibit.kind == "document") {
            add_document(exhibit, base);
            return;
        }
        add_pages(exhibit, base + exhibit.kind);
        const auto lines = base + (exhibit.kind == "transcript" ? "messages" : exhibit.kind + "-records") + ".ndjson";
        add_row(exhibit, {lines, exhibit_lines(exhibit, records_, contents_.view, lines.substr(5), masks_), {}}, "records");
        if (exhibit.kind != "statement") add_slices(exhibit, base);
    }

    void add_pages(const analyze::Exhibit& exhibit, const std::string& base)
    {
        auto page = exhibit_page(exhibit, records_, contents_.view, base.substr(5) + ".txt", masks_);
        auto pdf = render::render_pdf(page);
        const int first = contents_.first_page(exhibit, pdf.pages);
        page.first_number = fmt::format("RDR-{:06}", first);
        pdf = render::render_pdf(page);
        for (auto& glyph : pdf.missing) built_.missing_glyphs.push_back(std::move(glyph));
        const auto pages = page.first_number + ".." + render::running_number(page.first_number, pdf.pages - 1);
        // Pages and twin show the same text; it was counted under the twin's name.
        const auto masked = masks_.in(base.substr(5) + ".txt");
        for (const char* suffix : {".pdf", ".html"}) masks_.note(base.substr(5) + suffix, masked);
        const auto twin = render::find_renderer("text")->render(unwrapped(page));
        add_row(exhibit, {base + ".pdf", std::move(pdf.bytes), twin}, "rendered").pages = pages;
        add_row(exhibit, {base + ".txt", twin, {}}, "rendered").pages = pages;
        add_row(exhibit, {base + ".html", render::find_renderer("html")->render(page), {}}, "rendered");
    }

    void add_document(const analyze::Exhibit& exhibit, const std::string& base)
    {
        for (const auto& id : exhibit.records) {
            const auto record = records_.find(id);
            const auto original = contents_.documents.find(id);
            if (record == records_.end()) continue;
            const auto& document = std::get<model::Document>(record->second->body);
            if (original == contents_.documents.end()) {
                withhold(exhibit, nullptr, "the store holds no copy of it");
                continue;
            }
            if (contents_.redacted && add_redacted(exhibit, document, original->second, base)) continue;
            auto entered = enter_document(original->second, base + "document", suffix_of(document), contents_.bare_pictures);
            for (auto& remark : entered.remarks) built_.remarks.emplace_back(document.name, std::move(remark));
            if (!entered.withheld.empty()) {
                withhold(exhibit, nullptr, entered.withheld);
                continue;
            }
            masks_.note(entered.file.path.substr(5), entered.masked);
            auto& row = add_row(exhibit, std::move(entered.file), entered.form);
            row.source_sha256 = document.sha256;
            row.source_bytes = original->second.bytes;
        }
    }

    // What a reader from whom personal data are kept gets of a document: its text, if that is all there is to it. A platform
    // gets pictures and PDFs as they are, for they are the evidence it has to judge. False: nothing is kept back.
    bool add_redacted(const analyze::Exhibit& exhibit, const model::Document& document, const Original& original,
                      const std::string& base)
    {
        const auto path = base + "document" + suffix_of(document);
        auto text = redact_document(*contents_.redacted, original, suffix_of(document), path.substr(5));
        if (!text && contents_.redacted->by->reader() == analyze::Reader::platform) return false;
        if (!text) {
            withhold(exhibit, nullptr, "it cannot be looked through for personal data");
            return true;
        }
        File file{path, std::move(*text), {}};
        const bool exact = sha256_of(file) == document.sha256;
        auto& row = add_row(exhibit, std::move(file), exact ? "original" : "original, redacted");
        row.source_sha256 = document.sha256;
        row.source_bytes = original.bytes;
        return true;
    }

    Json redactions() const
    {
        auto out = masks_.to_json();
        if (!contents_.redacted) return out;
        out.set("profile", analyze::to_string(contents_.redacted->by->reader()))
            .set("case", contents_.view.case_id)
            .set("salt", "store");
        return out.set("redactions", redactions_json(*contents_.redacted, contents_.view.case_id, payload_));
    }

    SpanRedactor span_redactor(const SourceFile& source, const std::string& file) const
    {
        if (!contents_.redacted) return {};
        return [this, &source, file](const Span& span, const std::string& bytes) {
            return redact_slice(*contents_.redacted, source, span, bytes, file);
        };
    }

    void withhold(const analyze::Exhibit& exhibit, const SourceFile* source, const std::string& why)
    {
        IndexRow row;
        row.label = exhibit.label;
        row.title = exhibit_title(exhibit, contents_.view);
        row.kind = exhibit.kind;
        row.grade = exhibit.grade;
        row.shows = mask_keys(shown_words(exhibit, records_, contents_.view)).text;
        row.form = "withheld: " + why;
        if (source) {
            row.source = source->label;
            row.source_sha256 = source->sha256;
            row.source_bytes = source->bytes;
        }
        built_.index.push_back(std::move(row));
    }

    // Why a record's own bytes may not leave, though the record does.
    std::string why_withheld(const model::Record& record, const SourceFile& source) const
    {
        const auto* message = std::get_if<model::Message>(&record.body);
        if (!message || !is_mail(source.format)) return {};
        for (const auto& attachment : message->attachments)
            if (attachment.document.empty() || contents_.documents.count(attachment.document) == 0)
                return "it carries an attachment that is no part of the case";
        return {};
    }

    std::map<std::string, std::vector<Span>> spans_of(const analyze::Exhibit& exhibit) const
    {
        std::map<std::string, std::vector<Span>> spans;
        for (const auto& id : exhibit.records) {
            const auto found = records_.find(id);
            if (found == records_.end()) continue;
            for (const auto& source : found->second->sources) {
                const auto file = contents_.sources.find(source.sha256);
                if (file == contents_.sources.end()) continue;
                const auto& place = places_.at({source.sha256, source.offset});
                spans[file->first].push_back(
                    {source.offset, source.length, id, place.keys, why_withheld(*found->second, file->second), place.known});
            }
        }
        return spans;
    }

    // Several records can stand in the same bytes: an order's row tells of each key sent.
    void look_at_places()
    {
        for (const auto& record : contents_.material.records)
            for (const auto& source : record.sources) {
                auto& place = places_[{source.sha256, source.offset}];
                place.keys = std::max(place.keys, keys_in(record));
                const auto file = contents_.sources.find(source.sha256);
                if (file != contents_.sources.end() && file->second.at(source.offset).sql)
                    place.known += model::to_json(record).dump();
            }
    }

    static std::size_t keys_in(const model::Record& record)
    {
        if (const auto* message = std::get_if<model::Message>(&record.body)) return mask_keys(message->text).count;
        std::size_t count = record.extra.find("key") ? 1 : 0;
        if (const auto* order = std::get_if<model::Order>(&record.body))
            count = static_cast<std::size_t>(std::count_if(order->refs.begin(), order->refs.end(),
                                                           [](const model::Ref& ref) { return ref.kind == "key"; }));
        return count;
    }

    std::string masked_slice_form() const { return contents_.redacted ? "slice, redacted" : "slice with keys masked"; }

    static std::string form_of(const SourceFile& source)
    {
        if (source.form.ends_with("workbook")) return " of the sheets as text";
        return source.form.empty() ? "" : " of the unpacked file";
    }

    void add_slices(const analyze::Exhibit& exhibit, const std::string& base)
    {
        std::size_t count = 0;
        for (auto& [key, spans] : spans_of(exhibit)) {
            const auto& source = contents_.sources.at(key);
            const auto number = count == 0 ? std::string() : fmt::format("-{}", count + 1);
            const auto suffix = !source.headers.empty() ? ".csv" : ".txt";
            const auto file_name = fmt::format("{}slice{}{}", base, number, suffix).substr(5);
            auto slice = cut_slice(source, std::move(spans), file_name, masks_, span_redactor(source, file_name));
            if (!slice.withheld.empty()) {
                withhold(exhibit, &source, slice.withheld);
                continue;
            }
            ++count;
            const auto path = fmt::format("{}{}{}{}", base, slice.whole ? "original" : "slice", number, suffix);
            for (auto& entry : slice.entries)
                slices_.push_back({exhibit.label, path.substr(5), source.sha256, std::move(entry)});
            File file{path, std::move(slice.bytes), std::move(slice.text)};
            if (slice.whole) file.original = source.original;
            auto& row = add_row(exhibit, std::move(file),
                                slice.whole    ? "original"
                                : slice.masked ? masked_slice_form() + form_of(source)
                                               : "slice" + form_of(source));
            row.source = source.label;
            row.source_sha256 = source.sha256;
            row.source_bytes = source.bytes;
        }
    }

    BagInfo info() const
    {
        const auto date = std::chrono::sys_seconds(std::chrono::seconds(contents_.view.date));
        BagInfo out{{"Bag-Software-Agent", contents_.agent},
                    {"Bagging-Date", time::to_rfc3339(std::chrono::time_point_cast<Instant::duration>(date)).substr(0, 10)},
                    {"External-Identifier", contents_.view.case_id},
                    {"Redress-Case", case_words(contents_.material.facts)},
                    {"Redress-Journal-Head", contents_.head}};
        if (contents_.redacted)
            out.emplace_back("Redress-Redacted-For", std::string(analyze::to_string(contents_.redacted->by->reader())));
        return out;
    }

    const Contents& contents_;
    Records records_;
    Built built_;
    std::vector<File> payload_;
    std::vector<SliceRow> slices_;
    MaskLog masks_;
    struct Place { // of the source, where several records can stand
        std::size_t keys = 0;
        std::string known;
    };
    std::map<std::pair<std::string, std::uint64_t>, Place> places_; // by source and offset
};

} // namespace

Built build_package(const Contents& contents)
{
    return Builder(contents).build();
}

std::string case_words(const model::Case& facts)
{
    std::string words = facts.platform.empty() ? "any" : facts.platform;
    for (const auto& order : facts.orders) words += "/" + order;
    if (facts.orders.empty()) words += "/" + facts.number;
    return words;
}

} // namespace redress::bundle
