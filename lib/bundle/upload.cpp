#include "bundle/upload.hpp"

#include "base/error.hpp"
#include "bundle/upload_choice.hpp"
#include "bundle/upload_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace redress::bundle {
namespace {

// "1, 3, 9-30"
std::string in_runs(const std::vector<int>& numbers)
{
    std::string out;
    for (std::size_t i = 0; i < numbers.size();) {
        auto last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
        out += (out.empty() ? "" : ", ") + std::to_string(numbers[i]);
        if (last > i) out += (last > i + 1 ? "-" : ", ") + std::to_string(numbers[last]);
        i = last + 1;
    }
    return out;
}

class UploadBuilder {
public:
    UploadBuilder(const Contents& contents, const profile::Profile& profile, const UploadOptions& options)
        : contents_(contents), options_(options), rules_(profile.upload_rules()), maker_(contents, rules_),
          names_(contents, profile),
          weights_(analyze::weigh_exhibits(contents.exhibits, contents.material, profile, options.telling))
    {}

    Upload build()
    {
        refuse_unknown_labels();
        make_candidates();
        if (is_over()) share_sheets();
        merge_until_few(candidates_, rules_);
        if (candidates_.empty())
            throw Error(ErrorKind::input, said("nothing is left that the form takes"),
                        said("link pictures or a conversation, or take back a --leave-out"));
        place(choose(std::move(candidates_), rules_));
        upload_.missing_glyphs = maker_.missing();
        upload_.remarks = maker_.remarks();
        return std::move(upload_);
    }

private:
    void refuse_unknown_labels() const
    {
        for (const auto* labels : {&options_.must, &options_.without})
            for (const auto& label : *labels)
                if (std::none_of(contents_.exhibits.begin(), contents_.exhibits.end(),
                                 [&](const analyze::Exhibit& e) { return e.label == label; }))
                    throw Error(
                        ErrorKind::usage, said("there is no exhibit {}", label),
                        said("there are {} to {}", contents_.exhibits.front().label, contents_.exhibits.back().label));
    }

    bool is_over() const { return rules_.max_files > 0 && candidates_.size() > static_cast<std::size_t>(rules_.max_files); }

    bool is_must(std::size_t exhibit) const
    {
        return weights_[exhibit].demanded || options_.must.count(contents_.exhibits[exhibit].label) > 0;
    }

    void leave_out(std::size_t exhibit, std::string pages, Said why)
    {
        const auto& one = contents_.exhibits[exhibit];
        upload_.left_out.push_back({one.label, exhibit_title(one, contents_.view), std::move(pages), std::move(why)});
    }

    void make_candidates()
    {
        for (std::size_t i = 0; i < contents_.exhibits.size(); ++i) {
            const auto& exhibit = contents_.exhibits[i];
            if (options_.without.count(exhibit.label)) {
                leave_out(i, {}, said("left out by --leave-out"));
                continue;
            }
            Said why;
            auto pieces = maker_.pieces_of(i, why);
            if (pieces.empty() && options_.must.count(exhibit.label))
                throw Error(
                    ErrorKind::input, said("{} has to go in, but {}", exhibit_name(exhibit, contents_.view), why),
                    said("link it in a form the platform takes, or leave it out with --leave-out {}", exhibit.label));
            if (pieces.empty()) leave_out(i, {}, why);
            for (auto& piece : pieces) add(i, std::move(piece));
        }
    }

    void add(std::size_t exhibit, Piece piece)
    {
        Candidate one;
        one.weight = weights_[exhibit].value;
        one.must = is_must(exhibit);
        one.name = exhibit_name(contents_.exhibits[exhibit], contents_.view);
        // Of a conversation in several pictures those go first that hold what is contradicted or cited, then the early ones.
        if (const auto& part = piece.parts.front(); part.number > 0) {
            std::vector<std::string> shown;
            for (const int line : part.messages)
                shown.push_back(contents_.exhibits[exhibit].records.at(static_cast<std::size_t>(line) - 1));
            const auto own = analyze::weigh_records(shown, options_.telling);
            const auto all = analyze::weigh_records(contents_.exhibits[exhibit].records, options_.telling);
            one.weight = analyze::weigh_piece(weights_[exhibit], all, part.number) + own - all - 0.01 * part.number;
            one.must = one.must && (own > 0 || part.number == 1);
        }
        one.piece = std::move(piece);
        candidates_.push_back(std::move(one));
    }

    // Short exhibits that fit together on one picture, neighbours first.
    void share_sheets()
    {
        if (maker_.takes_pdf()) return; // those are put together as files
        std::vector<Candidate> out;
        std::vector<std::size_t> sheet;
        std::size_t place = 0;
        for (auto& one : candidates_) {
            const auto exhibit = one.piece.parts.front().exhibit;
            if (one.piece.parts.front().number > 0 || !maker_.may_share(exhibit)) {
                out.push_back(std::move(one));
                continue;
            }
            auto wider = sheet;
            wider.push_back(exhibit);
            auto shared = sheet.empty() ? std::nullopt : maker_.sheet_of(wider);
            if (shared) {
                auto& before = out[place];
                before.piece = std::move(*shared);
                before.weight = std::max(before.weight, one.weight);
                before.must |= one.must;
                before.name += ", " + one.name;
                sheet = std::move(wider);
            } else {
                place = out.size();
                sheet = {exhibit};
                out.push_back(std::move(one));
            }
        }
        candidates_ = std::move(out);
    }

    void place(Chosen chosen)
    {
        for (auto& one : chosen.in) {
            UploadFile file{{names_.file(one.piece), std::move(one.piece.bytes), std::move(one.piece.text),
                             std::move(one.piece.original)},
                            one.piece.pages};
            for (const auto& part : one.piece.parts)
                upload_.places.push_back({contents_.exhibits[part.exhibit].label,
                                          names_.citation(part),
                                          file.file.path,
                                          {part.messages.begin(), part.messages.end()}});
            upload_.files.push_back(std::move(file));
        }
        std::map<std::size_t, std::vector<int>> left;
        for (const auto& one : chosen.out)
            for (const auto& part : one.piece.parts) {
                auto& pages = left[part.exhibit];
                if (part.number > 0) pages.push_back(part.number);
            }
        for (const auto& [exhibit, pages] : left)
            leave_out(exhibit, in_runs(pages),
                      said("weighs less than what goes in ({})", joined(weights_[exhibit].why, said(", "))));
    }

    const Contents& contents_;
    const UploadOptions& options_;
    profile::FileRules rules_;
    PieceMaker maker_;
    UploadNames names_;
    std::vector<analyze::Weight> weights_;
    std::vector<Candidate> candidates_;
    Upload upload_;
};

} // namespace

std::vector<const UploadPlace*> Upload::where(const std::string& label, int line) const
{
    std::vector<const UploadPlace*> out;
    for (const auto& place : places)
        if (place.label == label && (line == 0 || place.lines.empty() || place.lines.count(line))) out.push_back(&place);
    return out;
}

Upload build_upload(const Contents& contents, const profile::Profile& profile, const UploadOptions& options)
{
    return UploadBuilder(contents, profile, options).build();
}

std::string name_pattern(const profile::Profile& profile, const std::string& lang)
{
    const auto& own = profile.submission.names;
    return own.en.empty() ? "{label}-{what}" : own.in(profile.files.ascii_names ? "en" : lang);
}

} // namespace redress::bundle
