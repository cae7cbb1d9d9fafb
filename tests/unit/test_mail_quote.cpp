#include "ingest/mail_quote.hpp"
#include "ingest/mail_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace redress::ingest::mail;

TEST_CASE("own words apart from quoted ones")
{
    const struct {
        const char *text, *own, *quoted;
    } table[] = {
        {"just this", "just this", ""},
        {"mine\n\nOn Mon, 2 Mar 2026 at 10:00, Ana <a@example.com> wrote:\n> his\n> more", "mine",
         "On Mon, 2 Mar 2026 at 10:00, Ana <a@example.com> wrote:\n> his\n> more"},
        {"On Mon, 2 Mar 2026, Ana wrote:\n> his\n\nmine below", "mine below", "On Mon, 2 Mar 2026, Ana wrote:\n> his"},
        {"mine\n\nOn Mon, 2 Mar 2026 at 10:00,\nAna <a@example.com> wrote:\n\nhis, no marks", "mine",
         "On Mon, 2 Mar 2026 at 10:00,\nAna <a@example.com> wrote:\n\nhis, no marks"},
        {"mine\n-----Original Message-----\nFrom: x", "mine", "-----Original Message-----\nFrom: x"},
        {"mine\n________________________________\nFrom: Ana\nSent: Monday\nTo: me\n\nhis", "mine",
         "From: Ana\nSent: Monday\nTo: me\n\nhis"},
        {"收到\n\n在 2026年3月2日，小明 <x@example.com> 写道：\n> 原文", "收到",
         "在 2026年3月2日，小明 <x@example.com> 写道：\n> 原文"},
        {"好的\n发件人: 小明\n发送时间: 2026年3月2日\n收件人: 我\n\n原文", "好的",
         "发件人: 小明\n发送时间: 2026年3月2日\n收件人: 我\n\n原文"},
        {"Danke\n\nAm 02.03.2026 um 10:00 schrieb Ana:\n> alt", "Danke", "Am 02.03.2026 um 10:00 schrieb Ana:\n> alt"},
        {"On time, as he wrote:\nnothing is cut here", "On time, as he wrote:\nnothing is cut here", ""},
        {"From: is a word people use\nat the start of a line", "From: is a word people use\nat the start of a line", ""},
        {"a > b\n5 > 3", "a > b\n5 > 3", ""},
        {"", "", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        const auto words = split_quoted(row.text);
        CHECK(words.own == row.own);
        CHECK(words.quoted == row.quoted);
    }
    CHECK(plain_subject("Re: AW: Fwd: Order 1001") == "order 1001");
    CHECK(plain_subject("回复：Re: 订单") == "订单");
    CHECK(plain_subject("Regarding: x") == "regarding: x");
}

TEST_CASE("quotations in the words of many mail programs")
{
    // Each introduces the quoted line below it; the writer's own line stands above.
    for (const char* intro : {
             "On Mon, 2 Mar 2026 at 10:00, Ana <a@example.com> wrote:",
             "Am Mo., 2. März 2026 um 10:00 Uhr schrieb Ana <a@example.com>:",
             "Le lun. 2 mars 2026 à 10:00, Ana <a@example.com> a écrit :",
             "El lun, 2 mar 2026 a las 10:00, Ana (<a@example.com>) escribió:",
             "Il giorno lun 2 mar 2026 alle ore 10:00 Ana <a@example.com> ha scritto:",
             "Em seg., 2 de mar. de 2026 às 10:00, Ana <a@example.com> escreveu:",
             "Op ma 2 mrt 2026 om 10:00 schreef Ana <a@example.com>:",
             "Den mån 2 mars 2026 kl 10:00 skrev Ana <a@example.com>:",
             "pon., 2 mar 2026 o 10:00 Ana <a@example.com> napisał(a):",
             "пн, 2 мар. 2026 г. в 10:00, Ana <a@example.com>:", // no verb at all
             "2026年3月2日(月) 10:00 Ana <a@example.com>:", "2026년 3월 2일 (월) 오전 10:00, Ana <a@example.com>님이 작성:",
             "Ana <a@example.com> 于2026年3月2日周一 10:00写道：", "在 2026-03-02 10:00:00，\"Ana\" <a@example.com> 写道：",
             "At 2026-03-02 10:00:00, \"Ana\" <a@example.com> wrote:",
             "Ana <a@example.com>, 2 Mar 2026 Pzt, 10:00 tarihinde şunu yazdı:",
             "Ana wrote 12 notes; as she wrote:", // weak, but quoted lines follow
         }) {
        CAPTURE(intro);
        const auto words = split_quoted("mine\n\n" + std::string(intro) + "\n\n> hers\n\nmine too");
        CHECK(words.own == "mine\n\nmine too");
        CHECK(words.quoted == std::string(intro) + "\n> hers");
    }
    // Each ends what the writer wrote, though nothing below is marked.
    for (const char* cut :
         {"-----Original Message-----", "----- Ursprüngliche Nachricht -----", "-----原始邮件-----",
          "------------------ 原始邮件 ------------------", "-------- Message d'origine --------",
          "发件人： 小明\n发送时间： 2026年3月2日", "寄件者: 小明\n寄件日期: 2026年3月2日",
          "Von: Ana\nGesendet: Montag, 2. März 2026", "De : Ana\nEnvoyé : lundi 2 mars 2026", "*From:* Ana\n*Sent:* Monday",
          "Från: Ana\nSkickat: den 2 mars 2026", "差出人: Ana\n送信日時: 2026年3月2日",
          "From: Ana\nTo: me\nCc: you\nDate: Monday", "On Mon, 2 Mar 2026 at 10:00, Ana <a@example.com> wrote:"}) {
        CAPTURE(cut);
        const auto words = split_quoted("mine\n" + std::string(cut) + "\n\nhers");
        CHECK(words.own == "mine");
        CHECK(words.quoted == std::string(cut) + "\n\nhers");
    }
    // None of these hides a word.
    for (const char* text :
         {"On 5 March I will send it.\nThe number 12 wrote:\nnothing", "Please send it to <ana12@example.com>:\nmy address",
          "Ana wrote 3 times:\nno answer", "De: le prix\nest faux", "From: 5 pieces\nto: 10 pieces", "-- \nAna Roe\nsales",
          "----- see below -----\nmy list", ">_< sorry", "Am Ende:\nalles gut", "Date: 2 March\nTime: 10:00",
          "发件人: 写错了\n请改", "We agreed on this:\n- one\n- two"}) {
        CAPTURE(text);
        CHECK(split_quoted(text).own == text);
        CHECK(split_quoted(text).quoted.empty());
    }
}

TEST_CASE("a forwarded mail is no quotation")
{
    for (const char* text : {"see below\n\n---------- Forwarded message ---------\nFrom: Ana <a@example.com>\nDate: Mon, 2 "
                             "Mar 2026\n\n> old\nhers",
                             "Begin forwarded message:\n\nFrom: Ana\nDate: Monday\n\nhers",
                             "-------- 转发邮件信息 --------\n发件人：小明\n发送日期：今天\n\n原文",
                             "-------- Weitergeleitete Nachricht --------\nVon: Ana\nDatum: Montag\n\nihres"}) {
        CAPTURE(text);
        CHECK(split_quoted(text).own == text);
        CHECK(split_quoted(text).quoted.empty());
    }
    const std::string outlook = "see below\n\nFrom: Ana\nSent: Monday\n\nhers";
    CHECK(split_quoted(outlook, {}, true).own == outlook);
    CHECK(split_quoted(outlook, {}, false).own == "see below");
    // Quoted lines above it are quoted all the same.
    CHECK(split_quoted("mine\n> his\n---------- Forwarded message ----------\nhers").quoted == "> his");
    CHECK(is_forward("Fwd: order"));
    CHECK(is_forward(" 转发：订单"));
    CHECK_FALSE(is_forward("Re: Fwd: order"));
    CHECK_FALSE(is_forward("Forward planning"));
}

TEST_CASE("what the HTML of a mail says of quotations")
{
    const auto split = [](const std::string& html) {
        QuoteMarks marks;
        const auto text = html_to_text(html, &marks);
        return split_quoted(text, marks);
    };
    const struct {
        const char *name, *html, *own, *quoted;
    } table[] = {
        {"Gmail, a language nobody taught us",
         "<div>mine</div><div class=\"gmail_quote\"><div dir=ltr class=\"gmail_attr\">Ana @ 2/3, kalo:<br></div><blockquote "
         "class=\"gmail_quote\">hers</blockquote></div>",
         "mine", "Ana @ 2/3, kalo:\n> hers"},
        {"Gmail, answers between",
         "<div class=\"gmail_quote\"><div class=\"gmail_attr\">Ana:</div><blockquote "
         "class=\"gmail_quote\">one?</blockquote><div>yes"
         "</div><blockquote class=\"gmail_quote\">two?</blockquote><div>no</div></div>",
         "yes\nno", "Ana:\n> one?\n> two?"},
        {"Gmail, forwarded",
         "<div>look</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">---------- Forwarded message "
         "---------<br>From: "
         "Ana</div>hers</div>",
         "look\n---------- Forwarded message ---------\nFrom: Ana\nhers", ""},
        {"Thunderbird and Apple",
         "<div class=\"moz-cite-prefix\">Ana dixit:</div><blockquote type=\"cite\"><p>hers</p></blockquote><p>mine</p>",
         "mine", "Ana dixit:\n> \n> hers"},
        {"Outlook, any language",
         "<div>mine</div><hr><div id=\"divRplyFwdMsg\"><b>Kutoka:</b> Ana<br><b>Imetumwa:</b> 2/3<br></div><div>hers</div>",
         "mine", "Kutoka: Ana\nImetumwa: 2/3\nhers"},
        {"NetEase", "<p>我的</p><blockquote id=\"isReplyContent\">原文</blockquote>", "我的", "> 原文"},
        {"NetEase, forwarded", "<div id=\"isForwardContent\">-------- 转发邮件信息 --------<br>发件人：小明<br>原文</div>",
         "-------- 转发邮件信息 --------\n发件人：小明\n原文", ""},
        {"indented, not quoted",
         "<p>as agreed:</p><blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\">mine</blockquote>",
         "as agreed:\nmine", ""},
        {"Yahoo", "<div>mine</div><div class=\"yahoo_quoted\">whatever: Ana<br>hers</div>", "mine", "whatever: Ana\nhers"},
    };
    for (const auto& row : table) {
        CAPTURE(row.name);
        const auto words = split(row.html);
        CHECK(words.own == row.own);
        CHECK(words.quoted == row.quoted);
    }
}
