// Chats copied or exported as text with the time behind the name: Wangwang, Qianniu and 1688, WeChat's PC window and its
// mails, AliExpress's message centre. They share one grammar and say nowhere which program they are from.
#include "ingest/name_time_chat.hpp"
#include "ingest/wangwang_words.hpp"

namespace redress::ingest {
namespace {

constexpr Manners manners{wangwang::set_sender, wangwang::settle, wangwang::own_line, true};

int sniff(const Probe& probe)
{
    return !probe.text.empty() && look_at_name_time(probe.text, manners).is_chat() ? 65 : 0;
}

void read(Reading& reading)
{
    read_name_time(reading, manners);
}

} // namespace

extern const Format format_name_time;
const Format format_name_time{"name_time", "chat text, time behind the name (Wangwang, Qianniu, 1688, WeChat, AliExpress)",
                              1, sniff, read};

} // namespace redress::ingest
