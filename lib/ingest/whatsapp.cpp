// WhatsApp "Export chat", the text alone.
#include "base/error.hpp"
#include "ingest/format.hpp"
#include "ingest/whatsapp_chat.hpp"

namespace redress::ingest {
namespace {

int sniff(const Probe& probe)
{
    return probe.text.empty() ? 0 : whatsapp::likeness(probe.text);
}

void read(Reading& reading)
{
    whatsapp::ChatText chat;
    chat.bytes = reading.file.bytes();
    chat.file = &reading.file;
    chat.name = reading.name;
    chat.path = reading.name;
    whatsapp::read_chat(chat, reading);
}

} // namespace

extern const Format format_whatsapp;
const Format format_whatsapp{"whatsapp", "WhatsApp chat export (.txt)", 1, sniff, read};

} // namespace redress::ingest
