// A dump as rows: the statements mysqldump, phpMyAdmin, Navicat and WeFlow write, each value with its place in the bytes.
// Nothing is executed; what is not an INSERT or a CREATE TABLE comes as `other`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::sql {

struct Value {
    enum class Kind { null, number, text, expression };
    Kind kind = Kind::null;
    std::string text;                     // unescaped, as UTF-8; of 0x… the bytes if they are text, else the writing
    std::uint64_t offset = 0, length = 0; // of the literal, quotes included
};

struct Item {
    enum class Kind { table, row, other, bad };
    Kind kind = Kind::other;
    std::string table;                // without database and quotes
    std::vector<std::string> columns; // of a table: its columns; of a row: those the INSERT lists, if it does
    std::vector<Value> values;
    std::uint64_t offset = 0, length = 0, line = 0; // of the tuple or the statement
};

// In standard SQL a backslash is a backslash; MySQL escapes with it.
enum class Escapes { mysql, standard };

class Reader {
public:
    Reader(std::string_view bytes, std::string encoding, Escapes escapes = Escapes::mysql);
    bool next(Item& item);

private:
    bool inside_insert(Item& item);
    void create_table(Item& item);
    bool insert_head(Item& item);
    bool tuple(Item& item);
    bool value(Value& value);
    bool quoted(char quote, std::string* out);
    std::string name();
    void skip_blank();
    bool word(std::string_view wanted);
    void skip_statement();
    void skip_bad();
    std::uint64_t line_at(std::size_t offset);
    char now() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
    char ahead() const { return at_ + 1 < bytes_.size() ? bytes_[at_ + 1] : '\0'; }
    std::string as_utf8(const std::string& bytes) const;

    std::string_view bytes_;
    std::string encoding_, table_;
    std::vector<std::string> columns_;
    bool wide_ = false; // a byte above ASCII takes the next one with it (GB18030, Big5): it may be a backslash
    bool in_insert_ = false;
    Escapes escapes_;
    std::size_t at_ = 0, counted_ = 0;
    std::uint64_t line_ = 1;
};

} // namespace redress::ingest::sql
