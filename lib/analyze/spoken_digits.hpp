// Numbers read out in words: "four one five, five five five", "seis uno dos".
#pragma once

#include "analyze/plain_form.hpp"

namespace redress::analyze {

// Seven and more such words in a row become digits, each where its word stood, with one blank between.
void read_spoken_digits(PlainForm& form);

} // namespace redress::analyze
