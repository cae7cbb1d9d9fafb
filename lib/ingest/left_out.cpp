#include "ingest/left_out.hpp"

#include <map>
#include <utility>

namespace redress::ingest {
namespace {

class LeftOutReport {
public:
    explicit LeftOutReport(Receipt& receipt) : receipt_(receipt) {}

    void take(const LeftOut& member)
    {
        using Why = LeftOut::Why;
        auto& tally = receipt_.findings.tally;
        if (tally.total > 0 || !receipt_.left_out.empty()) tally.unit = "mixed";
        ++tally.total;
        ++(member.why == Why::litter ? tally.system : member.why == Why::empty ? tally.blank : tally.rejected);
        receipt_.left_out.push_back({member.name, word(member.why)});
        auto& group = groups_[member.why];
        ++group.count;
        if (group.names.size() < most_named) group.names.push_back(as_is(member.name));
        if (member.why == Why::damaged && group.count <= most_named)
            say(Severity::error, member.name, said("it cannot be read: {}", member.words), "unreadable");
    }

    void finish()
    {
        using Why = LeftOut::Why;
        for (const auto& [why, group] : groups_) {
            const auto names = joined(group.names, said(", "));
            const auto n = group.count;
            switch (why) {
            case Why::litter:
                receipt_.findings.not_stored.push_back(said("{} files made by the system or the packing program", n));
                break;
            case Why::empty:
                say(Severity::note, receipt_.name, said("{} files in it are empty: {}", n, names), "empty");
                break;
            case Why::encrypted:
                say(Severity::error, receipt_.name,
                    said("{} files in it are locked with a password: unpack it (7-Zip, or unzip in a terminal) and give the "
                         "files: {}",
                         n, names),
                    "encrypted");
                break;
            case Why::special:
                say(Severity::warning, receipt_.name,
                    said("{} entries are links or devices and were not read: {}", n, names), "special-file");
                break;
            case Why::damaged:
                if (n > most_named)
                    say(Severity::error, receipt_.name, said("{} files in it cannot be read", n), "unreadable");
                break;
            case Why::too_deep:
                say(Severity::warning, receipt_.name,
                    said("{} archives lie too deep in it: unpack them and give their files: {}", n, names), "too-deep");
                break;
            case Why::unknown:
                say(Severity::warning, receipt_.name,
                    said("{} files in it are of no kind that is read and stay in it unread: {}", n, names),
                    "member-left-out");
                break;
            }
        }
    }

private:
    static constexpr std::size_t most_named = 5;
    struct Group {
        std::size_t count = 0;
        std::vector<Said> names;
    };

    static const char* word(LeftOut::Why why)
    {
        static constexpr const char* words[] = {"litter", "empty", "encrypted", "special", "damaged", "too_deep", "unknown"};
        return words[static_cast<int>(why)];
    }
    void say(Severity severity, const std::string& file, Said words, const char* code)
    {
        receipt_.findings.diagnostics.push_back({severity, file, 0, 1, std::move(words), code});
    }

    Receipt& receipt_;
    std::map<LeftOut::Why, Group> groups_;
};

} // namespace

void report_left_out(const std::vector<LeftOut>& members, Receipt& receipt)
{
    LeftOutReport report(receipt);
    for (const auto& member : members) report.take(member);
    report.finish();
}

} // namespace redress::ingest
