// The facts of an order, an event or a document as label and value, printed the way letters print them.
#pragma once

#include "base/said.hpp"
#include "bundle/transcript.hpp"

#include <string>
#include <utility>
#include <vector>

namespace redress::bundle {

using FactRows = std::vector<std::pair<std::string, std::string>>;

// extra: of the record; who the other side of a payment is stands there.
FactRows order_facts(const model::Order& order, const Json& extra, const View& view);
FactRows event_facts(const model::Event& event, const Json& extra, const std::string& lang); // without kind, time and actor
// What an event is called on a page: in a trade between persons "paid" is what the buyer said, and no money need have come.
Said event_label(const model::Record& record, const model::Event& event);
bool is_trade_between_persons(const model::Record& record);
// What an exhibit or a document of this kind is called: "screenshot", "third-party record".
Said evidence_words(const std::string& kind);
// The kind is a guess by the file's type and name, the grade the seller's word: only what has the grade is a third party's,
// and a picture may be a photograph as well.
Said evidence_words(const model::Document& document);
FactRows document_facts(const model::Document& document, const View& view);

} // namespace redress::bundle
