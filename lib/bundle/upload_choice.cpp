#include "bundle/upload_choice.hpp"

#include "base/error.hpp"
#include "bundle/pdf_file.hpp"

#include <algorithm>
#include <numeric>

namespace redress::bundle {
namespace {

class Room { // what is left of the form
public:
    explicit Room(const profile::FileRules& rules) : rules_(rules) {}

    bool holds(const Piece& piece) const
    {
        return (rules_.max_files == 0 || files_ + 1 <= rules_.max_files) &&
               (rules_.max_pages == 0 || pages_ + piece.pages <= rules_.max_pages) &&
               (rules_.max_total_bytes == 0 || bytes_ + piece.size() <= rules_.max_total_bytes);
    }
    void take(const Piece& piece)
    {
        ++files_;
        pages_ += piece.pages;
        bytes_ += piece.size();
    }
    bool over_files() const { return rules_.max_files > 0 && files_ > rules_.max_files; }
    bool over_pages() const { return rules_.max_pages > 0 && pages_ > rules_.max_pages; }
    bool over_bytes() const { return rules_.max_total_bytes > 0 && bytes_ > rules_.max_total_bytes; }
    int files() const { return files_; }
    int pages() const { return pages_; }
    std::uint64_t bytes() const { return bytes_; }

private:
    const profile::FileRules& rules_;
    int files_ = 0, pages_ = 0;
    std::uint64_t bytes_ = 0;
};

void refuse_if_musts_are_too_many(const std::vector<Candidate>& candidates, const profile::FileRules& rules)
{
    Room needed(rules);
    std::vector<std::string> names;
    for (const auto& one : candidates)
        if (one.must) {
            needed.take(one.piece);
            if (std::find(names.begin(), names.end(), one.name) == names.end()) names.push_back(one.name);
        }
    const auto cure =
        with_doubt(said("of {} take one back (--must, or what the answer cites), or leave it out with --leave-out",
                        joined(names, said(", "))),
                   rules);
    if (needed.over_files())
        throw Error(ErrorKind::input, said("{} files have to go in, the platform takes {}", needed.files(), rules.max_files),
                    cure);
    if (needed.over_pages())
        throw Error(ErrorKind::input, said("{} pages have to go in, the platform takes {}", needed.pages(), rules.max_pages),
                    cure);
    if (needed.over_bytes())
        throw Error(ErrorKind::input,
                    said("{} bytes have to go in, the platform takes {} in all", needed.bytes(), rules.max_total_bytes),
                    cure);
}

bool is_pdf(const Candidate& one)
{
    return one.piece.suffix == ".pdf";
}

// The neighbouring PDF files that are smallest together; the end if no two may be put together.
std::size_t smallest_pair(const std::vector<Candidate>& candidates, std::uint64_t most)
{
    std::size_t best = candidates.size();
    std::uint64_t least = 0;
    for (std::size_t i = 0; i + 1 < candidates.size(); ++i) {
        if (!is_pdf(candidates[i]) || !is_pdf(candidates[i + 1])) continue;
        const std::uint64_t sum = candidates[i].piece.bytes.size() + candidates[i + 1].piece.bytes.size();
        if ((most == 0 || sum <= most) && (best == candidates.size() || sum < least)) {
            best = i;
            least = sum;
        }
    }
    return best;
}

} // namespace

Said with_doubt(const Said& cure, const profile::FileRules& rules)
{
    if (rules.from.verified || rules.from.source.empty()) return cure;
    return said("{}; nobody confirmed this limit: your own profile can say another", cure);
}

void merge_until_few(std::vector<Candidate>& candidates, const profile::FileRules& rules)
{
    while (rules.max_files > 0 && candidates.size() > static_cast<std::size_t>(rules.max_files)) {
        const auto at = smallest_pair(candidates, rules.max_file_bytes);
        if (at == candidates.size()) return;
        auto& first = candidates[at];
        auto& second = candidates[at + 1];
        auto merged = merge_pdfs({first.piece.bytes, second.piece.bytes}, first.name);
        if (rules.max_file_bytes > 0 && merged.size() > rules.max_file_bytes) return;
        first.piece.bytes = std::move(merged);
        first.piece.text += second.piece.text;
        first.piece.pages += second.piece.pages;
        for (auto& part : second.piece.parts) first.piece.parts.push_back(std::move(part));
        first.weight = std::max(first.weight, second.weight);
        first.must |= second.must;
        first.name += ", " + second.name;
        candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
}

Chosen choose(std::vector<Candidate> candidates, const profile::FileRules& rules)
{
    refuse_if_musts_are_too_many(candidates, rules);
    std::vector<std::size_t> order(candidates.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (candidates[a].must != candidates[b].must) return candidates[a].must;
        return candidates[a].weight > candidates[b].weight;
    });
    Room room(rules);
    std::vector<bool> taken(candidates.size());
    for (const auto i : order) {
        if (!room.holds(candidates[i].piece)) continue;
        room.take(candidates[i].piece);
        taken[i] = true;
    }
    Chosen out;
    for (std::size_t i = 0; i < candidates.size(); ++i) (taken[i] ? out.in : out.out).push_back(std::move(candidates[i]));
    return out;
}

} // namespace redress::bundle
