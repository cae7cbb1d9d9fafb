// The parts of a mail: which are its text, which its files. Included only by the mail_*.cpp files.
#pragma once

#include "ingest/mail_gmime.hpp"
#include "ingest/mail_mime.hpp"

namespace redress::ingest::mail {

// Fills in text, marks, files and what was left out.
void read_parts(GMimeObject* body, Mail& mail);

} // namespace redress::ingest::mail
