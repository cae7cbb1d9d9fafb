// JSON values and a JSON writer that keep json.hpp (slow to compile) out of every header.
// Numbers that are not whole or do not fit 64 bits keep their text, so nothing is rounded on the way through.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace redress {

class Json {
public:
    struct Member;
    struct Number { // a number kept as it was written ("1.50", "1e400")
        std::string text;
        bool operator==(const Number&) const = default;
    };
    using Array = std::vector<Json>;
    using Object = std::vector<Member>; // in the order written; a key stands once

    Json(); // null
    Json(std::nullptr_t);
    Json(bool value);
    Json(std::int64_t value);
    Json(int value);
    Json(std::uint64_t value);
    Json(double value);
    Json(std::string value);
    Json(std::string_view value);
    Json(const char* value);
    Json(Number value);
    Json(Array value);
    Json(Object value);
    static Json object();
    static Json array();
    template <typename T> Json(const std::optional<T>& value)
    {
        if (value) *this = Json(*value);
    }

    bool is_null() const { return value_.index() == 0; }
    bool is_object() const { return std::holds_alternative<Object>(value_); }
    bool is_array() const { return std::holds_alternative<Array>(value_); }
    bool is_string() const { return std::holds_alternative<std::string>(value_); }
    bool is_number() const;

    // Readers never throw: a value of another kind gives nothing.
    const Json* find(std::string_view key) const;       // nullptr if absent or not an object
    const Json& operator[](std::string_view key) const; // a null value if absent
    std::optional<std::string> string() const;
    std::string string_or(std::string_view fallback) const;
    std::optional<std::int64_t> integer() const; // whole numbers, also "12" written as a string is not one
    std::optional<double> number() const;
    std::optional<bool> boolean() const;
    const Array& items() const;    // empty if not an array
    const Object& members() const; // empty if not an object

    Json& set(std::string_view key, Json value); // becomes an object; replaces in place, else appends; returns *this
    Json& push(Json value);                      // becomes an array; returns *this
    bool erase(std::string_view key);
    std::string dump(int indent = -1) const; // -1: one line

    bool operator==(const Json& other) const;

    using Value = std::variant<std::monostate, bool, std::int64_t, Number, std::string, Array, Object>;
    const Value& value() const { return value_; }

private:
    Value value_;
};

struct Json::Member {
    std::string key;
    Json value;
    bool operator==(const Member& other) const;
};

// Here and not in the class: a vector of Member needs Member whole (clang 14 with libstdc++ 12 insists).
inline Json::Json() = default;
inline Json::Json(std::nullptr_t) {}

namespace json {

struct ParseError {
    std::size_t offset = 0; // byte
    std::string message;
};
inline constexpr int max_depth = 1024;
// nullopt if the text is no JSON; error then says where. A repeated key: the last one wins.
std::optional<Json> parse(std::string_view text, ParseError* error = nullptr);

// Writes straight into a string, in the order called; commas and escapes are its business, balance is the caller's.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}
    Writer& begin_object();
    Writer& end_object();
    Writer& begin_array();
    Writer& end_array();
    Writer& key(std::string_view name);
    Writer& value(std::string_view text);
    Writer& value(const char* text) { return value(std::string_view(text)); }
    Writer& value(const std::string& text) { return value(std::string_view(text)); }
    Writer& value(std::int64_t number);
    Writer& value(std::uint64_t number);
    Writer& value(int number) { return value(static_cast<std::int64_t>(number)); }
    Writer& value(double number); // shortest form that reads back the same; null if not finite
    Writer& value(bool boolean);
    Writer& value(const Json& json);
    Writer& null();
    template <typename T> Writer& value(const std::optional<T>& maybe) { return maybe ? value(*maybe) : null(); }
    template <typename T> Writer& member(std::string_view name, const T& v)
    {
        key(name);
        return value(v);
    }

private:
    void separate();
    std::string& out_;
    bool need_comma_ = false;
};

void append_escaped(std::string& out, std::string_view text); // with the quotes

} // namespace json
} // namespace redress
