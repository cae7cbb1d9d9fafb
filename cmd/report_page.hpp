// The report as a Document: the facts gathered, laid out for people and as redress/report/1.
#pragma once

#include "analyze/causes.hpp"
#include "analyze/response.hpp"
#include "render/document.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace redress {

struct DueItem {
    std::string what, id, reason; // what: case, promise
    Instant at;
};

struct ReportFacts {
    Instant now;
    std::int64_t messages = 0, undated = 0, without_role = 0, reviews = 0, negative = 0, open_cases = 0;
    std::set<std::string> threads;
    std::vector<analyze::Burst> bursts;
    std::array<std::int64_t, analyze::cause_count> causes{};
    std::map<std::string, std::int64_t> reasons; // of open cases
    std::vector<DueItem> due;                    // earliest first
};

render::Document report_document(const ReportFacts& facts, const time::Zone& zone, const std::string& lang);

} // namespace redress
