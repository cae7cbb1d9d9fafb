// Wordings are facts of the app, one line a language: en de es fr it pt zh-CN zh-TW ja ko ru ar, some nl tr pl id.
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
                                   "Anda menghapus pesan ini"};

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
                                  "Wiadomość edytowana"};

struct Omitted {
    Words text;
    Words media_type;
};
// Without brackets, which only some versions print.
constexpr Omitted omitted_texts[] = {{"media omitted", ""},
                                     {"image omitted", "image/*"},
                                     {"video omitted", "video/*"},
                                     {"audio omitted", "audio/*"},
                                     {"gif omitted", "image/gif"},
                                     {"sticker omitted", "image/webp"},
                                     {"document omitted", "application/*"},
                                     {"contact card omitted", "text/vcard"},
                                     {"video message omitted", "video/*"},
                                     {"video note omitted", "video/*"},
                                     {"view once voice message omitted", "audio/*"},
                                     {"view once photo omitted", "image/*"},
                                     {"medien ausgeschlossen", ""},
                                     {"medien weggelassen", ""},
                                     {"bild weggelassen", "image/*"},
                                     {"video weggelassen", "video/*"},
                                     {"audio weggelassen", "audio/*"},
                                     {"sticker weggelassen", "image/webp"},
                                     {"gif weggelassen", "image/gif"},
                                     {"dokument weggelassen", "application/*"},
                                     {"kontaktkarte ausgelassen", "text/vcard"},
                                     {"videonachricht weggelassen", "video/*"},
                                     {"videonotiz weggelassen", "video/*"},
                                     {"multimedia omitido", ""},
                                     {"archivo omitido", ""},
                                     {"imagen omitida", "image/*"},
                                     {"video omitido", "video/*"},
                                     {"audio omitido", "audio/*"},
                                     {"sticker omitido", "image/webp"},
                                     {"gif omitido", "image/gif"},
                                     {"documento omitido", "application/*"},
                                     {"tarjeta de contacto omitida", "text/vcard"},
                                     {"médias omis", ""},
                                     {"fichier omis", ""},
                                     {"image absente", "image/*"},
                                     {"vidéo absente", "video/*"},
                                     {"audio omis", "audio/*"},
                                     {"sticker omis", "image/webp"},
                                     {"document manquant", "application/*"},
                                     {"media omessi", ""},
                                     {"media omesso", ""},
                                     {"immagine omessa", "image/*"},
                                     {"video omesso", "video/*"},
                                     {"audio omesso", "audio/*"},
                                     {"sticker non incluso", "image/webp"},
                                     {"documento omesso", "application/*"},
                                     {"mídia oculta", ""},
                                     {"mídia omitida", ""},
                                     {"arquivo de mídia oculto", ""},
                                     {"ficheiro não revelado", ""},
                                     {"imagem ocultada", "image/*"},
                                     {"imagem omitida", "image/*"},
                                     {"vídeo omitido", "video/*"},
                                     {"áudio ocultado", "audio/*"},
                                     {"áudio omitido", "audio/*"},
                                     {"figurinha omitida", "image/webp"},
                                     {"忽略多媒體檔", ""},
                                     {"省略多媒体文件", ""},
                                     {"省略影音内容", ""},
                                     {"已省略多媒體檔案", ""},
                                     {"媒体文件已省略", ""},
                                     {"图片已忽略", "image/*"},
                                     {"圖片已略去", "image/*"},
                                     {"视频已忽略", "video/*"},
                                     {"影片已略去", "video/*"},
                                     {"音频已忽略", "audio/*"},
                                     {"音訊已略去", "audio/*"},
                                     {"贴图已忽略", "image/webp"},
                                     {"貼圖已略去", "image/webp"},
                                     {"文档已忽略", "application/*"},
                                     {"文件已略去", "application/*"},
                                     {"メディアなし", ""},
                                     {"メディアは含まれていません", ""},
                                     {"画像は含まれていません", "image/*"},
                                     {"画像が省略されました", "image/*"},
                                     {"動画が省略されました", "video/*"},
                                     {"音声が省略されました", "audio/*"},
                                     {"미디어 파일 제외됨", ""},
                                     {"미디어 파일을 생략한 대화내용", ""},
                                     {"사진 생략", "image/*"},
                                     {"동영상 생략", "video/*"},
                                     {"без медиафайлов", ""},
                                     {"Без медиафайлов", ""},
                                     {"файл пропущен", ""},
                                     {"Файл пропущен", ""},
                                     {"изображение отсутствует", "image/*"},
                                     {"видео отсутствует", "video/*"},
                                     {"аудиофайл отсутствует", "audio/*"},
                                     {"стикер отсутствует", "image/webp"},
                                     {"تم استبعاد الوسائط", ""},
                                     {"تم استبعاد الصورة", "image/*"},
                                     {"تم استبعاد الفيديو", "video/*"},
                                     {"media weggelaten", ""},
                                     {"afbeelding weggelaten", "image/*"},
                                     {"medya dahil edilmedi", ""},
                                     {"medya atlanmış", ""},
                                     {"pominięto multimedia", ""},
                                     {"pliki pominięto", ""},
                                     {"media tidak disertakan", ""},
                                     {"медіа пропущено", ""},
                                     {"bỏ qua tệp phương tiện", ""},
                                     {"मीडिया के बिना", ""},
                                     {"ไฟล์สื่อถูกลบ", ""},
                                     {"המדיה לא נכללה", ""}};

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
        for (const auto& o : omitted_texts) add(o.text, {Kind::omitted, o.media_type});
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
