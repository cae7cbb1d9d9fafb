// Reads the text of a WhatsApp export, alone or out of a zip: first pass counts dates, the second emits.
#pragma once

#include "ingest/date_order.hpp"
#include "ingest/format.hpp"

#include <map>
#include <string>
#include <string_view>

namespace redress::ingest::whatsapp {

struct ChatText {
    std::string_view bytes;
    const MappedFile* file = nullptr; // when the bytes are a whole file: its pages are given back on the way
    std::string name;                 // as shown in sources and diagnostics
    std::string path;                 // what the thread may be named after
    const std::map<std::string, std::string>* documents = nullptr; // file name -> id of the document beside the text
};

// What the first pass found.
struct Survey {
    DecidedOrder order;
    std::uint64_t strong = 0, weak = 0; // headers in brackets or with a dash; of the older shapes
    bool weak_only() const { return strong == 0 && weak > 0; }
};
Survey survey(const ChatText& chat, const std::string& encoding);

// Emits the messages and adds to the tally.
void read_chat(const ChatText& chat, Reading& reading);

// How much a text looks like such an export.
int likeness(std::string_view sample);

} // namespace redress::ingest::whatsapp
