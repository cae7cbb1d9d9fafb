#include "ingest/wechat_columns.hpp"

#include "base/text.hpp"
#include "ingest/named_table.hpp"

namespace redress::ingest::wechat {
namespace {

// The columns of one program's table: those it must have, then where each field stands; names between |, the first the
// header has wins.
struct Shape {
    std::string_view program, must;
    bool numbered;
    struct {
        Field field;
        std::string_view names;
    } fields[14];
};

constexpr Shape shapes[] = {{"MemoTrace",
                             "类型|发送人|时间|内容",
                             false,
                             {{Field::id, "消息ID"},
                              {Field::type, "类型"},
                              {Field::sender, "发送人"},
                              {Field::time, "时间"},
                              {Field::text, "内容"},
                              {Field::remark, "备注"},
                              {Field::nick, "昵称"}}},
                            {"MemoTrace",
                             "Type|IsSender|CreateTime|StrContent",
                             true,
                             {{Field::id, "MsgSvrID"},
                              {Field::type, "Type"},
                              {Field::subtype, "SubType"},
                              {Field::self, "IsSender"},
                              {Field::sender_id, "Sender"},
                              {Field::thread, "StrTalker|TalkerId"},
                              {Field::time, "CreateTime"},
                              {Field::time_text, "StrTime"},
                              {Field::text, "StrContent"},
                              {Field::remark, "Remark"},
                              {Field::nick, "NickName"}}},
                            {"PyWxDump",
                             "type_name|is_sender|talker|CreateTime",
                             false,
                             {{Field::id, "MsgSvrID"},
                              {Field::type, "type_name"},
                              {Field::self, "is_sender"},
                              {Field::sender, "talker"},
                              {Field::thread, "room_name"},
                              {Field::time, "CreateTime"},
                              {Field::text, "msg|content"},
                              {Field::source, "src"}}},
                            {"chatlog",
                             "Time|Sender|Talker|Content",
                             false,
                             {{Field::id, "MessageID"},
                              {Field::sender, "SenderName"},
                              {Field::sender_id, "Sender"},
                              {Field::thread, "Talker"},
                              {Field::thread_name, "TalkerName"},
                              {Field::time, "Time"},
                              {Field::text, "Content"}}},
                            {"WeFlow",
                             "时间|发送者身份|消息类型|内容",
                             false,
                             {{Field::type, "消息类型"},
                              {Field::sender, "发送者身份"},
                              {Field::sender_id, "发送者微信ID"},
                              {Field::time, "时间"},
                              {Field::text, "内容"},
                              {Field::remark, "发送者备注"},
                              {Field::nick, "发送者昵称"}}}};

} // namespace

std::optional<Table> recognise(const Columns& columns)
{
    for (const auto& shape : shapes) {
        if (!has_all(columns, shape.must)) continue;
        Table table;
        table.program = shape.program;
        table.numbered = shape.numbered;
        for (const auto& [field, names] : shape.fields)
            for (const auto name : text::split(names, '|')) {
                const auto column = columns.find(name);
                auto& at = table.at[static_cast<std::size_t>(field)];
                if (column && !at && !names.empty()) at = column;
            }
        if (table.column(Field::text)) return table;
    }
    return std::nullopt;
}

} // namespace redress::ingest::wechat
