// A text looked through for personal data, and with it taken out, for each reader.
#include "analyze/card_keys.hpp"
#include "analyze/redact_record.hpp"
#include "analyze/redactor.hpp"
#include "base/text.hpp"
#include "target.hpp"

#include <algorithm>

namespace redress::fuzz {
namespace {

using namespace analyze;

void hold_spans(std::string_view text, const std::vector<PersonalSpan>& spans)
{
    std::size_t at = 0;
    for (const auto& span : spans) {
        const auto shown = text.substr(std::min(span.offset, text.size()), span.length);
        hold(span.kind && !span.value.empty(), "a find has a kind and a value", shown);
        hold(span.length > 0 && span.offset >= at, "finds are in order, without overlap", shown);
        hold(span.offset <= text.size() && span.length <= text.size() - span.offset, "a find lies in the text", shown);
        at = span.offset + span.length;
        hold(!is_inside_character(text, span.offset) && !is_inside_character(text, at), "a find is of whole characters",
             shown);
    }
}

// The token at the front of what follows, or what stands for a value of which four characters stay.
std::size_t token_size(std::string_view out, const PersonalSpan& span, Shown shown, std::string_view written)
{
    if (shown == Shown::last_four) {
        const auto masked = mask_secret(written);
        return out.starts_with(masked) ? masked.size() : 0;
    }
    const auto head = "[" + std::string(span.kind->token) + "-";
    const auto close = out.find(']');
    if (!out.starts_with(head) || close == std::string_view::npos || close == head.size()) return 0;
    const auto number = out.substr(head.size(), close - head.size());
    return number.find_first_not_of("0123456789") == std::string_view::npos ? close + 1 : 0;
}

// Of what is sure (a checksum, an address of mail) nothing is left that this reader may not see.
void hold_gone(std::string_view out, Redactor::Options options)
{
    for (const auto& span : find_personal(out))
        hold(span.strength != Strength::sure || span.kind->shown_to(options.reader) == Shown::whole,
             "what is sure is gone after one pass", out);
}

struct Stretch {
    std::size_t begin = 0, end = 0;
};

// A second pass may see more where the first brought words nearer to one another, but no token is anybody's data.
void hold_tokens(const std::string& out, const std::vector<Stretch>& tokens, Redactor::Options options)
{
    for (const auto& span : find_personal(out))
        for (const auto& token : tokens) {
            const auto begin = span.offset, end = span.offset + span.length;
            const bool apart = end <= token.begin || token.end <= begin, around = begin < token.begin && token.end < end;
            hold(apart || around, "a token is no find", out.substr(begin, span.length) + " in " + out);
        }
    hold_gone(out, options);
}

void hold_apply(std::string_view text, const std::vector<PersonalSpan>& spans, Redactor::Options options)
{
    Redactor redactor(options);
    std::vector<Doubt> doubts;
    const auto out = redactor.apply(text, "a", &doubts);
    auto rest = std::string_view(out);
    std::size_t at = 0;
    std::vector<Stretch> tokens;
    for (const auto& span : spans) {
        const auto shown = span.kind->shown_to(options.reader);
        if (shown == Shown::whole || (span.strength == Strength::review && !options.careful)) continue;
        const auto kept = text.substr(at, span.offset - at);
        hold(rest.starts_with(kept), "what is no find stays byte for byte", out);
        rest.remove_prefix(kept.size());
        const auto size = token_size(rest, span, shown, text.substr(span.offset, span.length));
        hold(size > 0, "a token stands for a find", out);
        const auto begin = out.size() - rest.size();
        if (shown == Shown::token) tokens.push_back({begin, begin + size}); // what shows four is found again, and stays
        rest.remove_prefix(size);
        at = span.offset + span.length;
    }
    hold(rest == text.substr(at), "what is behind the last find stays byte for byte", out);
    for (const auto& doubt : doubts)
        hold(doubt.offset <= text.size() && doubt.length <= text.size() - doubt.offset, "a doubt lies in the text", out);
    hold_tokens(out, tokens, options);
}

bool stands_alone(std::string_view text, std::string_view value)
{
    const auto ends = [](char c) { return c == ' ' || c == '\n' || c == '"'; };
    for (auto at = text.find(value); at != std::string_view::npos; at = text.find(value, at + 1)) {
        const auto end = at + value.size();
        if ((at == 0 || ends(text[at - 1])) && (end == text.size() || ends(text[end]))) return true;
    }
    return false;
}

void hold_known(std::string_view text, Reader reader)
{
    Redactor redactor({.reader = reader});
    redactor.know("name", "Jane Roe", Owner::buyer);
    redactor.know("name", "张伟", Owner::buyer);
    redactor.know("mobile", "13800138000", Owner::stranger);
    redactor.know("email", "other@example.com", Owner::stranger);
    redactor.know("address", "Jane Roe, Lindenweg 12, 04103 Leipzig", Owner::stranger);
    redactor.keep("4111111111111111");
    const bool named = redactor.names_somebody(text);
    const auto out = redactor.apply(text, "a");
    hold(named || out == text, "what names nobody stays", out);
    hold(!text::is_valid_utf8(text) || text::is_valid_utf8(out), "what is redacted is valid UTF-8 still", out);
    for (const auto* value : {"13800138000", "other@example.com"})
        hold(!stands_alone(out, value), "a known value is gone", out);
}

void hold_several(std::string_view text)
{
    std::vector<std::string> lines;
    for (const auto line : text::split(text, '\n')) lines.emplace_back(line);
    if (lines.size() > 12) lines.resize(12);
    Redactor redactor(Redactor::Options{});
    const auto out = redactor.apply_all(lines, "a");
    hold(out.size() == lines.size(), "as many texts come out as went in");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        hold(!text::is_valid_utf8(lines[i]) || text::is_valid_utf8(out[i]), "each is valid UTF-8 still", out[i]);
        hold_gone(out[i], {});
    }
}

void hold_json(std::string_view text)
{
    const auto json = json::parse(text);
    if (!json) return;
    for (const auto& redact : {redact_record, redact_json}) {
        auto value = *json;
        Redactor redactor(Redactor::Options{});
        learn_people(value, Owner::anyone, redactor);
        const bool changed = redact(value, "a", redactor);
        hold(changed || value == *json, "an untouched value is untouched", value.dump());
        const auto written = value.dump();
        hold(json::parse(written) == value, "a redacted value is JSON", written);
    }
}

} // namespace

void fuzz_redact(std::string_view bytes)
{
    const auto spans = find_personal(bytes);
    hold_spans(bytes, spans);
    for (const auto reader : {Reader::platform, Reader::buyer, Reader::everybody}) {
        hold_apply(bytes, spans, {.reader = reader});
        hold_known(bytes, reader);
    }
    hold_apply(bytes, spans, {.reader = Reader::everybody, .careful = true});
    hold_several(bytes);
    hold_json(bytes);
}

} // namespace redress::fuzz
