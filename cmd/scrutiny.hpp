// A case looked at as others will: what `bundle --check` and `bundle --against` tell, gathered from the store.
#pragma once

#include "analyze/scrutiny.hpp"
#include "bundle/limits.hpp"
#include "case.hpp"
#include "render/document.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace redress {

struct Scrutiny {
    store::CaseRow row;
    analyze::Material material;
    std::vector<analyze::Exhibit> exhibits; // labelled
    std::optional<profile::Profile> profile;
    analyze::Readiness ready;
    analyze::Timeline timeline;
    std::vector<analyze::Point> points; // the gravest first
    int completeness = 0;
    time::Zone zone;
};

Scrutiny scrutinise_case(Session& session, const store::CaseRow& row, PrivateNotes notes = PrivateNotes::left_out);

// What the platform's form would refuse, as points.
std::vector<analyze::Point> limit_points(const std::vector<bundle::Gap>& gaps);

struct CheckedFiles { // of the package as it would be; rows: empty where none can be made
    std::vector<bundle::IndexRow> rows;
    std::vector<bundle::Gap> gaps;
};
render::Document check_page(const Scrutiny& scrutiny, const CheckedFiles& files, Session& session);
render::Document against_page(const Scrutiny& scrutiny, Session& session);

} // namespace redress
