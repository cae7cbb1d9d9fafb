// A case opened for writing about it: its material, its exhibits with their labels, the words and the zone to write in.
#pragma once

#include "analyze/readiness.hpp"
#include "case.hpp"
#include "letter/draft.hpp"
#include "letter/kinds.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

struct Drafting {
    store::CaseRow row;
    analyze::Material material;
    std::vector<analyze::Exhibit> exhibits;
    profile::Profile profile;
    time::Zone zone;
    std::string lang;
};
// allocate: gives exhibits their labels for ever; otherwise the labels they would get. Throws Error{input} where nothing is
// linked or a time rests on a guessed zone.
Drafting open_draft(Session& session, const std::string& case_word, bool allocate);
// Exhibits of a case under the labels it gave them, or those they would get.
std::vector<analyze::Exhibit> labelled_exhibits(store::Store& store, const store::CaseRow& row,
                                                const analyze::Material& material, const std::string& citation);
Drafting open_draft(Session& session, const store::CaseRow& row, bool allocate);

// A template filled for a case, and the letter as it will be printed.
struct Letter {
    letter::Kind kind;
    std::string name, source; // of the template: path, text
    Json context;
    letter::Printed print;      // from a letter with its citations to the one that goes out
    std::string cited, printed; // with every citation, and as the kind or the user wants it
};
struct LetterOptions {
    std::vector<std::string> set, drop; // slot=value; sections left out
    bool citations = true;
};
// change: of the context, before the template is filled; print: instead of as the options say.
Letter write_letter(const LetterOptions& options, const letter::Kind& kind, const Drafting& draft, Session& session,
                    const std::function<void(Json& context)>& change = {}, letter::Printed print = {});
// A promise somebody can keep: a day from now, or when the answer is due if that is sooner.
std::string default_eta(const Drafting& draft, const Session& session);
// Holds the draft against the wording rules; says what it finds, returns how much there is to mend.
std::size_t lint_draft(std::string_view text, const letter::Kind& kind, const std::string& name, const std::string& lang,
                       Session& session);

} // namespace redress
