// Two faults of what cairo 1.16 writes, put right without moving a byte, so that the cross-reference table stays true.
#pragma once

#include <string>

namespace redress::render::pdf {

// cairo lists an image in a page's resources once for each time it is drawn: two equal emoji on a page make a
// dictionary with two equal keys, which PDF (ISO 32000, 7.3.7) forbids and qpdf reports. Blanks out the repetitions.
void blank_repeated_resources(std::string& pdf);

// cairo writes dates without the "D:" that ISO 32000, 7.9.4 asks for. A date given with the offset "+00:00" leaves just
// enough room: (20231114221320+00'00) becomes (D:20231114221320Z).
void mark_dates(std::string& pdf);

} // namespace redress::render::pdf
