// Wordings are facts of the app as exports show them; those of uk sv da nb fi cs sk ro hu el he hi th vi fa ms bg hr are
// from memory. What stands for media is in whatsapp_omitted.cpp.
#include "ingest/whatsapp_words.hpp"

#include "base/text.hpp"
#include "ingest/whatsapp_header.hpp"

#include <bitset>
#include <unordered_map>

namespace redress::ingest::whatsapp {
namespace {

using Words = std::string_view;

// Whole bodies, in any case, with or without a full stop.
constexpr Words deleted_texts[] = {"This message was deleted",
                                   "You deleted this message",
                                   "Message deleted",
                                   "This message was deleted by admin",
                                   "Diese Nachricht wurde gelöscht",
                                   "Du hast diese Nachricht gelöscht",
                                   "Se eliminó este mensaje",
                                   "Eliminaste este mensaje",
                                   "Este mensaje fue eliminado",
                                   "Ce message a été supprimé",
                                   "Vous avez supprimé ce message",
                                   "Questo messaggio è stato eliminato",
                                   "Hai eliminato questo messaggio",
                                   "Mensagem apagada",
                                   "Você apagou esta mensagem",
                                   "Esta mensagem foi apagada",
                                   "Apagou esta mensagem",
                                   "Eliminou esta mensagem",
                                   "Esta mensagem foi eliminada",
                                   "这条消息已删除",
                                   "你删除了这条消息",
                                   "此消息已删除",
                                   "您删除了此消息",
                                   "已删除此消息",
                                   "此訊息已刪除",
                                   "你刪除了此訊息",
                                   "您已刪除此訊息",
                                   "這則訊息已刪除",
                                   "已刪除此訊息",
                                   "このメッセージは削除されました",
                                   "このメッセージを削除しました",
                                   "メッセージを削除しました",
                                   "삭제된 메시지입니다",
                                   "이 메시지를 삭제했습니다",
                                   "이 메시지는 삭제되었습니다",
                                   "Данное сообщение удалено",
                                   "Вы удалили данное сообщение",
                                   "Это сообщение удалено",
                                   "Сообщение удалено",
                                   "Вы удалили это сообщение",
                                   "تم حذف هذه الرسالة",
                                   "لقد حذفت هذه الرسالة",
                                   "حذفت هذه الرسالة",
                                   "Dit bericht is verwijderd",
                                   "U hebt dit bericht verwijderd",
                                   "Bu mesaj silindi",
                                   "Bu mesajı sildiniz",
                                   "Ta wiadomość została usunięta",
                                   "Usunięto tę wiadomość",
                                   "Pesan ini dihapus",
                                   "Anda menghapus pesan ini",
                                   "Це повідомлення видалено",
                                   "Ви видалили це повідомлення",
                                   "Det här meddelandet raderades",
                                   "Du raderade det här meddelandet",
                                   "Denne besked blev slettet",
                                   "Du slettede denne besked",
                                   "Denne meldingen ble slettet",
                                   "Du slettet denne meldingen",
                                   "Tämä viesti poistettiin",
                                   "Poistit tämän viestin",
                                   "Tato zpráva byla odstraněna",
                                   "Odstranili jste tuto zprávu",
                                   "Táto správa bola odstránená",
                                   "Acest mesaj a fost șters",
                                   "Ați șters acest mesaj",
                                   "Ez az üzenet törölve lett",
                                   "Törölted ezt az üzenetet",
                                   "Αυτό το μήνυμα διαγράφηκε",
                                   "Διαγράψατε αυτό το μήνυμα",
                                   "הודעה זו נמחקה",
                                   "מחקת הודעה זו",
                                   "यह मैसेज डिलीट किया गया था",
                                   "यह संदेश हटाया गया",
                                   "आपने यह मैसेज डिलीट किया",
                                   "ข้อความนี้ถูกลบ",
                                   "ข้อความนี้ถูกลบแล้ว",
                                   "คุณลบข้อความนี้",
                                   "คุณลบข้อความนี้แล้ว",
                                   "Tin nhắn này đã bị xóa",
                                   "Bạn đã xóa tin nhắn này",
                                   "این پیام حذف شد",
                                   "این پیام حذف شده است",
                                   "شما این پیام را حذف کردید",
                                   "Mesej ini telah dipadamkan",
                                   "Anda telah memadamkan mesej ini",
                                   "Това съобщение бе изтрито",
                                   "Вие изтрихте това съобщение",
                                   "Ova poruka je izbrisana"};

constexpr Words edited_texts[] = {"This message was edited",
                                  "Diese Nachricht wurde bearbeitet",
                                  "Se editó este mensaje",
                                  "Este mensaje fue editado",
                                  "Ce message a été modifié",
                                  "Questo messaggio è stato modificato",
                                  "Mensagem editada",
                                  "Esta mensagem foi editada",
                                  "此消息已编辑",
                                  "这条消息已编辑",
                                  "此訊息已編輯",
                                  "已編輯此訊息",
                                  "このメッセージは編集されました",
                                  "편집된 메시지",
                                  "이 메시지는 수정되었습니다",
                                  "Сообщение изменено",
                                  "Данное сообщение изменено",
                                  "تم تعديل هذه الرسالة",
                                  "Dit bericht is bewerkt",
                                  "Bu mesaj düzenlendi",
                                  "Pesan ini diedit",
                                  "Wiadomość edytowana",
                                  "Це повідомлення відредаговано",
                                  "Det här meddelandet redigerades",
                                  "Denne besked blev redigeret",
                                  "Denne meldingen ble redigert",
                                  "Tätä viestiä muokattiin",
                                  "Tato zpráva byla upravena",
                                  "Acest mesaj a fost editat",
                                  "Ez az üzenet szerkesztve lett",
                                  "Αυτό το μήνυμα υποβλήθηκε σε επεξεργασία",
                                  "הודעה זו נערכה",
                                  "यह मैसेज एडिट किया गया",
                                  "ข้อความนี้ถูกแก้ไข",
                                  "แก้ไขข้อความนี้แล้ว",
                                  "Tin nhắn này đã được chỉnh sửa",
                                  "این پیام ویرایش شد",
                                  "Mesej ini telah diedit"};

constexpr Words attached_words[] = {"attached",
                                    "file attached",
                                    "Anhang",
                                    "Datei angehängt",
                                    "adjunto",
                                    "archivo adjunto",
                                    "pièce jointe",
                                    "fichier joint",
                                    "allegato",
                                    "file allegato",
                                    "anexado",
                                    "anexo",
                                    "arquivo anexado",
                                    "ficheiro anexado",
                                    "附件",
                                    "文件附件",
                                    "已附加",
                                    "檔案已附加",
                                    "文件已附加",
                                    "添付ファイル",
                                    "ファイル添付",
                                    "添付",
                                    "첨부",
                                    "첨부 파일",
                                    "파일 첨부됨",
                                    "прикреплено",
                                    "файл добавлен",
                                    "прикреплённый файл",
                                    "مرفق",
                                    "الملف مرفق",
                                    "ملف مرفق",
                                    "bijgevoegd",
                                    "bestand bijgevoegd",
                                    "ekli",
                                    "dosya ekli",
                                    "załącznik",
                                    "załączono plik",
                                    "terlampir",
                                    "file terlampir"};

class WholeTexts {
public:
    WholeTexts()
    {
        for (const auto w : deleted_texts) add(w, {Kind::deleted, ""});
        for (const auto w : edited_texts) add(w, {Kind::edited, ""});
        for (const auto& o : omitted_texts()) add(o.text, {Kind::omitted, o.media_type});
        for (const auto w : attached_words) add(w, {Kind::attached, ""});
    }
    const Whole* find(std::string_view text) const
    {
        const auto bare = bare_form(text);
        if (bare.size() >= lengths_.size() || !lengths_[bare.size()]) return nullptr; // most messages end here
        const auto found = texts_.find(text::lower_ascii(bare));
        return found == texts_.end() ? nullptr : &found->second;
    }

private:
    void add(Words text, Whole whole)
    {
        texts_.emplace(text::lower_ascii(text), whole);
        lengths_.set(text.size());
    }
    std::unordered_map<std::string, Whole> texts_;
    std::bitset<160> lengths_;
};

} // namespace

// Without marks, blanks, brackets and a full stop at its ends.
std::string_view bare_form(std::string_view v)
{
    while (!v.empty()) {
        const auto n = mark_length(v, 0) + space_length(v, 0);
        if (n == 0) break;
        v.remove_prefix(n);
    }
    while (!v.empty()) {
        if (v.back() == ' ' || v.back() == '\n')
            v.remove_suffix(1);
        else if (v.size() >= 3 && mark_length(v, v.size() - 3) == 3)
            v.remove_suffix(3);
        else
            break;
    }
    if (v.size() > 1 && v.front() == '<' && v.back() == '>') return bare_form(v.substr(1, v.size() - 2));
    if (v.ends_with("。"))
        v.remove_suffix(std::string_view("。").size());
    else if (v.ends_with('.'))
        v.remove_suffix(1);
    return v;
}

const Whole* whole_text(std::string_view text)
{
    static const WholeTexts table;
    return table.find(text);
}

} // namespace redress::ingest::whatsapp
