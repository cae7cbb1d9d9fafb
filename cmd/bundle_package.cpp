// `bundle --against PACKAGE`: a finished package read as whoever gets it would: what it holds is all there is.
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "bundle/bag.hpp"
#include "bundle/tree.hpp"
#include "case.hpp"
#include "packing.hpp"
#include "store/records.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace fs = std::filesystem;

namespace redress {
namespace {

struct Parts {
    std::vector<std::string> files;        // records and documents
    std::map<std::string, int> exhibit_of; // by a record's id or a document's SHA-256
};

// "data/0003_exhibit-C_events.pdf" -> 3; 0 is no exhibit's file.
int exhibit_number(const std::string& name)
{
    const auto file = name.substr(name.rfind('/') + 1);
    int number = 0;
    if (file.find("_exhibit-") != std::string::npos) std::from_chars(file.data(), file.data() + file.size(), number);
    return number;
}

Parts parts_of(const std::string& path, const fs::path& work)
{
    Parts out;
    const auto tree = bundle::read_tree(path);
    const auto unpacked = tree.zip ? tree.unpack(work) : std::map<std::string, fs::path>();
    for (const auto& [name, entry] : tree.files) {
        const int number = exhibit_number(name);
        const bool records = name.ends_with(".ndjson"), document = name.find("_document.") != std::string::npos;
        if (!name.starts_with("data/") || number == 0 || !(records || document)) continue;
        const auto place = tree.zip ? unpacked.at(name) : fs::path(path) / name;
        out.files.push_back(place.string());
        const auto file = MappedFile::open(place.string());
        if (document) out.exhibit_of.emplace(hash::sha256(file.bytes()), number);
        if (!records) continue;
        for (const auto line : text::split(file.bytes(), '\n'))
            if (const auto record = json::parse(line)) out.exhibit_of.emplace((*record)["id"].string_or(""), number);
    }
    if (out.files.empty())
        throw Error(ErrorKind::input, said("'{}' holds no records and no documents", path),
                    said("redress verify {} says whether anything is missing", path));
    return out;
}

// "C-0001; paypal/1001/1002": what the package says of itself, where the user says nothing.
void learn_case(const std::string& words, OneOffOptions& o)
{
    const auto facts = words.substr(std::min(words.find("; ") + 2, words.size()));
    auto parts = text::split(facts, '/');
    if (o.platform.empty() && parts.front() != "any") o.platform = std::string(parts.front());
    if (!o.orders.empty() || !o.number.empty()) return;
    for (std::size_t i = 1; i < parts.size(); ++i) o.orders.emplace_back(parts[i]);
}

int number_of(const model::Record& record, const std::map<std::string, int>& exhibit_of)
{
    if (const auto found = exhibit_of.find(record.id); found != exhibit_of.end()) return found->second;
    const auto* document = std::get_if<model::Document>(&record.body);
    const auto found = document ? exhibit_of.find(document->sha256) : exhibit_of.end();
    return found == exhibit_of.end() ? 0 : found->second;
}

// Exhibits keep the numbers they have in the package; one that is not in it keeps its number too.
void number_exhibits(store::Store& store, const store::CaseRow& row, const std::map<std::string, int>& exhibit_of)
{
    const auto material = load_material(store, row, PrivateNotes::taken_in);
    std::map<std::string, int> of_record;
    for (const auto& record : material.records) of_record.emplace(record.id, number_of(record, exhibit_of));
    std::map<int, std::string> items;
    for (const auto& exhibit : analyze::plan_exhibits(material))
        if (const int number = of_record[exhibit.records.front()]) items.emplace(number, exhibit.item);
    const int last = items.empty() ? 0 : items.rbegin()->first;
    for (int number = 1; number <= last; ++number) {
        const auto found = items.find(number);
        store::allocate_exhibit(store, row.id, found == items.end() ? "none:" + std::to_string(number) : found->second);
    }
}

} // namespace

Exit read_package_against(const Session& session, const std::string& path, OneOffOptions o, PackOptions options)
{
    const TempDir work;
    const auto parts = parts_of(path, work.path());
    o.files = parts.files;
    const auto words = bundle::case_of_package(path);
    options.called = words.substr(0, words.find(';'));
    options.with_private = true; // notes that went in are read there
    learn_case(words, o);
    return pack_files(session, o, options, [&](store::Store& store, const store::CaseRow& row) {
        store.transact([&] {
            std::vector<std::string> ids;
            store::each(store, {}, [&](const model::Record& record) { ids.push_back(record.id); });
            for (const auto& id : ids) store::add_link(store, {row.id, id, "evidence", "in the package"});
            number_exhibits(store, row, parts.exhibit_of);
        });
    });
}

} // namespace redress
