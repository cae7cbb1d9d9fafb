// What `redress draft` holds a letter against before it is written.
#pragma once

#include "base/said.hpp"
#include "drafting.hpp"
#include "letter/draft.hpp"
#include "letter/kinds.hpp"

#include <string>

namespace redress {

// An appeal without its proof loses the case and the second chance with it. Says what is missing.
bool lacks_proof(bool incomplete, const Drafting& draft, Session& session);
// Throws Error{input} where the reply has nothing to answer.
void need_review(const Drafting& draft);
// Throws Error{input} with the number and what to leave out.
void refuse_if_long(const Letter& letter, const Drafting& draft);
// Throws Error{input} naming what kind of data stands there, never the data.
void refuse_personal(const Letter& letter, const Drafting& draft);
// The rules the template would cite if anybody had confirmed them.
void ask_about_rules(const Letter& letter, const Drafting& draft, Session& session);
// Whether what was found forbids a reply that can never be mended; says so, and otherwise warns of it.
bool stops_one_shot(const Letter& letter, const Drafting& draft, bool clean, Session& session);

// "2100 characters", in the unit the platform counts.
Said length_words(std::uint64_t used, const profile::TextRule& rule);

} // namespace redress
