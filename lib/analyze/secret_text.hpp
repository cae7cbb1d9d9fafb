// Secrets in a text of any size: private keys, tokens, client secrets, seed phrases. They never leave the machine.
#pragma once

#include "analyze/card_keys.hpp"

namespace redress::analyze {

// In order, without overlap. Texts without any of the words such secrets stand behind cost one quick scan.
std::vector<KeySpan> find_secret_spans(std::string_view text);

} // namespace redress::analyze
