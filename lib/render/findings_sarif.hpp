// The parts of a SARIF log that more than one file writes.
#pragma once

#include "base/json.hpp"
#include "render/findings.hpp"

namespace redress::render::findings {

// tool.driver.rules: each rule with what a viewer shows beside a result.
void write_sarif_rules(json::Writer& w, const FindingsHead& head);

} // namespace redress::render::findings
