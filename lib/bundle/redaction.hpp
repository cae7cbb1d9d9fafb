// Who and what a case is about, as a redactor needs to know it.
#pragma once

#include "analyze/exhibits.hpp"
#include "analyze/redactor.hpp"
#include "bundle/leak.hpp"
#include "store/store.hpp"

namespace redress::bundle {

// Knows the people of the case and of all other records of the store, keeps the numbers the case is about, and has given
// tokens to what the case's records hold, in their order: the same for every text of the case.
analyze::Redactor case_redactor(store::Store& store, const analyze::Material& material, analyze::Redactor::Options options);
// Everybody in the store, where no case is named.
analyze::Redactor store_redactor(store::Store& store, analyze::Redactor::Options options);

// What was taken out must not be in the package by any way: for the last look before it is written.
inline constexpr std::string_view removed_kind = "personal data"; // of its Leak
void forbid_removed(LeakGate& gate, const analyze::Redactor& redactor);

} // namespace redress::bundle
