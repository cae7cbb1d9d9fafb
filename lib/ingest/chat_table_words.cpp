#include "ingest/chat_table_words.hpp"

#include "base/text.hpp"
#include "ingest/named_table.hpp"

#include <algorithm>
#include <array>

namespace redress::ingest::chat_table {
namespace {

// Nobody but a messenger calls a column so.
constexpr std::string_view certain_senders =
    "发送人|发送方|发送者|发信人|消息发送人|消息发送者|消息发送方|发送人昵称|发送方昵称|发送者昵称|发送人旺旺|发送账号|"
    "发送人账号|"
    "发言人|发言者|说话人|发件人|寄件人|傳送者|Sender|Sender Name|Sent By|From|From Name|From User|Message From|Sender ID|"
    "Expéditeur|Remitente|Remetente|Mittente|Absender|Отправитель|送信者|보낸사람";
constexpr std::string_view likely_senders =
    "Author|Author Name|User|User Name|Username|Name|Nickname|Who|Speaker|Participant|"
    "昵称|用户|用户名|用户名称|姓名|名称|旺旺|旺旺号|旺旺名|账号";
constexpr std::string_view certain_texts =
    "消息内容|聊天内容|发送内容|对话内容|会话内容|消息正文|消息文本|消息|讯息|訊息|訊息內容|"
    "Message|Message Text|Message Content|Message Body|Messages|Msg|Chat Message|"
    "Mensaje|Mensagem|Messaggio|Nachricht|Сообщение|メッセージ|메시지";
constexpr std::string_view likely_texts = "内容|內容|正文|文本|Content|Text|Body|Contenu|Contenido|Texto|Inhalt";
constexpr std::string_view certain_times =
    "发送时间|消息时间|聊天时间|发言时间|对话时间|会话时间|傳送時間|Sent At|Sent Time|Send Time|Sent|Message Time|Message "
    "Date|"
    "Message Timestamp|date_unixtime|Date Sent|Sent Date|Sent On|Time (UTC)|Sent At (UTC)|Timestamp (UTC)|Date "
    "(UTC)|Created At (UTC)";
constexpr std::string_view likely_times =
    "时间|時間|时间戳|日期时间|创建时间|Time|Timestamp|DateTime|Date/Time|Date Time|"
    "Date and Time|Date & Time|Created At|Created|Create Time|Date|日期|Fecha|Data|Datum|"
    "Дата|Время|日時|날짜";
constexpr std::string_view days = "日期|Date|Day|Fecha|Data|Datum|Дата|날짜";
constexpr std::string_view clocks = "时间|時間|Time|Heure|Hora|Ora|Uhrzeit|Время|시간|Clock|时刻";

constexpr FieldNames names[] = {
    {"receiver",
     "接收人|接收方|接收者|收信人|消息接收人|消息接收者|接收人昵称|接收方昵称|接收者昵称|接收账号|接收人账号|收件人|"
     "Receiver|Receiver Name|Recipient|Recipient Name|Recipients|To|To Name|To User|Message To|Receiver ID|"
     "Destinataire|Destinatario|Destinatário|Empfänger|Получатель|受信者|받는사람"},
    {"conversation",
     "会话ID|会话编号|会话号|会话名称|会话|对话ID|对话|聊天ID|聊天对象|Conversation ID|Conversation|Conversation Name|"
     "Thread ID|Thread|Chat ID|Chat|Chat Name|Session ID|Ticket ID|Ticket|Ticket Number"},
    {"customer",
     "买家|买家昵称|买家旺旺|买家账号|买家名称|买家会员名|客户|客户昵称|客户名称|客户旺旺|客户账号|顾客|顾客昵称|会员名|"
     "会员|"
     "访客|访客名称|访客昵称|对象名称|对方|对方昵称|Buyer|Buyer Name|Customer|Customer Name|Client|Client Name|Visitor|"
     "Visitor Name|Contact|Contact Name|Phone Number|Number|Cliente|Comprador"},
    {"agent",
     "客服|客服昵称|客服账号|客服名称|客服旺旺|接待客服|接待人|卖家|卖家昵称|卖家账号|商家|店铺|店铺名称|子账号|员工名称|"
     "Agent|Agent Name|Seller|Seller Name|Operator|Staff|Shop|Store|Assignee|Vendedor"},
    {"side", "方向|消息方向|发送方向|收发|发送方类型|发送人类型|发送者类型|发送人身份|角色|身份|发送人角色|Direction|Role|"
             "Sender Type|"
             "Sender Role|Message Role|Author Type|User Type|From Type|Way|Sent/Received"},
    {"kind", "消息类型|内容类型|类型|Message Type|Content Type|Msg Type|Type"},
    {"native_id", "消息ID|消息编号|消息号|Message ID|Msg ID|MessageId|msg_id"},
    {"file", "附件|附件名称|附件名|文件名|文件|图片|Attachment|Attachments|File|Files|File Name|Media|Pièce jointe|Adjunto"},
    {"state", "状态|消息状态|阅读状态|已读状态|Status|State|Message Status|Read"},
};
// What stands in tables of orders, reviews and transfers whatever else does, and what a chat may have only if it is
// certain to be one.
constexpr std::string_view others =
    "Rating|Stars|Star Rating|Overall|评分|星级|评价类型|评价结果|好中差评|评价|评价内容|Amount|"
    "Total|金额|总金额|总额|订单金额|订单状态|交易状态|Currency";
constexpr std::string_view doubtful =
    "Event|Event Type|Event Name|Action|事件|事件类型|操作|动作|Level|Severity|Log Level|Price|"
    "单价|价格|Score";

struct SideWords {
    Side side;
    std::string_view roles, ways; // between |, as text::header_key makes them
};
constexpr SideWords side_words[] = {
    {Side::customer, "买家|客户|顾客|访客|buyer|customer|client|visitor|enduser",
     "用户|会员|对方|接收|收到|收|来|接收消息|received|receive|incoming|inbound|in|inbox|user|lead|contact|consumer|guest|"
     "them"},
    {Side::shop, "卖家|商家|客服|人工客服|店铺|我|我方|己方|seller|agent|merchant|me",
     "员工|发送|发出|发|已发送|发送消息|sent|send|outgoing|outbound|out|outbox|admin|shop|store|operator|staff|support|"
     "vendor|"
     "assistant"},
    {Side::platform, "机器人|智能客服|智能机器人|平台|平台小二|小二|bot|robot|chatbot|platform", ""},
    {Side::system, "系统|系统消息|系统通知|系统提示|system", "提示|通知|activity|notification|event"},
};

void add_time(const Columns& columns, std::map<std::string, std::size_t>& out)
{
    const FieldNames certain[] = {{"at", certain_times}}, likely[] = {{"at", likely_times}};
    const FieldNames parts[] = {{"at", days}, {"clock", clocks}};
    if (out.merge(fields_by_name(columns, certain)); out.count("at")) return;
    auto both = fields_by_name(columns, parts);
    if (both.size() == 2)
        out.merge(both);
    else
        out.merge(fields_by_name(columns, likely));
}

std::map<std::string, std::size_t> fields_of(const Columns& columns)
{
    auto out = fields_by_name(columns, names);
    const FieldNames sure[] = {{"sender", certain_senders}, {"text", certain_texts}};
    const FieldNames maybe[] = {{"sender", likely_senders}, {"text", likely_texts}};
    out.merge(fields_by_name(columns, sure));
    out.merge(fields_by_name(columns, maybe));
    add_time(columns, out);
    return out;
}

} // namespace

std::optional<Layout> recognise(const Columns& columns)
{
    if (count_of(columns, others) > 0) return std::nullopt;
    Layout out;
    out.at = fields_of(columns);
    const bool sides = out.has("side") && (out.has("customer") || out.has("agent"));
    if (!out.has("text") || !out.has("at") || !(out.has("sender") || sides)) return std::nullopt;
    // "Author, Date, Content" are a review's words, "发送人, 时间, 内容" are not.
    const bool sender = sides || count_of(columns, certain_senders) > 0, text = count_of(columns, certain_texts) > 0;
    if (!sender && !text) return std::nullopt;
    if (!(sender && text) && count_of(columns, doubtful) > 0) return std::nullopt;
    out.type = "message";
    return out;
}

bool is_field(std::string_view field)
{
    constexpr std::string_view more[] = {"sender", "text", "at", "clock"};
    return std::find(std::begin(more), std::end(more), field) != std::end(more) ||
           std::any_of(std::begin(names), std::end(names), [&](const FieldNames& row) { return row.field == field; });
}

std::set<std::size_t> known(const Columns& columns)
{
    std::set<std::size_t> out;
    for (const auto& [field, column] : fields_of(columns)) out.insert(column);
    return out;
}

Side side_of(std::string_view cell, bool roles_only)
{
    const auto key = text::header_key(cell);
    if (key.empty()) return Side::unknown;
    for (const auto& row : side_words)
        for (const auto words : {row.roles, roles_only ? std::string_view() : row.ways})
            for (const auto word : text::split(words, '|'))
                if (key == word) return row.side;
    return Side::unknown;
}

} // namespace redress::ingest::chat_table
