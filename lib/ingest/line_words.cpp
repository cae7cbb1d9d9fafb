#include "ingest/line_words.hpp"

#include "base/text.hpp"
#include "ingest/stamp_scan.hpp"

#include <algorithm>
#include <string>

namespace redress::ingest::line {
namespace {

constexpr std::size_t most_first_words = 20000, longest_name = 100; // bytes

struct LeftOut {
    std::string_view word, media_type;
};
// Without brackets.
constexpr LeftOut left_out[] = {{"Photo", "image/*"},
                                {"Photos", "image/*"},
                                {"Image", "image/*"},
                                {"Images", "image/*"},
                                {"写真", "image/*"},
                                {"画像", "image/*"},
                                {"照片", "image/*"},
                                {"圖片", "image/*"},
                                {"图片", "image/*"},
                                {"相片", "image/*"},
                                {"사진", "image/*"},
                                {"รูป", "image/*"},
                                {"รูปภาพ", "image/*"},
                                {"ภาพ", "image/*"},
                                {"Foto", "image/*"},
                                {"Sticker", "image/*"},
                                {"Stickers", "image/*"},
                                {"スタンプ", "image/*"},
                                {"貼圖", "image/*"},
                                {"贴图", "image/*"},
                                {"표정", "image/*"},
                                {"스티커", "image/*"},
                                {"สติกเกอร์", "image/*"},
                                {"สติ๊กเกอร์", "image/*"},
                                {"Stiker", "image/*"},
                                {"GIF", "image/gif"},
                                {"Video", "video/*"},
                                {"Videos", "video/*"},
                                {"動画", "video/*"},
                                {"影片", "video/*"},
                                {"视频", "video/*"},
                                {"視頻", "video/*"},
                                {"동영상", "video/*"},
                                {"วิดีโอ", "video/*"},
                                {"Voice message", "audio/*"},
                                {"Audio", "audio/*"},
                                {"ボイスメッセージ", "audio/*"},
                                {"音声メッセージ", "audio/*"},
                                {"語音訊息", "audio/*"},
                                {"语音消息", "audio/*"},
                                {"语音信息", "audio/*"},
                                {"음성메시지", "audio/*"},
                                {"음성 메시지", "audio/*"},
                                {"ข้อความเสียง", "audio/*"},
                                {"Pesan suara", "audio/*"},
                                {"File", ""},
                                {"Files", ""},
                                {"ファイル", ""},
                                {"檔案", ""},
                                {"文件", ""},
                                {"파일", ""},
                                {"ไฟล์", ""},
                                {"Album", ""},
                                {"アルバム", ""},
                                {"相簿", ""},
                                {"相册", ""},
                                {"Contact", "text/vcard"},
                                {"連絡先", "text/vcard"},
                                {"聯絡資訊", "text/vcard"},
                                {"联系人", "text/vcard"}};

// A line that ends so was written by the app; before it stands who did it.
constexpr std::string_view unsent[] = {" unsent a message",
                                       " unsent a message to this chat",
                                       " unsent a photo",
                                       "がメッセージの送信を取り消しました",
                                       "がメッセージを取り消しました",
                                       "メッセージの送信を取り消しました",
                                       "已收回訊息",
                                       "已收回消息",
                                       "收回了訊息",
                                       "收回了一則訊息",
                                       "撤回了一条消息",
                                       "撤回了消息",
                                       "已撤回消息",
                                       "님이 메시지 보내기를 취소했습니다",
                                       "메시지 보내기를 취소했습니다",
                                       "메시지 전송을 취소했습니다",
                                       "ยกเลิกข้อความแล้ว",
                                       "ยกเลิกการส่งข้อความ",
                                       "ยกเลิกข้อความ"};
constexpr std::string_view happened[] = {" joined the group",
                                         " joined the chat",
                                         " left the group",
                                         " left the chat",
                                         " to the group",
                                         " from the group",
                                         " changed the group photo",
                                         " created the group",
                                         "グループに参加しました",
                                         "グループに招待しました",
                                         "グループを退会しました",
                                         "グループを作成しました",
                                         "が参加しました",
                                         "が退出しました",
                                         "が退会しました",
                                         "を招待しました",
                                         "を追加しました",
                                         "を退会させました",
                                         "を変更しました",
                                         "加入聊天",
                                         "離開聊天",
                                         "加入群組",
                                         "退出群組",
                                         "離開群組",
                                         "已加入群組",
                                         "已退出群組",
                                         "加入了群組",
                                         "加入了群组",
                                         "退出了群組",
                                         "退出了群组",
                                         "離開了群組",
                                         "建立了群組",
                                         "님이 들어왔습니다",
                                         "님이 나갔습니다",
                                         "님을 초대했습니다",
                                         "เข้าร่วมกลุ่ม",
                                         "ออกจากกลุ่ม",
                                         "เข้าร่วมแชท",
                                         "ออกจากแชท"};

std::string_view without_stop(std::string_view text)
{
    text = trim_line(text);
    for (const std::string_view stop : {".", "。", "！"})
        if (text.ends_with(stop)) return trim_line(text.substr(0, text.size() - stop.size()));
    return text;
}

// The ending the text has, one of those given; nullptr if none or if there are words of a sentence before it.
template <typename Endings> const std::string_view* ending_of(std::string_view text, const Endings& endings)
{
    if (text.size() > 300 || text.find('\n') != std::string_view::npos) return nullptr;
    const std::string_view* best = nullptr;
    for (const auto& end : endings)
        if (text.ends_with(end) && (!best || end.size() > best->size())) best = &end;
    return best;
}

void take_back(ChatEntry& entry)
{
    const auto text = without_stop(entry.body);
    const auto* end = ending_of(text, unsent);
    const auto bare = trim_line(text);
    const bool own = entry.message.role == model::Role::system;
    // In a column of its own the app's words are the whole of it; "he unsent a message" is a person's.
    const bool whole =
        end && (bare == trim_line(*end) || (!own && bare.substr(0, bare.size() - end->size()) == entry.message.sender) ||
                bare == "You" + std::string(*end));
    if (!end || (!own && !whole)) return;
    entry.message.deleted = true;
    if (own) {
        auto who = trim_line(text.substr(0, text.size() - end->size()));
        if (who == "You" || who == "你" || who == "您" || who == "あなた") who = {};
        if (who.size() <= longest_name) entry.message.sender = who;
    }
}

void leave_out(ChatEntry& entry, bool bare_words)
{
    auto text = trim_line(entry.message.text);
    std::string_view name;
    const bool bracketed = text.starts_with('[');
    if (bracketed) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return;
        name = trim_line(text.substr(close + 1));
        text = text.substr(1, close - 1);
    } else if (!bare_words) {
        return;
    }
    const auto* found =
        std::find_if(std::begin(left_out), std::end(left_out), [&](const LeftOut& l) { return l.word == text; });
    if (found == std::end(left_out)) return;
    const auto dot = name.rfind('.'); // "[File] invoice.pdf"
    if (!name.empty() &&
        (dot == std::string_view::npos || dot + 9 < name.size() || name.find('\n') != std::string_view::npos))
        return;
    entry.message.attachments.push_back({std::string(name), std::string(found->media_type), ""});
}

// A word by single spaces; `rest` goes on behind it.
std::string_view next_word(std::string_view& rest)
{
    const auto space = rest.find(' ');
    const auto word = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    return word;
}

// Could the word go on with a name? "Smith" and "太郎", not "hello", "I" or "ok,".
bool may_be_name(std::string_view word)
{
    if (word.size() < 2 || word.front() == '[') return false;
    const auto first = static_cast<unsigned char>(word.front()), last = static_cast<unsigned char>(word.back());
    if (first < 0x80 && !(first >= 'A' && first <= 'Z') && first != '(') return false;
    if (std::string_view(",.!?:;").find(static_cast<char>(last)) != std::string_view::npos && word.size() > 2) return false;
    return std::none_of(std::begin(left_out), std::end(left_out), [&](const LeftOut& l) { return l.word == word; });
}

} // namespace

void settle_tabs(ChatEntry& entry)
{
    auto& text = entry.message.text;
    if (text.size() > 1 && text.front() == '"' && text.back() == '"' && text.find('\n') != std::string::npos) {
        text = text.substr(1, text.size() - 2);
        for (std::size_t at = 0; (at = text.find("\"\"", at)) != std::string::npos; ++at) text.erase(at, 1);
    }
    take_back(entry);
    if (entry.message.role != model::Role::system) leave_out(entry, false);
}

void settle_spaces(ChatEntry& entry)
{
    take_back(entry);
    if (entry.message.role != model::Role::system) leave_out(entry, true);
}

bool is_own_line(std::string_view text)
{
    const auto bare = without_stop(text);
    return ending_of(bare, unsent) || ending_of(bare, happened);
}

void Senders::know(std::string_view name)
{
    known_ = name;
}

void Senders::add(std::string_view rest)
{
    const auto all = rest;
    const std::string first(next_word(rest));
    if (by_first_.size() >= most_first_words && by_first_.find(first) == by_first_.end()) return;
    auto& words = by_first_[first];
    // What all have in common, but for the last word, which is said and no part of a name.
    const auto last = all.rfind(' ');
    const auto most = std::min(last == std::string_view::npos ? first.size() : last, longest_name);
    if (words.count++ == 0) {
        words.common = all.substr(0, std::max(most, first.size()));
        return;
    }
    std::size_t same = 0;
    while (same < most && same < words.common.size() && words.common[same] == all[same]) ++same;
    const bool whole =
        (same == words.common.size() || words.common[same] == ' ') && (same == all.size() || all[same] == ' ');
    if (!whole) same = all.substr(0, same).rfind(' ');
    words.common.resize(same == std::string_view::npos ? first.size() : std::max(same, first.size()));
}

std::string_view Senders::name_in(std::string_view rest) const
{
    if (!known_.empty() && rest.size() > known_.size() && rest.starts_with(known_) && rest[known_.size()] == ' ')
        return rest.substr(0, known_.size());
    auto left = rest;
    const auto first = next_word(left);
    if (left.empty() || first.size() > longest_name) return {};
    const auto found = by_first_.find(std::string(first));
    if (found == by_first_.end() || found->second.count < 2) return first;
    auto more = std::string_view(found->second.common).substr(first.size());
    auto end = first.size();
    if (!more.empty()) more.remove_prefix(1);
    while (!more.empty()) {
        const auto word = next_word(more);
        if (!may_be_name(word)) break;
        end += 1 + word.size();
    }
    return end < rest.size() && rest[end] == ' ' ? rest.substr(0, end) : first;
}

std::uint64_t Senders::count(std::string_view name) const
{
    if (!known_.empty() && name == known_) return 2;
    const auto found = by_first_.find(std::string(next_word(name)));
    return found == by_first_.end() ? 0 : found->second.count;
}

} // namespace redress::ingest::line
