// How mail programs introduce what they quote and pass on, in the languages they are written in. Only for mail_quote.cpp.
#pragma once

#include <string_view>

namespace redress::ingest::mail::quote_words {

// How the line ends that introduces a quotation, before its colon; where the verb stands inside, how the line begins too.
inline constexpr std::string_view verbs[] = {"wrote",
                                             "schrieb",
                                             "a écrit",
                                             "escribió",
                                             "ha scritto",
                                             "escreveu",
                                             "写道",
                                             "寫道",
                                             "пишет",
                                             "пише",
                                             "написал",
                                             "написала",
                                             "のメール",
                                             "님이 작성",
                                             "schreef",
                                             "kirjoitti",
                                             "skrev",
                                             "napisał(a)",
                                             "napsal(a)",
                                             "menulis",
                                             "đã viết",
                                             "şunu yazdı",
                                             "ezt írta",
                                             "a scris",
                                             "เขียนว่า",
                                             "كتب",
                                             "napisał",
                                             "a écrit\u00A0",
                                             "schreef het volgende"};
struct Inside {
    std::string_view start, verb;
};
inline constexpr Inside inside[] = {{"Am ", " schrieb "}, {"Op ", " schreef "}, {"Den ", " skrev "},
                                    {"På ", " skrev "},   {"Le ", " a écrit "}, {"Dne ", " napsal"}};
// A line that may be the first of two or three that introduce together.
inline constexpr std::string_view openers[] = {"On ", "Am ",  "Le ",   "El ",     "Il ",  "Em ", "Op ",
                                               "At ", "Den ", "Pada ", "W dniu ", "Dne ", "在",  "于"};
// Between dashes.
inline constexpr std::string_view original_words[] = {"original message",
                                                      "ursprüngliche nachricht",
                                                      "message d'origine",
                                                      "mensaje original",
                                                      "messaggio originale",
                                                      "mensagem original",
                                                      "oorspronkelijk bericht",
                                                      "originalmeddelande",
                                                      "original meddelelse",
                                                      "原始邮件",
                                                      "原始郵件",
                                                      "原邮件",
                                                      "元のメッセージ",
                                                      "исходное сообщение",
                                                      "original email",
                                                      "message original",
                                                      "original mail",
                                                      "reply message",
                                                      "回复的原邮件",
                                                      "원본 메시지"};
inline constexpr std::string_view forwarded_words[] = {"forwarded message",
                                                       "weitergeleitete nachricht",
                                                       "message transféré",
                                                       "mensaje reenviado",
                                                       "messaggio inoltrato",
                                                       "mensagem encaminhada",
                                                       "doorgestuurd bericht",
                                                       "转发的邮件",
                                                       "转发邮件",
                                                       "轉寄郵件",
                                                       "轉寄的郵件",
                                                       "転送",
                                                       "пересылаемое сообщение",
                                                       "пересланное сообщение",
                                                       "전달된 메시지",
                                                       "vidarebefordrat",
                                                       "videresendt",
                                                       "wiadomość przekazana",
                                                       "przekazana wiadomość"};
inline constexpr std::string_view forwarded_lines[] = {"begin forwarded message",      "anfang der weitergeleiteten",
                                                       "début du message réexpédié",   "inizio messaggio inoltrato",
                                                       "inicio del mensaje reenviado", "下面是被转发的邮件",
                                                       "以下は転送されたメッセージ"};
inline constexpr std::string_view from_labels[] = {"From",   "Von",       "De",        "Da",     "Van",    "Från",
                                                   "Fra",    "Od",        "От",        "发件人", "寄件者", "寄件人",
                                                   "差出人", "보낸 사람", "Lähettäjä", "De la"};
inline constexpr std::string_view date_labels[] = {
    "Sent",     "Date", "Gesendet",  "Datum",    "Enviado", "Enviada", "Envoyé",    "Inviato",    "发送时间",
    "发送日期", "日期", "寄件日期",  "送信日時", "日付",    "时间",    "보낸 날짜", "Отправлено", "Дата",
    "Fecha",    "Data", "Verzonden", "Skickat",  "Sendt",   "Wysłano", "Odesláno",  "Lähetetty"};

} // namespace redress::ingest::mail::quote_words
