// A package without personal data: the values it is made of are redacted first, then rendered; nothing is ever drawn over.
#pragma once

#include "analyze/exhibits.hpp"
#include "analyze/redactor.hpp"
#include "base/json.hpp"
#include "bundle/file.hpp"
#include "bundle/slice.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace redress::bundle {

struct Redacted {
    std::shared_ptr<analyze::Redactor> by;
    std::string key; // of the store, for commitments
    // By record, what was taken out of it as it stood there: none of it may be in its slice.
    std::map<std::string, std::vector<std::string>> gone;
};

// The records and the exhibits' titles, in place. Numbers sent in several messages are found across them.
Redacted redact_material(analyze::Material& material, std::vector<analyze::Exhibit>& exhibits, analyze::Redactor redactor,
                         std::string key);

// Rows of the journal that name somebody are shown by their hash alone, so that the chain still verifies.
std::string redact_custody(const std::string& lines, analyze::Redactor& redactor);

// Bytes of a record in a source, as text without personal data; nullopt where nobody can tell what else they say.
std::optional<std::string> redact_slice(const Redacted& redacted, const SourceFile& source, const Span& span,
                                        const std::string& bytes, const std::string& file);

// A document's text; nullopt where it is none, or of a form in which text can hide.
std::optional<std::string> redact_document(const Redacted& redacted, const Original& original, const std::string& suffix,
                                           const std::string& file);

// For data/redactions.json: what was taken out and where its tokens stand in these files.
Json redactions_json(const Redacted& redacted, const std::string& case_id, const std::vector<File>& files);

} // namespace redress::bundle
