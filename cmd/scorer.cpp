#include "scorer.hpp"

#include "analyze/reputation.hpp"
#include "base/file.hpp"
#include "base/toml.hpp"

namespace redress {

Scorer::Scorer(const std::filesystem::path& share)
    : sentiment_(analyze::load_model(read_file(share / "models" / "sentiment.bin"),
                                     read_file(share / "models" / "sentiment.sha256"))),
      causes_(analyze::load_causes(toml::load(share / "models" / "causes.toml"), sentiment_.fold))
{}

std::string text_of(const model::Review& review)
{
    if (review.title.empty()) return review.text;
    return review.text.empty() ? review.title : review.title + "\n" + review.text;
}

int level_of(const model::Review& review)
{
    return review.rating ? analyze::star_level(*review.rating, review.scale.value_or(5)) : 0;
}

Verdict verdict_of(const model::Review& review, const analyze::Sentiment& sentiment)
{
    if (const int level = level_of(review); level > 0)
        return level >= 4 ? Verdict::positive : level <= 2 ? Verdict::negative : Verdict::neither;
    if (sentiment.label == analyze::Label::positive) return Verdict::positive;
    if (sentiment.label == analyze::Label::negative) return Verdict::negative;
    return Verdict::neither;
}

} // namespace redress
