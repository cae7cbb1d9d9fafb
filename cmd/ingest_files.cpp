#include "ingest_files.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/record.hpp"
#include "progress.hpp"

#include <algorithm>
#include <utility>

namespace redress {
namespace {

using ingest::Change;

ingest::Receipt ingest_one(Session& session, const std::string& path, const IntakeOptions& options, Into into)
{
    if (into == Into::store) return ingest_into_store(session, path, options);
    std::string line;
    return ingest_to_sink(session, path, options, [&](const model::Record& record) {
        if (into == Into::nowhere) return;
        line.clear();
        model::append_line(line, record);
        session.out(line);
    });
}

// "3 new, 1 grown, 212 unchanged": what a folder that is read again and again says.
Said folder_line(const Outcome& outcome, Into into)
{
    std::vector<Said> parts;
    if (into == Into::store) {
        parts = {said("{} new", outcome.count(Change::fresh)), said("{} grown", outcome.count(Change::grown)),
                 said("{} unchanged", outcome.count(Change::none))};
        if (const auto n = outcome.count(Change::changed)) parts.push_back(said("{} changed", n));
    } else
        parts = {said("{} read", outcome.receipts.size())};
    if (outcome.failed) parts.push_back(said("{} failed", outcome.failed));
    if (outcome.skipped) parts.push_back(said("{} skipped (hidden, backups, no files)", outcome.skipped));
    return said("files: {}", joined(parts, said(", ")));
}

} // namespace

std::size_t Outcome::count(Change change) const
{
    return static_cast<std::size_t>(
        std::count_if(receipts.begin(), receipts.end(), [&](const ingest::Receipt& r) { return r.change == change; }));
}

Outcome ingest_files(Session& session, const std::vector<std::string>& paths, const IntakeOptions& options, Into into)
{
    const auto inputs = expand_paths(paths);
    Outcome outcome;
    outcome.skipped = inputs.skipped;
    outcome.folders = inputs.folders;
    const auto fail = [&](const std::string& path, const Said& why, const Said& hint) {
        ++outcome.failed;
        session.warn({Severity::error, path, 0, 1, why, "unreadable"});
        if (!hint.empty()) session.err(text::visible(session.say("redress: hint: {}", hint)) + "\n");
    };
    for (const auto& [path, why] : inputs.unreadable) fail(path, why, {});
    Progress progress(session);
    auto watched = options;
    watched.step = [&] { progress.step(); };
    for (const auto& file : inputs.files) {
        progress.begin(file.path);
        try {
            auto receipt = ingest_one(session, file.path, watched, into);
            progress.end();
            for (const auto& d : receipt.findings.diagnostics) session.warn(d);
            receipt.quiet = file.from_folder && receipt.unchanged;
            outcome.receipts.push_back(std::move(receipt));
        } catch (const Error& e) {
            progress.end();
            const bool alone = inputs.files.size() == 1 && inputs.unreadable.empty();
            if (e.kind() != ErrorKind::input || alone) throw;
            fail(file.path, e.message(), e.hint());
        }
    }
    return outcome;
}

Json receipts_json(const Outcome& outcome)
{
    auto files = Json::array();
    for (const auto& receipt : outcome.receipts) files.push(ingest::to_json(receipt));
    return Json::object()
        .set("schema", "redress/receipt/1")
        .set("files", std::move(files))
        .set("summary", Json::object()
                            .set("new", outcome.count(Change::fresh))
                            .set("grown", outcome.count(Change::grown))
                            .set("changed", outcome.count(Change::changed))
                            .set("unchanged", outcome.count(Change::none))
                            .set("failed", outcome.failed)
                            .set("skipped", outcome.skipped));
}

std::string receipts_text(const Outcome& outcome, Into into, const std::string& lang)
{
    std::string out;
    for (const auto& receipt : outcome.receipts)
        if (!receipt.quiet) out += ingest::to_text(receipt, lang);
    if (outcome.folders) out += folder_line(outcome, into).in(lang) + "\n";
    return out;
}

} // namespace redress
