// From what stands in a text to its place in the file it was read from.
#pragma once

#include "analyze/lint.hpp"
#include "ingest/prose.hpp"
#include "render/findings.hpp"

namespace redress {

// of_record: the texts are of records, whose line is the stream's and whose columns count in the text. The file's name and
// the fingerprint are left to the caller.
render::Finding finding_of(const ingest::ProseBatch& batch, const analyze::LintFinding& found, bool of_record,
                           render::ColumnCounter& columns);
// Severity left to the caller too.
render::Finding finding_of(const ingest::ProseBatch& batch, const ingest::ProseRemark& remark,
                           render::ColumnCounter& columns);

} // namespace redress
