#include "bundle/gather.hpp"

#include "analyze/readiness.hpp"
#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "bundle/custody.hpp"
#include "ingest/content.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"
#include "store/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace redress::bundle {
namespace {

std::vector<const model::Stamp*> stamps_of(const model::Body& body)
{
    if (const auto* order = std::get_if<model::Order>(&body)) return {&order->placed, &order->paid, &order->updated};
    if (const auto* review = std::get_if<model::Review>(&body)) return {&review->when, &review->replied, &review->changed};
    if (const auto* stamp = model::time_of(body)) return {stamp};
    return {};
}

void refuse_guessed_zones(store::Store& store, const analyze::Material& material)
{
    for (const auto& record : material.records)
        for (const auto* stamp : stamps_of(record.body)) {
            if (stamp->from != model::ZoneFrom::guess) continue;
            std::string name = "SOURCE";
            if (!record.sources.empty())
                if (const auto source = store::find_source(store, record.sources.front().sha256)) name = source->name;
            throw Error(ErrorKind::input, said("times of case {} rest on a guessed time zone", material.case_id),
                        said("say it once: redress store retime '{}' --tz ZONE, or ingest again with --tz", name));
        }
}

std::int64_t latest_time(const analyze::Material& material)
{
    std::int64_t latest = 0;
    const auto look = [&](const model::Stamp& stamp) {
        if (stamp.at) latest = std::max(latest, time::to_epoch_ms(*stamp.at) / 1000);
    };
    for (const auto& record : material.records)
        for (const auto* stamp : stamps_of(record.body)) look(*stamp);
    look(material.facts.opened);
    return latest;
}

// The one text of a zipped chat; offsets count its bytes.
void open_member(SourceFile& source)
{
    std::vector<std::string> texts;
    archive::read_zip(source.kept, source.label, [&](archive::Entry&& entry) {
        const auto lower = text::lower_ascii(entry.name);
        if (lower.size() > 4 && lower.compare(lower.size() - 4, 4, ".txt") == 0) texts.push_back(std::move(entry.bytes));
    });
    if (texts.size() != 1) return;
    const auto content = std::make_shared<const std::string>(std::move(texts.front()));
    source.kept = *content;
    source.hold = content;
    source.member = true;
}

// What offsets count, if the file was packed. Made anew, so held against the hash it had when it was read: another version's
// text of a workbook could put other people's rows where ours were.
void open_content(const MappedFile& file, const store::SourceRow& row, SourceFile& source)
{
    const ingest::Content content(file, source.label);
    source.kept = {};
    source.member = true;
    if (content.sha256() != row.receipt["content"]["sha256"].string_or("")) return;
    const auto text = std::make_shared<const MappedFile>(content.spooled());
    source.kept = text->bytes();
    source.hold = text;
}

bool is_sql(const std::string& format)
{
    return format == "dujiaoka" || format == "acg_faka";
}

// A zip may hold files of several formats; which bytes are whose, the receipt tells.
void mark_stretches(const store::SourceRow& row, SourceFile& source)
{
    for (const auto& part : row.receipt["content"]["parts"].items())
        source.stretches.push_back({static_cast<std::uint64_t>(part["offset"].integer().value_or(0)),
                                    part["encoding"].string_or(source.encoding), is_sql(part["format"].string_or(""))});
}

SourceFile open_source(store::Store& store, const store::SourceRow& row, const std::string& label)
{
    SourceFile source;
    source.label = label;
    source.sha256 = row.sha256;
    source.format = row.format;
    source.encoding = row.encoding;
    source.bytes = row.bytes;
    source.form = row.receipt["content"]["form"].string_or("");
    source.content_bytes = static_cast<std::uint64_t>(row.receipt["content"]["bytes"].integer().value_or(0));
    source.sql = is_sql(row.format);
    mark_stretches(row, source);
    for (const auto& header : row.receipt["headers"].items())
        source.headers.emplace_back(static_cast<std::uint64_t>(header["offset"].integer().value_or(0)),
                                    static_cast<std::uint64_t>(header["length"].integer().value_or(0)));
    source.kept_is_original = row.kept_sha256 == row.sha256;
    if (store::has_blob(store, row.kept_sha256)) {
        const auto file = std::make_shared<const MappedFile>(MappedFile::open(store::blob_path(store, row.kept_sha256)));
        source.kept = file->bytes();
        source.hold = file;
        if (source.kept_is_original) source.original = Original{file->name(), file->bytes().size(), row.sha256};
        if (!source.form.empty() && source.kept_is_original) open_content(*file, row, source);
    }
    if (source.form.empty() && archive::is_zip(source.kept)) open_member(source);
    return source;
}

// What a support desk keeps beside the messages (tags, fields, ratings, who has it assigned) is no part of what was said.
bool is_of_desk(std::string_view format)
{
    constexpr std::array<std::string_view, 4> desks{"zendesk", "intercom", "chatwoot", "crisp"};
    return std::find(desks.begin(), desks.end(), format) != desks.end();
}

// Does anything of this source belong to others? Asks every record read from it.
void look_around(store::Store& store, const Records& ours, SourceFile& source)
{
    source.only_this_case = !is_of_desk(source.format);
    store::Filter filter;
    filter.source = source.sha256;
    store::each(store, filter, [&](const model::Record& record) { source.only_this_case &= ours.count(record.id) > 0; });
}

void add_sources(store::Store& store, Contents& contents)
{
    const auto ours = index_records(contents.material);
    for (const auto& record : contents.material.records) {
        const auto* document = std::get_if<model::Document>(&record.body);
        for (const auto& place : record.sources) {
            if (contents.view.sources.count(place.sha256)) continue;
            if (document && document->sha256 == place.sha256) continue;
            const auto row = store::find_source(store, place.sha256);
            if (!row) continue;
            const auto label = fmt::format("source-{}", contents.view.sources.size() + 1);
            auto source = open_source(store, *row, label);
            look_around(store, ours, source);
            contents.view.sources.emplace(place.sha256, label);
            contents.sources.emplace(place.sha256, std::move(source));
        }
        if (document && store::has_blob(store, document->sha256)) {
            const auto place = store::blob_path(store, document->sha256);
            contents.documents.emplace(record.id, Original{place, std::filesystem::file_size(place), document->sha256});
        }
    }
}

void label_exhibits(store::Store& store, Contents& contents, bool allocate)
{
    const auto& id = contents.material.case_id;
    std::map<std::string, int> known;
    int last = 0;
    for (const auto& row : store::list_exhibits(store, id)) {
        known.emplace(row.item, row.number);
        last = std::max(last, row.number);
    }
    contents.exhibits = analyze::plan_exhibits(contents.material);
    for (auto& exhibit : contents.exhibits) {
        const auto found = known.find(exhibit.item);
        exhibit.number = found != known.end() ? found->second
                         : allocate           ? store::allocate_exhibit(store, id, exhibit.item).number
                                              : ++last;
        exhibit.label = analyze::exhibit_label(exhibit.number, analyze::is_numbered(contents.view.citation));
    }
    std::sort(contents.exhibits.begin(), contents.exhibits.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    if (allocate) {
        contents.first_page = [&store, id](const analyze::Exhibit& exhibit, int pages) {
            return store::allocate_pages(store, id, exhibit.item, pages).first_page;
        };
    } else {
        contents.first_page = [next = 1](const analyze::Exhibit&, int pages) mutable {
            next += pages;
            return next - pages;
        };
    }
}

// How many messages the store has of each conversation shown: a transcript of some of them says so.
void count_conversations(store::Store& store, Contents& contents)
{
    const auto records = index_records(contents.material);
    for (const auto& exhibit : contents.exhibits) {
        if (exhibit.kind != "transcript") continue;
        const auto& first = *records.at(exhibit.records.front());
        store::Filter filter;
        filter.types = {"message"};
        filter.shop = first.shop;
        filter.thread = std::get<model::Message>(first.body).thread;
        contents.view.conversation.emplace(exhibit.item, store::count(store, filter));
    }
}

} // namespace

time::Zone case_zone(const analyze::Material& material, const std::string& told, const std::string& shop_zone)
{
    for (const auto& name : {told, shop_zone})
        if (!name.empty())
            if (auto zone = time::Zone::find(name)) return *zone;
    std::map<std::string, std::size_t> counts;
    for (const auto& record : material.records)
        for (const auto* stamp : stamps_of(record.body))
            if (stamp->at && !stamp->zone.empty()) ++counts[stamp->zone];
    std::string most;
    for (const auto& [name, count] : counts)
        if (most.empty() || count > counts[most]) most = name;
    if (!most.empty())
        if (auto zone = time::Zone::find(most)) return *zone;
    return time::Zone::utc();
}

Contents gather(store::Store& store, analyze::Material material, const GatherOptions& options)
{
    Contents contents;
    if (material.records.empty())
        throw Error(ErrorKind::input, said("nothing is linked to case {}", material.case_id),
                    said("link records with 'redress case link', or open the case with --order"));
    contents.material = std::move(material);
    const auto& row = contents.material;
    refuse_guessed_zones(store, contents.material);
    const auto shop = store::get_shop(store, row.shop);
    auto& view = contents.view;
    view.case_id = row.case_id;
    view.zone = case_zone(contents.material, options.zone, shop ? shop->zone : "");
    view.lang = !options.lang.empty() ? options.lang : row.facts.lang.empty() ? "en" : row.facts.lang;
    if (!options.citation.en.empty()) view.citation = options.citation.in(view.lang);
    view.date = options.date.value_or(latest_time(contents.material));
    contents.agent = options.agent;
    contents.head = store::case_head(store, row.case_id);
    const auto mine = store::journal_of_case(store, row.case_id);
    store::each_journal(
        store, [&](const store::JournalRow& entry) { return append_custody(contents.custody, entry, mine, contents.head); });
    add_sources(store, contents);
    label_exhibits(store, contents, options.allocate);
    count_conversations(store, contents);
    view.platform = row.facts.platform;
    for (const auto& [record, why] : row.why)
        if (why.starts_with(analyze::linked_as))
            if (const auto found = options.proves.find(why.substr(std::string_view(analyze::linked_as).size()));
                found != options.proves.end())
                view.meant.emplace(record, found->second.in(view.lang));
    contents.custody.shrink_to_fit();
    store.give_back_memory();
    return contents;
}

} // namespace redress::bundle
