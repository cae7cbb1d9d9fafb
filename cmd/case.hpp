// What the parts of `redress case` share, and what other commands need of cases: material, linking, words of a profile.
#pragma once

#include "analyze/exhibits.hpp"
#include "analyze/linking.hpp"
#include "base/error.hpp"
#include "profile/profile.hpp"
#include "session.hpp"
#include "store/cases.hpp"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace redress {

// The case with everything linked to it, in time order; notes and wishes stay out, and so do private notes of a support
// desk unless asked for. left_out: how many of these.
enum class PrivateNotes { left_out, taken_in };
analyze::Material load_material(store::Store& store, const store::CaseRow& row, PrivateNotes notes = PrivateNotes::left_out,
                                std::size_t* left_out = nullptr);

// Finds what belongs to the case and links it; returns what is new. Writes to the store.
struct LinkReport {
    std::vector<analyze::Linked> added;
    std::vector<std::string> partly; // conversations linked in part, since several people speak in them
};
LinkReport link_case(store::Store& store, const store::CaseRow& row);
// The same without writing: what a case of these facts would be linked to.
LinkReport find_links(store::Store& store, const std::string& shop, const model::Case& facts);
// What belongs to orders that no case was opened for.
analyze::Material material_of_order(store::Store& store, const std::string& shop, const model::Case& facts);
void say_links(const LinkReport& report, store::Store& store, Session& session);

// A record as a seller can name it: its id, a number only it carries (a transaction, a tracking number), or the file name of
// a document. Throws Error{usage} if none or several answer to the name.
model::Record record_named(store::Store& store, const std::string& shop, const std::string& name);

profile::Profile profile_of(const model::Case& facts, Session& session);
// The code the user means: exactly, in another case, or as the only one that contains the word. Throws Error{usage} with
// the nearest; option names what was asked for.
std::string pick_code(const std::string& word, const std::vector<std::string>& codes, const std::string& option);
// Sets one fact, checked against the profile. Keys: number via reason amount due opened stage status outcome lang order.
void set_fact(model::Case& facts, const std::string& key, const std::string& value, const profile::Profile& profile,
              Session& session);
const std::vector<std::string>& fact_keys();
// The date the seller has to answer by, from imported data or the profile, if none was given.
void default_due(model::Case& facts, const profile::Profile& profile, const analyze::Material& material);
// A time as people read it, marked if its zone was guessed; empty if there is none.
std::string shown(const model::Stamp& stamp, const time::Zone& zone, const std::string& lang);

// Keeps what the seller typed as a source of its own, so that every record leads to bytes. Returns the record's id.
std::string put_typed(store::Store& store, model::Record record, const std::string& bytes, const std::string& name);

// Subcommands of `case`: each declares its options and returns what to run if it was the one given.
struct CasePart {
    CLI::App* app;
    std::function<Exit(Session&)> run;
};
CasePart case_open(CLI::App& app);
CasePart case_list(CLI::App& app);
CasePart case_show(CLI::App& app);
CasePart case_link(CLI::App& app);
CasePart case_unlink(CLI::App& app);
CasePart case_set(CLI::App& app);
CasePart case_close(CLI::App& app);
CasePart case_check(CLI::App& app);
CasePart case_statement(CLI::App& app);
std::vector<CasePart> case_notes(CLI::App& app); // note, offer, promise, wish, contact

} // namespace redress
