// The two models of share/models, loaded once and applied to reviews: what score and report both need.
#pragma once

#include "analyze/causes.hpp"
#include "analyze/sentiment.hpp"
#include "model/record.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace redress {

class Scorer {
public:
    explicit Scorer(const std::filesystem::path& share); // throws Error{input} if a model is missing or altered
    analyze::Sentiment sentiment(std::string_view text) const { return analyze::score(sentiment_, text); }
    analyze::Causes causes(std::string_view text) const { return analyze::causes(causes_, sentiment_.fold, text); }

private:
    analyze::Model sentiment_;
    analyze::CauseModel causes_;
};

// Title and text, as a reader sees them.
std::string text_of(const model::Review& review);

enum class Verdict { positive, negative, neither };
// The rating decides where there is one (4 and 5 stars of 5, 1 and 2), else the sentiment of the text.
Verdict verdict_of(const model::Review& review, const analyze::Sentiment& sentiment);
int level_of(const model::Review& review); // 1 to 5; 0: no rating

} // namespace redress
