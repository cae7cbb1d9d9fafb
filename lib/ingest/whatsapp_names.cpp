// How the app names the files of an export, and so the chat.
#include "base/text.hpp"
#include "ingest/whatsapp_words.hpp"

#include <algorithm>

namespace redress::ingest::whatsapp {
namespace {

using Words = std::string_view;

// What an export is called: before the chat's name, after it.
struct NameForm {
    Words before, after;
};
constexpr NameForm name_forms[] = {
    {"WhatsApp Chat with ", ""},       {"WhatsApp Chat - ", ""},          {"Chat de WhatsApp con ", ""},
    {"Chat WhatsApp con ", ""},        {"Conversa do WhatsApp com ", ""}, {"Conversa no WhatsApp com ", ""},
    {"Conversa do WhatsApp - ", ""},   {"WhatsApp Chat mit ", ""},        {"WhatsApp-Chat mit ", ""},
    {"Discussion WhatsApp avec ", ""}, {"Чат WhatsApp с ", ""},           {"Чат WhatsApp - ", ""},
    {"WhatsApp-chat met ", ""},        {"Chat WhatsApp - ", ""},          {"Chat WhatsApp dengan ", ""},
    {"Chat de WhatsApp - ", ""},       {"Discussion WhatsApp - ", ""},    {"WhatsApp 聊天 - ", ""},
    {"与", "的 WhatsApp 聊天"},        {"与", "的WhatsApp聊天"},          {"與", "的 WhatsApp 對話"},
    {"與", "的WhatsApp對話"},          {"與", "的 WhatsApp 聊天"},        {"与", "的 WhatsApp 对话"},
    {"WhatsApp 대화 - ", ""},          {"WhatsApp Sohbeti - ", ""},       {"WhatsApp のトーク - ", ""}};

// Folders, extension and the marks of copies gone: "dir/Chat (1).txt" -> "Chat"
std::string stem(std::string_view path)
{
    auto name = path.substr(path.find_last_of("/\\") + 1); // npos + 1 is 0
    for (const std::string_view ending : {".txt", ".zip", ".TXT", ".ZIP"})
        if (name.ends_with(ending)) name.remove_suffix(ending.size());
    for (bool again = true; again;) {
        again = false;
        name = text::trim(name);
        for (const std::string_view copy : {" - Copy", " copy", " - Kopie", " 副本", " - 副本", " - copia", " - Copie"})
            if (name.size() > copy.size() && name.ends_with(copy)) name.remove_suffix(copy.size()), again = true;
        if (!name.ends_with(')')) continue;
        const auto open = name.rfind('(');
        if (open == std::string_view::npos || open == 0 || name.size() - open > 6) continue;
        const auto number = name.substr(open + 1, name.size() - open - 2);
        if (number.empty() || number.find_first_not_of("0123456789") != std::string_view::npos) continue;
        name = name.substr(0, open);
        again = true;
    }
    return text::clean_header(name);
}

} // namespace

ChatName chat_name(std::string_view path)
{
    auto name = stem(path);
    if (name == "_chat" || name == "chat") {
        const auto folder = path.find_last_of("/\\");
        if (folder == std::string_view::npos) return {"chat", false};
        const auto outer = chat_name(path.substr(0, folder));
        return outer.certain ? outer : ChatName{"chat", false};
    }
    if (name.find(' ') == std::string::npos) std::replace(name.begin(), name.end(), '_', ' ');
    for (const auto& form : name_forms)
        if (name.size() > form.before.size() + form.after.size() && text::starts_with_icase(name, form.before) &&
            name.ends_with(form.after)) {
            const auto inner =
                std::string_view(name).substr(form.before.size(), name.size() - form.before.size() - form.after.size());
            return {std::string(text::trim(inner)), true};
        }
    return {stem(path), false};
}

} // namespace redress::ingest::whatsapp
