// What a set of scored reviews adds up to, as a Document.
#pragma once

#include "analyze/causes.hpp"
#include "analyze/reputation.hpp"
#include "analyze/sentiment.hpp"
#include "render/document.hpp"
#include "scorer.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace redress {

struct Tallied {
    std::int64_t reviews = 0, positive = 0, negative = 0, neither = 0;
    std::array<std::int64_t, 5> stars{};
};

class Summary {
public:
    void add(const model::Review& review, const analyze::Sentiment& sentiment, Verdict verdict);
    void add_cause(analyze::CauseCode code) { ++causes_[static_cast<std::size_t>(code)]; }
    render::Document document(const analyze::SharePrior& prior, const std::string& lang) const;

private:
    Tallied all_;
    std::map<std::string, Tallied> platforms_;
    std::array<std::int64_t, 4> labels_{};
    std::array<std::int64_t, analyze::cause_count> causes_{};
};

// Causes with a count, most frequent first.
std::vector<std::pair<analyze::CauseCode, std::int64_t>>
by_count(const std::array<std::int64_t, analyze::cause_count>& causes);
// The name of a cause for people.
std::string cause_name(analyze::CauseCode code, const std::string& lang);
std::string percent(double share); // "93.4 %"

} // namespace redress
