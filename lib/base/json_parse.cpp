// JSON text in. The only file that compiles nlohmann/json.
#include "base/json.hpp"
#include "base/json_reader.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace redress {
namespace {

// long double only so that the parser does not refuse 1e400 as infinite; the value itself is never used.
using Parser = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, long double>;

// Collects what nlohmann's parser reports; numbers keep their text where int64 cannot hold them.
class Builder final : public nlohmann::json_sax<Parser> {
public:
    Json result;
    json::ParseError problem;

    bool null() override { return take(Json()); }
    bool boolean(bool v) override { return take(Json(v)); }
    bool number_integer(number_integer_t v) override { return take(Json(static_cast<std::int64_t>(v))); }
    bool number_unsigned(number_unsigned_t v) override { return take(Json(static_cast<std::uint64_t>(v))); }
    bool number_float(number_float_t, const string_t& text) override { return take(Json(Json::Number{text})); }
    bool string(string_t& v) override { return take(Json(std::move(v))); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& v) override
    {
        stack_.back().key = std::move(v);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const Parser::exception& e) override
    {
        std::string_view what = e.what();
        what = what.substr(0, what.find("; last read")); // what follows is of the text itself
        if (const auto colon = what.find(": "); colon != std::string_view::npos) what = what.substr(colon + 2);
        problem = {position == 0 ? 0 : position - 1, std::string(what)};
        return false;
    }

private:
    struct Level {
        Json value;
        std::string key;
    };
    std::vector<Level> stack_;

    bool take(Json v)
    {
        if (stack_.empty())
            result = std::move(v);
        else if (stack_.back().value.is_array())
            stack_.back().value.push(std::move(v));
        else
            stack_.back().value.set(stack_.back().key, std::move(v));
        return true;
    }
    bool open(Json v)
    {
        if (stack_.size() >= static_cast<std::size_t>(json::max_depth)) {
            problem = {0, "nested too deep"};
            return false;
        }
        stack_.push_back({std::move(v), {}});
        return true;
    }
    bool close()
    {
        auto v = std::move(stack_.back().value);
        stack_.pop_back();
        return take(std::move(v));
    }
};

} // namespace

namespace json {

std::optional<Json> parse(std::string_view text, ParseError* error)
{
    if (auto quick = parse_quickly(text)) return quick;
    Builder builder;
    if (Parser::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.result);
    if (error) *error = builder.problem;
    return std::nullopt;
}

} // namespace json
} // namespace redress
