#include "ingest/chat_words.hpp"

#include "ingest/chat_lines.hpp"

namespace redress::ingest {
namespace {

struct Token {
    std::string_view word, media_type;
};
constexpr Token tokens[] = {
    {"[图片]", "image/*"}, {"[闪照]", "image/*"}, {"[语音]", "audio/*"}, {"[视频]", "video/*"}, {"[文件]", ""}};

} // namespace

std::string_view recalled_by(std::string_view line)
{
    for (const std::string_view end : {"撤回了一条消息", "撤回了一条消息。", "撤回了一条成员消息", "撤回一条消息"}) {
        if (!line.ends_with(end)) continue;
        const auto who = trim_line(line.substr(0, line.size() - end.size()));
        const auto plain = who.find("，") == std::string_view::npos && who.find("。") == std::string_view::npos;
        if (!who.empty() && who.size() <= 120 && plain && who.find('\n') == std::string_view::npos) return who;
    }
    return {};
}

void add_left_out(model::Message& message)
{
    for (std::size_t at = message.text.find('['); at != std::string::npos; at = message.text.find('[', at + 1))
        for (const auto& token : tokens)
            if (message.text.compare(at, token.word.size(), token.word) == 0)
                message.attachments.push_back({"", std::string(token.media_type), ""});
}

} // namespace redress::ingest
