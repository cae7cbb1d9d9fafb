// The leak gate over a finished package, with what it takes from the machine: pdftotext.
#pragma once

#include "base/json.hpp"
#include "bundle/leak.hpp"
#include "session.hpp"

namespace redress {

// Says on standard error what could not be searched; the answer is for the journal: what was looked for and where. Throws
// Error{input} on a leak: nothing was written yet.
Json pass_gate(Session& session, const bundle::LeakGate& gate, const std::vector<bundle::File>& files);

} // namespace redress
