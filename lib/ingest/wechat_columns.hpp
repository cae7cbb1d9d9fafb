// The tables WeChat's export programs write, told apart by the names of their columns.
#pragma once

#include "ingest/columns.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace redress::ingest::wechat {

enum class Field {
    id,
    type,
    subtype,
    self,
    sender,
    sender_id,
    thread,
    thread_name,
    time,
    time_text,
    text,
    remark,
    nick,
    source,
    count
};

struct Table {
    std::string_view program;
    std::array<std::optional<std::size_t>, static_cast<std::size_t>(Field::count)> at;
    bool numbered = false; // MemoTrace's copy of the database: numbers for types, no names for its owner

    std::optional<std::size_t> column(Field field) const { return at[static_cast<std::size_t>(field)]; }
};

// nullopt: this row is no head of such a table.
std::optional<Table> recognise(const Columns& columns);

} // namespace redress::ingest::wechat
