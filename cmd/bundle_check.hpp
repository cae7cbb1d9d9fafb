// `bundle --check` and `bundle --against`: nothing is written.
#pragma once

#include "base/error.hpp"
#include "packing.hpp"
#include "session.hpp"
#include "store/cases.hpp"

#include <string>

namespace redress {

// A case before the work: what would go in, what is missing, weak, harmful and over a limit. against: as the other side
// would.
Exit check_case(Session& session, const store::CaseRow& row, const PackOptions& options);
// What was made already: a package (folder or zip), or a folder for a platform's form. platform: empty where a package says
// it. Throws Error{usage} where nobody says it.
Exit check_made(Session& session, const std::string& path, const std::string& platform, const PackOptions& options);

} // namespace redress
