// The timeline of a case, with the notes the seller keeps and the answering times its platform expects.
#pragma once

#include "analyze/timeline.hpp"
#include "profile/profile.hpp"
#include "session.hpp"
#include "store/cases.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress {

analyze::ClaimReader claim_reader(const Session& session);
// The profile of the platform; nothing for one nobody described.
std::optional<profile::Profile> known_profile(const Session& session, const model::Case& facts);
// What a first answer may take: the profile's first_reply or first_answer, else a day.
std::chrono::minutes first_reply_limit(const profile::Profile* profile);
// Offers and promises of a case, which are no evidence.
std::vector<model::Record> notes_of(store::Store& store, const store::CaseRow& row);

} // namespace redress
