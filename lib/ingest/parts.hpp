// Reads the parts of a content, each with findings of its own, and adds these up in the receipt.
#pragma once

#include "ingest/driver.hpp"
#include "ingest/passage.hpp"

namespace redress::ingest {

// Throws Error{input} where a file cannot be read; of a zip only where none of its files can.
void read_parts(const Content& content, const Context& context, Passage& passage, Receipt& receipt);

} // namespace redress::ingest
