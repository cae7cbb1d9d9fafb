#include "ingest/parts.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/csv.hpp"
#include "ingest/left_out.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace redress::ingest {
namespace {

// Rows of a sheet that no format reads; words without columns (how to use this file) are worth a note only.
void leave_out(const Part& part, Findings& findings)
{
    std::size_t wide = 0;
    CsvReader rows(*part.file, "UTF-8", ',');
    for (CsvRow row; rows.next(row);)
        wide += std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); }) > 2;
    findings.tally.total += part.lines.size();
    findings.tally.system += part.lines.size();
    findings.diagnostics.push_back({wide > 1 ? Severity::warning : Severity::note, part.name, 0, 1,
                                    said("a sheet without columns that say what it is: {} rows left out", part.lines.size()),
                                    "sheet-left-out"});
}

// Every unit is in one of the five.
std::uint64_t known_of(const Tally& t)
{
    return t.parsed + t.continued + t.system + t.blank + t.rejected;
}

void add_tally(Tally& sum, const Tally& part)
{
    if (sum.total == 0)
        sum.unit = part.unit;
    else if (part.total > 0 && sum.unit != part.unit)
        sum.unit = "mixed";
    sum.total += part.total;
    sum.parsed += part.parsed;
    sum.continued += part.continued;
    sum.system += part.system;
    sum.blank += part.blank;
    sum.rejected += part.rejected;
}

// What the encoding rests on that a reader used.
std::string encoding_from(const Part& part, const Findings& own, const std::string& asked)
{
    if (own.encoding.empty()) return {};
    if (!asked.empty()) {
        const auto name = text::canonical_encoding(asked);
        if (name && own.encoding.starts_with(*name)) return "option"; // UTF-16 as UTF-16LE
    }
    const auto head = part.file->bytes().substr(0, probe_bytes);
    const auto found = text::detect_encoding_sure(head, head.size() == part.file->bytes().size());
    if (found.name != own.encoding) {
        // What the whole file showed is not in its head.
        const bool plain = found.name == "UTF-8" && head.size() < part.file->bytes().size();
        return plain ? "likely" : "data";
    }
    switch (found.sure) {
    case text::Sure::mark: return "mark";
    case text::Sure::valid: return "valid";
    case text::Sure::likely: return "likely";
    case text::Sure::guess: return "guess";
    }
    return {};
}

class PartReader {
public:
    PartReader(const Content& content, const Context& context, Passage& passage, Receipt& receipt)
        : content_(content), context_(context), passage_(passage), receipt_(receipt)
    {}

    void run()
    {
        const auto& parts = content_.parts();
        const auto is_document = [](const Part& part) { return part.format && part.format == find_format("document"); };
        // Files first, so that messages can name them.
        for (const bool documents : {true, false})
            for (std::size_t i = 0; i < parts.size(); ++i)
                if (is_document(parts[i]) == documents) read(parts[i], i);
        std::sort(receipt_.findings.headers.begin(), receipt_.findings.headers.end(),
                  [](const Place& a, const Place& b) { return a.offset < b.offset; });
        if (failure_ && done_ == 0) throw Error(*failure_);
        if (!kept_.empty()) keep_copy();
    }

private:
    void read(const Part& part, std::size_t at);
    bool read_member(const Part& part, Reading& reading);
    void add(const Part& part, Findings&& own);
    void keep_copy();

    const Content& content_;
    const Context& context_;
    Passage& passage_;
    Receipt& receipt_;
    std::size_t done_ = 0;
    std::optional<Error> failure_;
    std::map<std::size_t, std::string> kept_; // by number of the part
};

void PartReader::read(const Part& part, std::size_t at)
{
    Findings own;
    if (!part.format) {
        leave_out(part, own);
        add(part, std::move(own));
        return;
    }
    auto options = context_.read;
    if (part.sheet) options.encoding.clear(); // of the sheets' text we know it
    passage_.enter(part, own, content_.folder());
    bool in_sink = false; // what the store throws ends the whole
    Reading reading{*part.file, part.name, options, own, [&](Draft&& draft) {
                        in_sink = true;
                        passage_.take(std::move(draft));
                        in_sink = false;
                    }};
    try {
        part.format->read(reading);
        ++done_;
    } catch (const Error& e) {
        if (!content_.folder() || in_sink || e.kind() != ErrorKind::input) throw;
        if (!failure_) failure_ = e;
        own.tally.total = std::max(own.tally.total, known_of(own.tally)) + 1;
        own.tally.rejected += own.tally.total - known_of(own.tally);
        own.diagnostics.push_back({Severity::error, part.name, 0, 1,
                                   e.hint().empty() ? e.message() : said("{}: {}", e.message(), e.hint()), "unreadable"});
    }
    const auto from = encoding_from(part, own, options.encoding);
    if (!options.encoding.empty() && !own.encoding.empty() && from != "option")
        own.diagnostics.push_back(
            {Severity::note, part.name, 0, 1,
             said("--encoding {} was not used: the format is always {}", options.encoding, own.encoding),
             "encoding-unused"});
    if (receipt_.encoding_from.empty() || receipt_.encoding_from == "valid") receipt_.encoding_from = from;
    if (own.kept_copy) kept_.emplace(at, std::move(*own.kept_copy));
    if (at < receipt_.parts.size()) receipt_.parts[at].encoding = own.encoding;
    add(part, std::move(own));
}

void PartReader::add(const Part& part, Findings&& own)
{
    auto& all = receipt_.findings;
    const auto& shown = content_.folder() ? part.label : receipt_.name;
    if (content_.folder() && own.declared && *own.declared != own.tally.parsed &&
        *own.declared != own.tally.parsed + own.tally.system)
        own.diagnostics.push_back({Severity::note, shown, 0, 1, said("the file declares {}", *own.declared), "declared"});
    add_tally(all.tally, own.tally);
    if (all.encoding.empty() || all.encoding == Findings().encoding) all.encoding = own.encoding;
    if (all.date_order.empty()) all.date_order = own.date_order;
    all.date_order_ambiguous |= own.date_order_ambiguous;
    if (all.thread.empty()) all.thread = own.thread;
    if (!content_.folder() && own.declared) all.declared = all.declared.value_or(0) + *own.declared;
    for (auto place : own.headers) all.headers.push_back({place.offset + part.offset, place.length});
    std::move(own.proposals.begin(), own.proposals.end(), std::back_inserter(all.proposals));
    std::move(own.not_stored.begin(), own.not_stored.end(), std::back_inserter(all.not_stored));
    for (auto& d : own.diagnostics) {
        if (d.file == part.name) {
            d.line = part.row_of(d.line);
            if (!part.sheet) d.file = shown;
        }
        all.diagnostics.push_back(std::move(d));
    }
}

// What is kept instead of a packed file with secrets: its content, with those replaced.
void PartReader::keep_copy()
{
    std::string copy;
    const auto& parts = content_.parts();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto own = kept_.find(i);
        copy += own == kept_.end() ? std::string_view(parts[i].file->bytes()) : std::string_view(own->second);
    }
    receipt_.findings.kept_copy = std::move(copy);
}

} // namespace

void read_parts(const Content& content, const Context& context, Passage& passage, Receipt& receipt)
{
    PartReader(content, context, passage, receipt).run();
    report_left_out(content.left_out(), receipt);
}

} // namespace redress::ingest
