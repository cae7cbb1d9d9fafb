// Who paid, held against whom the order names: yes, no, or not known. The names themselves are in no letter.
#pragma once

#include "analyze/exhibits.hpp"

#include <optional>
#include <string>

namespace redress::letter {

// A payment out of the seller's account to whom the same sum had come from.
bool is_paid_back(const model::Record& payment, const analyze::Material& material);

// Of a payment: is the payer's name that of the order's buyer? Known only where both are written out: a masked name or a
// nickname settles nothing.
struct Payer {
    bool fits = false;
    std::string order; // id of the order whose buyer it was compared with
};
std::optional<Payer> payer_fits(const model::Record& payment, const analyze::Material& material);

// The platform's own mark that the buyer says to have paid, with no payer named: no proof that money came.
bool is_mark(const model::Record& payment, const analyze::Material& material);

} // namespace redress::letter
