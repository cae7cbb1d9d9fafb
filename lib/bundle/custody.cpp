#include "bundle/custody.hpp"

#include <algorithm>
#include <string_view>

namespace redress::bundle {
namespace {

// What was done to the case's records. Rows of any other action may hold notes, wishes or figures of a decision, which
// are the seller's own: they are shown by their hash.
constexpr std::string_view shown_actions[] = {"ingest", "retime",    "redo",     "alias",   "forget", "shop", "link",
                                              "unlink", "case-open", "case-set", "exhibit", "bundle", "draft"};

bool is_shown(const std::string& action)
{
    return std::find(std::begin(shown_actions), std::end(shown_actions), action) != std::end(shown_actions);
}

void append(std::string& out, const store::JournalRow& row, bool full)
{
    json::Writer writer(out);
    writer.begin_object().member("schema", "redress/journal/1").member("seq", row.seq);
    if (full) {
        const std::pair<const char*, const std::string*> fields[] = {
            {"utc", &row.utc},       {"actor", &row.actor},  {"version", &row.version}, {"action", &row.action},
            {"object", &row.object}, {"case", &row.case_id}, {"before", &row.before},   {"after", &row.after}};
        for (const auto& [name, value] : fields) writer.member(name, *value);
        writer.member("detail", row.detail);
        writer.member("previous", row.previous);
    }
    writer.member("hash", row.hash).end_object();
    out += '\n';
}

} // namespace

bool append_custody(std::string& out, const store::JournalRow& row, const std::vector<std::int64_t>& mine,
                    const std::string& head)
{
    append(out, row, std::binary_search(mine.begin(), mine.end(), row.seq) && is_shown(row.action));
    return row.hash != head;
}

} // namespace redress::bundle
