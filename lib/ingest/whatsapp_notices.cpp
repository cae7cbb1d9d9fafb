// What the app says by itself: en de es fr it pt zh-CN zh-TW ja ko ru ar, some of many others.
#include "base/text.hpp"
#include "ingest/whatsapp_words.hpp"

#include <algorithm>
#include <bitset>
#include <iterator>

namespace redress::ingest::whatsapp {
namespace {

using Words = std::string_view;

// Sentences only the app writes, however they are printed; found at the start of a body.
constexpr Words notices[] = {"Messages and calls are end-to-end encrypted",
                             "Messages to this group are now secured",
                             "Messages to this chat and calls are now secured",
                             "Messages you send to this group are now secured",
                             "Messages you send to this chat and calls are now secured",
                             "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt",
                             "Nachrichten in diesem Chat sowie Anrufe sind",
                             "Los mensajes y las llamadas están cifrados de extremo a extremo",
                             "Les messages et les appels sont chiffrés de bout en bout",
                             "Les messages et appels sont chiffrés de bout en bout",
                             "I messaggi e le chiamate sono crittografati end-to-end",
                             "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta",
                             "As mensagens e chamadas são encriptadas ponto a ponto",
                             "As mensagens e ligações são protegidas",
                             "As mensagens e as ligações são protegidas",
                             "消息和通话已进行端到端加密",
                             "消息和通话都进行端到端加密",
                             "訊息與通話已受端對端加密",
                             "訊息和通話已受端對端加密",
                             "訊息及通話已進行端對端加密",
                             "メッセージと通話はエンドツーエンドで暗号化されています",
                             "メッセージと通話はエンドツーエンド暗号化",
                             "메시지와 통화는 종단간 암호화",
                             "메시지와 통화는 엔드투엔드 암호화",
                             "Сообщения и звонки защищены сквозным шифрованием",
                             "الرسائل والمكالمات مشفرة تمامًا بين الطرفين",
                             "الرسائل والمكالمات مشفّرة",
                             "Berichten en oproepen worden end-to-end versleuteld",
                             "Berichten en oproepen zijn end-to-end versleuteld",
                             "Mesajlar ve aramalar uçtan uca şifrelidir",
                             "Wiadomości i połączenia są w pełni szyfrowane",
                             "Pesan dan panggilan dienkripsi secara end-to-end",
                             "Pesan dan panggilan terenkripsi secara end-to-end",
                             "Only messages that mention or people share with @",
                             "Meta AI is an optional service from Meta",
                             "Meta AI ist ein optionaler Dienst von Meta",
                             "Nur Nachrichten, die @"};

// Parts of notices; they count where the app marked the body, or where a person's name should stand.
constexpr Words phrases[] = {" created group ",
                             "created this group",
                             " changed the subject",
                             " changed the group ",
                             "changed this group's",
                             "deleted this group's icon",
                             " added ",
                             " removed ",
                             " left",
                             "were added",
                             "was added",
                             "joined using",
                             " joined from",
                             "security code",
                             "end-to-end encrypt",
                             "disappearing messages",
                             "message timer",
                             "blocked this contact",
                             "phone number to a new number",
                             " changed to +",
                             "an admin",
                             "advanced chat privacy",
                             "admin approval",
                             " is a contact",
                             "Missed voice call",
                             "Missed video call",
                             "Missed group",
                             "Voice call.",
                             "Video call.",
                             "Voice call, ",
                             "Video call, ",
                             "started a call",
                             "started a video call",
                             " pinned a message",
                             "business account",
                             "secure service from",
                             "Waiting for this message",
                             "hat die Gruppe ",
                             "hast die Gruppe ",
                             "diese Gruppe erstellt",
                             "den Gruppennamen",
                             "Gruppenbild",
                             "Gruppenbeschreibung",
                             " hinzugefügt",
                             " entfernt.",
                             "Sicherheitscode",
                             "selbstlöschende Nachrichten",
                             "Nachrichtendauer",
                             "Verpasster Sprachanruf",
                             "Verpasster Videoanruf",
                             "Sprachanruf.",
                             "Videoanruf.",
                             "Ende-zu-Ende",
                             "Kontakt blockiert",
                             "Kontakt freigegeben",
                             "neue Telefonnummer",
                             "Chat-Datenschutz",
                             "creó el grupo",
                             "cambió el asunto",
                             "cambió el nombre del grupo",
                             "añadió a",
                             "eliminó a",
                             "salió del grupo",
                             "Llamada perdida",
                             "Videollamada perdida",
                             "de extremo a extremo",
                             "código de seguridad",
                             "a créé le groupe",
                             "a changé le nom du groupe",
                             "a ajouté",
                             "a quitté",
                             "Appel vocal manqué",
                             "Appel vidéo manqué",
                             "de bout en bout",
                             "code de sécurité",
                             "ha creato il gruppo",
                             "ha aggiunto",
                             "ha abbandonato",
                             "Chiamata persa",
                             "Chiamata vocale persa",
                             "Videochiamata persa",
                             "codice di sicurezza",
                             "criou o grupo",
                             "mudou o nome do grupo",
                             "adicionou",
                             "saiu do grupo",
                             "Chamada de voz perdida",
                             "Chamada de vídeo perdida",
                             "código de segurança",
                             "创建了此群组",
                             "创建了群组",
                             "建立了此群組",
                             "建立了群組",
                             "加入群组",
                             "加入群組",
                             "添加了",
                             "新增了",
                             "退出了群组",
                             "退出了群組",
                             "移除了",
                             "更改了",
                             "變更了",
                             "限时消息",
                             "限時訊息",
                             "端到端加密",
                             "端對端加密",
                             "未接语音通话",
                             "未接視訊通話",
                             "未接語音來電",
                             "未接视频通话",
                             "安全码",
                             "安全碼",
                             "グループを作成しました",
                             "さんを追加しました",
                             "退出しました",
                             "セキュリティコード",
                             "不在着信",
                             "エンドツーエンド",
                             "그룹을 만들",
                             "님을 추가",
                             "나갔습니다",
                             "부재중",
                             "보안 코드",
                             "создал",
                             "изменил",
                             "добавил",
                             "удалил",
                             "покинул",
                             "Пропущенный",
                             "Код безопасности",
                             "сквозным шифрованием",
                             "أنشأ",
                             "بإضافة",
                             "غادر",
                             "مكالمة صوتية فائتة",
                             "مكالمة فيديو فائتة",
                             "رمز الأمان",
                             "مشفرة",
                             "krypterade",
                             "ende-til-ende",
                             "end-to-end-krypter",
                             "päästä päähän",
                             "koncovým šifr",
                             "uçtan uca",
                             "végpontok közötti",
                             "integral criptate",
                             "criptate integral",
                             "διατερματικ",
                             "наскрізн",
                             "от край до край",
                             "מקצה לקצה",
                             "سرتاسر",
                             "एंड-टू-एंड",
                             "เข้ารหัสจากต้นทาง",
                             "mã hóa đầu cuối",
                             "hujung ke hujung",
                             "Genehmigung durch eine",
                             "Du bist jetzt ein",
                             "Du bist kein",
                             "gewechselt",
                             "ist ein Kontakt",
                             "einen Anruf gestartet",
                             "einen Videoanruf gestartet",
                             "You're now",
                             "You're no longer",
                             "No answer",
                             "Keine Antwort",
                             "hat die Gruppe verlassen",
                             " changed to ",
                             "grubu oluşturdu",
                             "grubuna ekledi",
                             "gruptan ayrıldı",
                             "Cevapsız",
                             "heeft de groep",
                             "toegevoegd",
                             "heeft de groep verlaten",
                             "Gemiste",
                             "utworzył",
                             "dodał",
                             "opuścił",
                             "Nieodebrane",
                             "membuat grup",
                             "menambahkan",
                             "keluar",
                             "Panggilan tak terjawab",
                             "створи",
                             "додав",
                             "Пропущений",
                             "मिस्ड",
                             "สายที่ไม่ได้รับ",
                             "Cuộc gọi nhỡ"};
// Of those, the ones too short or too plain to call an author's name a notice.
constexpr Words plain_phrases[] = {" added ",
                                   " removed ",
                                   " left",
                                   "an admin",
                                   "adicionou",
                                   "添加了",
                                   "新增了",
                                   "移除了",
                                   "更改了",
                                   "變更了",
                                   "a ajouté",
                                   "a quitté",
                                   "создал",
                                   "изменил",
                                   "добавил",
                                   "удалил",
                                   "покинул",
                                   "أنشأ",
                                   "غادر",
                                   "부재중",
                                   " hinzugefügt",
                                   "Voice call.",
                                   "Video call.",
                                   "was added",
                                   "business account",
                                   "toegevoegd",
                                   "utworzył",
                                   "dodał",
                                   "opuścił",
                                   "menambahkan",
                                   "keluar",
                                   "створи",
                                   "додав",
                                   "gewechselt",
                                   " changed to ",
                                   "You're now",
                                   "You're no longer",
                                   "No answer",
                                   "Keine Antwort",
                                   "Gemiste",
                                   "Cevapsız",
                                   "krypterade",
                                   "Du bist jetzt ein",
                                   "Du bist kein"};

constexpr Words group_verbs[] = {"created group ",       "hat die Gruppe ", "creó el grupo ", "a créé le groupe ",
                                 "ha creato il gruppo ", "criou o grupo ",  "创建了群组",     "建立了群組"};

bool contains(std::string_view text, std::string_view what)
{
    return text.find(what) != std::string_view::npos;
}

} // namespace

bool is_encryption_notice(std::string_view body)
{
    static const auto first_bytes = [] {
        std::bitset<256> set;
        for (const auto w : notices) set.set(static_cast<unsigned char>(w.front()));
        return set;
    }();
    if (body.empty() || !first_bytes[static_cast<unsigned char>(body.front())]) return false;
    return std::any_of(std::begin(notices), std::end(notices), [&](std::string_view w) { return body.starts_with(w); });
}

bool is_system_text(std::string_view body, bool marked)
{
    if (is_encryption_notice(body)) return true;
    const auto first = body.substr(0, body.find('\n')); // below it stand the answers of a poll
    return marked &&
           std::any_of(std::begin(phrases), std::end(phrases), [&](std::string_view w) { return contains(first, w); });
}

bool is_system_author(std::string_view author)
{
    if (text::count_code_points(author) > 100) return true;
    const auto count = [&](std::string_view mark) {
        std::size_t n = 0;
        for (auto at = author.find(mark); at != std::string_view::npos; at = author.find(mark, at + mark.size())) ++n;
        return n;
    };
    // An open quotation belongs to a notice: changed the subject from "a: b"
    if (count("\"") % 2 != 0 || count("“") + count("„") > count("”") + (count("„") ? count("“") : 0) ||
        count("「") > count("」"))
        return true;
    return std::any_of(std::begin(phrases), std::end(phrases), [&](std::string_view w) {
        return contains(author, w) &&
               std::find(std::begin(plain_phrases), std::end(plain_phrases), w) == std::end(plain_phrases);
    });
}

std::string named_group(std::string_view system_text)
{
    for (const auto verb : group_verbs) {
        const auto at = system_text.find(verb);
        if (at == std::string_view::npos) continue;
        auto name = system_text.substr(at + verb.size());
        for (const std::string_view open : {"\"", "“", "„", "「", "«"})
            if (name.starts_with(open)) {
                name.remove_prefix(open.size());
                for (const std::string_view close : {"\"", "”", "“", "」", "»"})
                    if (const auto end = name.rfind(close); end != std::string_view::npos)
                        return std::string(name.substr(0, end));
            }
    }
    return {};
}

} // namespace redress::ingest::whatsapp
