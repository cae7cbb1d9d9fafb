#include "base/json_reader.hpp"

#include <simdjson.h>

#include <algorithm>
#include <vector>

namespace redress::json {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t depth = 64; // deeper ones are left to the slower parser

// False: a number that is not whole, whose text simdjson does not keep.
bool build(const dom::element& from, Json& to)
{
    switch (from.type()) {
    case dom::element_type::ARRAY: {
        Json::Array items;
        items.reserve(dom::array(from).size());
        for (const auto item : dom::array(from)) {
            items.emplace_back();
            if (!build(item, items.back())) return false;
        }
        to = Json(std::move(items));
        return true;
    }
    case dom::element_type::OBJECT: {
        Json::Object members;
        members.reserve(dom::object(from).size());
        for (const auto member : dom::object(from)) {
            const auto same = [&](const Json::Member& m) { return m.key == member.key; };
            auto place = std::find_if(members.begin(), members.end(), same);
            if (place == members.end()) place = members.insert(place, Json::Member{std::string(member.key), {}});
            if (!build(member.value, place->value)) return false;
        }
        to = Json(std::move(members));
        return true;
    }
    case dom::element_type::INT64: to = Json(std::int64_t(from)); return true;
    case dom::element_type::UINT64: to = Json(std::uint64_t(from)); return true;
    case dom::element_type::DOUBLE: return false;
    case dom::element_type::STRING: to = Json(std::string_view(from)); return true;
    case dom::element_type::BOOL: to = Json(bool(from)); return true;
    case dom::element_type::NULL_VALUE: to = Json(); return true;
    }
    return false;
}

} // namespace

struct Reader::State {
    dom::parser parser;
    std::vector<Field> fields;
    std::vector<dom::element> elements; // of the fields
    State() { [[maybe_unused]] const auto error = parser.allocate(4096, depth); }
};

Reader::Reader() : state_(std::make_unique<State>()) {}
Reader::~Reader() = default;

bool Reader::strings(std::string_view text, std::span<const std::string_view> names, std::span<std::string_view> values)
{
    std::fill(values.begin(), values.end(), std::string_view());
    const auto document = state_->parser.parse(text.data(), text.size());
    if (document.error() || !document.value_unsafe().is_object()) return false;
    for (const auto member : dom::object(document.value_unsafe())) {
        const auto name = std::find(names.begin(), names.end(), member.key);
        if (name == names.end()) continue;
        if (!member.value.is_string()) return false;
        values[static_cast<std::size_t>(name - names.begin())] = member.value; // of a repeated one the last
    }
    return true;
}

std::optional<Json> Reader::value(std::string_view text)
{
    Json out;
    const auto document = state_->parser.parse(text.data(), text.size());
    if (document.error() || !build(document.value_unsafe(), out)) return std::nullopt;
    return out;
}

std::span<const Reader::Field> Reader::fields(std::string_view text)
{
    auto& [parser, fields, elements] = *state_;
    fields.clear();
    elements.clear();
    const auto document = parser.parse(text.data(), text.size());
    if (document.error() || !document.value_unsafe().is_object()) return {};
    for (const auto member : dom::object(document.value_unsafe())) {
        if (std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.key == member.key; })) return {};
        auto& field = fields.emplace_back();
        field.key = member.key;
        field.place = elements.size();
        elements.push_back(member.value);
        if (member.value.is_string()) {
            field.kind = Field::Kind::text;
            field.text = member.value;
        } else if (member.value.type() == dom::element_type::INT64) {
            field.kind = Field::Kind::whole;
            field.whole = std::int64_t(member.value);
        }
    }
    return fields;
}

std::optional<Json> Reader::value_of(const Field& field) const
{
    Json out;
    if (!build(state_->elements[field.place], out)) return std::nullopt;
    return out;
}

std::optional<Json> parse_quickly(std::string_view text)
{
    dom::parser parser;
    if (parser.allocate(text.size(), depth) != simdjson::SUCCESS) return std::nullopt;
    Json out;
    const auto document = parser.parse(text.data(), text.size());
    if (document.error() || !build(document.value_unsafe(), out)) return std::nullopt;
    return out;
}

} // namespace redress::json
