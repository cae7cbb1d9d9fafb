// A timeline in words: what `timeline` prints, and what bundle --check and --against quote of it.
#pragma once

#include "analyze/timeline.hpp"
#include "base/said.hpp"
#include "render/document.hpp"

#include <string>
#include <vector>

namespace redress {

struct TimelineView {
    const analyze::Material& material;
    const profile::ClaimBook& book;
    const std::vector<analyze::Exhibit>& exhibits; // to name where a record is shown; may be empty
    time::Zone zone;
    std::string lang;
};

render::Document timeline_page(const analyze::Timeline& timeline, const TimelineView& view);
// One line a moment, gap, contradiction and confirmation, each with its type.
Json timeline_lines(const analyze::Timeline& timeline);
Json timeline_json(const analyze::Timeline& timeline, const std::string& case_id);

Said kind_words(const std::string& kind); // "code_used", "event:code_used", "claim:received"
Said gap_words(const analyze::Gap& gap);  // "first reply after 26 h 12 min"
Said rule_words(const analyze::Contradiction& one, const profile::ClaimBook& book);
Said grade_words(int grade);
Json side_json(const analyze::Side& side);

} // namespace redress
