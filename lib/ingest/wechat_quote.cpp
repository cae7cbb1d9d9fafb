#include "ingest/wechat_quote.hpp"

#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "ingest/name_time_head.hpp"

#include <algorithm>

namespace redress::ingest::wechat {
namespace {

struct Mark {
    std::size_t begin = std::string::npos, end = 0; // of the mark, its line end before it included
};

// The last line that begins with the mark.
Mark last_line_with(const std::string& words, std::string_view mark)
{
    for (auto at = words.rfind(mark); at != std::string::npos; at = at > 0 ? words.rfind(mark, at - 1) : std::string::npos) {
        if (at == 0) return {0, mark.size()};
        if (words[at - 1] == '\n') return {at - 1, at + mark.size()};
    }
    return {};
}

// "小红:在吗", with either colon.
Json sender_and_words(std::string_view text)
{
    auto reply = Json::object();
    const auto narrow = text.find(':'), wide = text.find("：");
    const auto colon = std::min(narrow, wide);
    const auto length = colon == wide ? std::string_view("：").size() : 1;
    if (colon <= 200 && text.substr(0, colon).find('\n') == std::string_view::npos) {
        put_text(reply, "sender", text::trim(text.substr(0, colon)));
        text = text.substr(colon + length);
    }
    put_text(reply, "text", text::trim(text));
    return reply;
}

bool take_last_line(std::string& words, Json& extra)
{
    for (const std::string_view word : {"引用:", "引用：", "[引用]("}) {
        const auto mark = last_line_with(words, word);
        if (mark.begin == std::string::npos) continue;
        auto rest = std::string_view(words).substr(mark.end);
        std::string_view written;
        if (word.starts_with('[')) {
            const auto close = rest.find(')');
            if (close > 40) continue;
            written = rest.substr(0, close);
            rest = rest.substr(close + 1);
        }
        auto reply = sender_and_words(rest);
        put_text(reply, "local", text::trim(written));
        if (reply.members().empty()) continue;
        extra.set("reply_to", std::move(reply));
        words.resize(mark.begin);
        words.resize(text::trim(words).empty() ? 0 : words.find_last_not_of(" \t\r\n") + 1);
        return true;
    }
    return false;
}

bool take_first_lines(std::string& words, Json& extra)
{
    if (!words.starts_with("> ")) return false;
    const auto first_end = words.find('\n');
    const auto first = std::string_view(words).substr(2, first_end == std::string::npos ? first_end : first_end - 2);
    NamedHead head;
    const bool named = scan_named_head(first, head) && head.rest.empty();
    if (!named && text::trim(first) != "[引用]") return false;
    auto reply = Json::object();
    if (named) put_text(reply, "sender", head.name);
    std::string quoted;
    auto at = first_end == std::string::npos ? words.size() : first_end + 1;
    while (words.compare(at, 2, "> ") == 0) {
        const auto end = std::min(words.find('\n', at), words.size());
        quoted.append(quoted.empty() ? "" : "\n").append(words, at + 2, end - at - 2);
        at = std::min(end + 1, words.size());
    }
    put_text(reply, "text", quoted);
    extra.set("reply_to", std::move(reply));
    words.erase(0, at);
    return true;
}

} // namespace

bool take_quote(std::string& words, Json& extra)
{
    return take_first_lines(words, extra) || take_last_line(words, extra);
}

} // namespace redress::ingest::wechat
