#include "analyze/redactor.hpp"

#include "analyze/card_keys.hpp"
#include "analyze/linking.hpp"
#include "analyze/personal_finders.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

std::string bare(std::string_view value)
{
    std::string out;
    for (const char c : plain_form(value).lower)
        if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) out += c;
    return out;
}

// Two spellings of one value under one token: a phone number with and without its country.
std::string identity(const PersonalKind& kind, const std::string& value)
{
    constexpr std::size_t national = 10;
    if (kind.token != "PHONE") return value;
    std::string digits;
    std::copy_if(value.begin(), value.end(), std::back_inserter(digits), is_digit);
    return digits.size() > national ? digits.substr(digits.size() - national) : digits;
}

// Tokens and no letter or digit beside them, as in "[NAME-1] <[EMAIL-1]>": a text is redacted twice without harm.
bool is_redacted(std::string_view value)
{
    std::string rest;
    bool token = false;
    for (std::size_t at = 0; at < value.size();) {
        const auto size = token_at(value, at);
        token = token || size > 0;
        if (size == 0) rest += value[at];
        at += std::max<std::size_t>(size, 1);
    }
    return token && bare(rest).empty();
}

// What chats call people who have no name there.
bool is_anybody(std::string_view name)
{
    static constexpr std::array<std::string_view, 26> words{
        "buyer",   "seller", "customer", "user", "guest",     "client",  "me",       "you",  "system",
        "support", "admin",  "unknown",  "买家", "卖家",      "客户",    "顾客",     "用户", "客服",
        "我",      "系统",   "亲",       "店家", "comprador", "cliente", "vendedor", "shop"};
    const auto lower = text::lower_ascii(text::trim(name));
    return std::find(words.begin(), words.end(), lower) != words.end();
}

// What of an address says by itself where somebody lives: "Lindenweg 12" of "Jane Roe, Lindenweg 12, 04103 Leipzig"; a
// Chinese one from each of its levels on, for people leave out the first.
std::vector<std::string_view> address_parts(std::string_view address)
{
    constexpr std::size_t least = 6;
    std::vector<std::string_view> out;
    std::size_t from = 0;
    const auto add = [&](std::size_t end) {
        const auto part = text::trim(address.substr(from, end - from));
        const bool number = std::any_of(part.begin(), part.end(), is_digit);
        const bool letter = std::any_of(part.begin(), part.end(),
                                        [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
        if (part.size() >= least && number && letter) out.push_back(part);
    };
    for (std::size_t at = 0; at < address.size(); at += char_length(address, at)) {
        const auto c = char_at(address, at);
        if (c == U',' || c == U'，' || c == U';' || c == U'\n') {
            add(at);
            from = at + char_length(address, at);
        } else if (c == U'省' || c == U'市' || c == U'区' || c == U'县' || c == U'镇') {
            from = at + char_length(address, at);
            add(address.size());
        }
    }
    add(address.size());
    return out;
}

// A nickname of somebody else may be any word.
bool is_full_name(std::string_view name)
{
    const auto points = text::to_u32(name);
    if (!points.empty() && text::is_han(points.front()))
        return points.size() >= 3 || (points.size() == 2 && is_surname(points.front()));
    return points.size() >= 8 || name.find(' ') != std::string_view::npos || std::any_of(name.begin(), name.end(), is_digit);
}

// Parts of a western name that are no word of every day, each with a capital.
std::vector<std::string_view> name_parts(std::string_view name)
{
    static constexpr std::array<std::string_view, 14> words{"May",  "Will",  "April", "June", "August", "Mark", "Grace",
                                                            "Hope", "Young", "Long",  "Mr",   "Mrs",    "The",  "Shop"};
    std::vector<std::string_view> out;
    for (const auto part : text::split(name, ' '))
        if (part.size() >= 3 && part[0] >= 'A' && part[0] <= 'Z' && std::all_of(part.begin(), part.end(), is_letter) &&
            std::find(words.begin(), words.end(), part) == words.end())
            out.push_back(part);
    return out.size() >= 2 ? out : std::vector<std::string_view>{};
}

} // namespace

std::string_view to_string(Reader reader)
{
    return reader == Reader::platform ? "platform" : reader == Reader::buyer ? "buyer" : "public";
}

Reader reader_named(std::string_view word)
{
    for (const auto reader : {Reader::platform, Reader::buyer})
        if (word == to_string(reader)) return reader;
    return Reader::everybody;
}

Shown Redactor::shown(const PersonalKind& kind, Owner owner) const
{
    if (owner == Owner::stranger) return Shown::token;
    const auto by_kind = kind.shown_to(options_.reader);
    return owner == Owner::buyer && options_.reader == Reader::buyer ? kind.platform : by_kind;
}

void Redactor::know(std::string_view kind, std::string_view value, Owner owner)
{
    const auto* const row = personal_kind(kind);
    value = text::trim(value);
    if (!row || value.empty() || is_masked(value) || is_redacted(value) || (kind == "name" && is_anybody(value))) return;
    known_.push_back({row, personal_value(kind, value), owner});
    by_value_.emplace(identity(*row, known_.back().value), known_.size() - 1);
    if (kind != "name" || owner != Owner::stranger || is_full_name(value)) values_.add(value, known_.size() - 1);
    if (kind == "address")
        for (const auto part : address_parts(value)) values_.add(part, known_.size() - 1);
    if (kind != "name" || owner == Owner::stranger) return;
    for (const auto part : name_parts(value)) values_.add(part, known_.size() - 1);
}

void Redactor::keep(std::string_view value)
{
    if (text::trim(value).empty()) return;
    kept_.add(value, 0);
    kept_bare_.insert(bare(value));
}

std::vector<Redactor::Cut> Redactor::cuts(std::string_view text, std::vector<Doubt>* doubts) const
{
    std::vector<Cut> all;
    auto form = plain_form(text);
    for (const auto& found : values_.find(form)) {
        const auto& known = known_[found.what];
        all.push_back({form.origin(found.begin), form.origin_end(found.end), known.kind, shown(*known.kind, known.owner),
                       Strength::sure, known.value, true});
    }
    std::vector<std::pair<std::size_t, std::size_t>> kept;
    for (const auto& found : kept_.find(form)) kept.emplace_back(form.origin(found.begin), form.origin_end(found.end));
    for (auto& span : find_personal(std::move(form))) {
        const auto end = span.offset + span.length;
        const bool stays = std::any_of(kept.begin(), kept.end(),
                                       [&](const auto& one) { return one.first <= span.offset && end <= one.second; });
        if (stays || kept_bare_.count(bare(text.substr(span.offset, span.length)))) continue;
        if (span.strength == Strength::review && !options_.careful) {
            if (doubts && span.kind->shown_to(options_.reader) != Shown::whole)
                doubts->push_back({span.offset, span.length, span.kind->name});
            continue;
        }
        all.push_back({span.offset, end, span.kind, shown(*span.kind, Owner::anyone), span.strength, std::move(span.value)});
    }
    return settle(std::move(all));
}

// What is known and may be seen protects what lies in it; of the rest, what touches becomes one cut that covers all of it.
std::vector<Redactor::Cut> Redactor::settle(std::vector<Cut> all)
{
    std::vector<Cut> seen;
    for (const auto& cut : all)
        if (cut.known && cut.shown == Shown::whole) seen.push_back(cut);
    std::erase_if(all, [&](const Cut& cut) {
        const auto covers = [&](const Cut& one) { return !cut.known && one.begin <= cut.begin && cut.end <= one.end; };
        return cut.shown == Shown::whole || std::any_of(seen.begin(), seen.end(), covers);
    });
    std::stable_sort(all.begin(), all.end(),
                     [](const Cut& a, const Cut& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    std::vector<Cut> out;
    for (auto& cut : all) {
        if (out.empty() || cut.begin >= out.back().end) {
            out.push_back(std::move(cut));
            continue;
        }
        auto& last = out.back();
        const auto begin = last.begin, end = std::max(last.end, cut.end);
        if (cut.end > last.end && last.shown == Shown::last_four && cut.shown == Shown::token) last = std::move(cut);
        last.begin = begin;
        last.end = end;
    }
    return out;
}

std::string Redactor::token(const Cut& cut, std::string_view written, const std::string& place)
{
    const auto key = std::pair(cut.kind->token, identity(*cut.kind, cut.value));
    auto found = numbered_.find(key);
    if (found == numbered_.end()) {
        found = numbered_.emplace(key, redactions_.size()).first;
        const int number = ++counts_[cut.kind->token];
        redactions_.push_back(
            {cut.kind, fmt::format("{}-{}", cut.kind->token, number), cut.value, cut.shown, cut.strength, {}, {}});
    }
    auto& redaction = redactions_[found->second];
    redaction.written.emplace(written);
    if (trace_) trace_->emplace_back(written);
    ++redaction.places[place];
    return cut.shown == Shown::last_four ? mask_secret(written) : "[" + redaction.token + "]";
}

std::string Redactor::replace(std::string_view text, const std::vector<Cut>& cuts, const std::string& place)
{
    std::string out;
    std::size_t at = 0;
    for (const auto& cut : cuts) {
        if (cut.shown == Shown::whole) continue;
        out += text.substr(at, cut.begin - at);
        out += token(cut, text.substr(cut.begin, cut.end - cut.begin), place);
        at = cut.end;
    }
    out += text.substr(at);
    return out;
}

std::string Redactor::apply(std::string_view text, const std::string& place, std::vector<Doubt>* doubts)
{
    return replace(text, cuts(text, doubts), place);
}

bool Redactor::names_somebody(std::string_view text) const
{
    return !cuts(text, nullptr).empty();
}

std::vector<std::string> Redactor::apply_all(const std::vector<std::string>& texts, const std::string& place)
{
    std::string joined;
    std::vector<std::size_t> begins;
    for (const auto& text : texts) {
        begins.push_back(joined.size());
        joined += text::trim(text);
    }
    begins.push_back(joined.size());
    const auto across = cuts(joined, nullptr);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto own_words = text::trim(texts[i]);
        const auto shift = own_words.empty() ? 0 : static_cast<std::size_t>(own_words.data() - texts[i].data());
        auto own = cuts(texts[i], nullptr);
        for (const auto& cut : across) {
            const bool crosses = std::any_of(begins.begin() + 1, begins.end() - 1,
                                             [&](auto edge) { return cut.begin < edge && edge < cut.end; });
            if (!crosses || cut.end <= begins[i] || cut.begin >= begins[i + 1] || own_words.empty()) continue;
            auto part = cut;
            part.begin = std::max(cut.begin, begins[i]) - begins[i] + shift;
            part.end = std::min(cut.end, begins[i + 1]) - begins[i] + shift;
            std::erase_if(own, [&](const Cut& other) { return other.begin < part.end && part.begin < other.end; });
            own.push_back(std::move(part));
        }
        std::sort(own.begin(), own.end(), [](const Cut& a, const Cut& b) { return a.begin < b.begin; });
        out.push_back(replace(texts[i], own, place));
    }
    return out;
}

void Redactor::forget_uses()
{
    for (auto& one : redactions_) {
        one.written.clear();
        one.places.clear();
    }
}

std::string Redactor::field(std::string_view kind, std::string_view value, const std::string& place)
{
    const auto* const row = personal_kind(kind);
    const auto trimmed = text::trim(value);
    if (!row || trimmed.empty() || is_redacted(trimmed) || (kind == "name" && is_anybody(trimmed)) ||
        kept_bare_.count(bare(trimmed)))
        return std::string(value);
    if (is_masked(trimmed)) return apply(value, place); // what stands beside the stars may be somebody's all the same
    auto canonical = personal_value(kind, trimmed);
    const auto known = by_value_.find(identity(*row, canonical));
    const auto owner = known == by_value_.end() ? Owner::anyone : known_[known->second].owner;
    const auto how = shown(*row, owner);
    if (how == Shown::whole) return apply(value, place);
    return token({0, value.size(), row, how, Strength::sure, std::move(canonical), true}, trimmed, place);
}

std::string redaction_salt(const Redaction& redaction, const std::string& key, const std::string& case_id)
{
    hash::Sha256 fields;
    fields.add_field(case_id).add_field(redaction.token).add_field(redaction.value);
    const auto digest = fields.finish();
    const auto hex = hash::hmac_sha256(key, {reinterpret_cast<const char*>(digest.data()), digest.size()});
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

Json redaction_log(const std::vector<Redaction>& redactions, const std::string& key, const std::string& case_id)
{
    auto out = Json::array();
    for (const auto& one : redactions) {
        if (one.places.empty()) continue;
        auto places = Json::array();
        std::size_t total = 0;
        for (const auto& [file, count] : one.places) {
            places.push(Json::object().set("file", file).set("count", static_cast<std::uint64_t>(count)));
            total += count;
        }
        out.push(Json::object()
                     .set("token", one.token)
                     .set("kind", one.kind->name)
                     .set("shown", one.shown == Shown::last_four ? "last four" : "token")
                     .set("strength", to_string(one.strength))
                     .set("count", static_cast<std::uint64_t>(total))
                     .set("commitment", hash::sha256(redaction_salt(one, key, case_id) + one.value))
                     .set("places", std::move(places)));
    }
    return out;
}

} // namespace redress::analyze
