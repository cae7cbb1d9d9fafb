// Encoded words (RFC 2047) as mail programs really write them. GMime's decoder gives up where a character is split between
// words, where GBK calls itself GB2312 and where raw bytes stand inside a word: the bytes of adjacent words are joined here
// before they are decoded, and a word that cannot be decoded stays as it was written.
#include "base/text.hpp"
#include "ingest/mail_gmime.hpp"
#include "ingest/mail_mime.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::ingest::mail {
namespace {

struct Word {
    std::string charset, bytes, written;
    std::size_t end = 0;
};

std::optional<std::string> from_base64(std::string_view text)
{
    std::string padded;
    for (const char c : text) {
        if (c == '=') break;
        if (c != ' ' && c != '\t') padded += c;
    }
    if (padded.size() % 4 == 1) return std::nullopt; // cut inside a byte
    std::string out(padded.size() + 4, '\0');
    int state = 0;
    guint32 save = 0;
    const auto n = g_mime_encoding_base64_decode_step(reinterpret_cast<const unsigned char*>(padded.data()), padded.size(),
                                                      reinterpret_cast<unsigned char*>(out.data()), &state, &save);
    out.resize(n);
    // Without its padding the last group stays in the decoder.
    const auto rest = padded.size() % 4;
    if (rest >= 2 && n == padded.size() / 4 * 3) {
        const std::string last = padded.substr(padded.size() - rest) + std::string(4 - rest, '=');
        unsigned char buffer[8];
        state = 0;
        save = 0;
        const auto m = g_mime_encoding_base64_decode_step(reinterpret_cast<const unsigned char*>(last.data()), 4, buffer,
                                                          &state, &save);
        out.append(reinterpret_cast<char*>(buffer), m);
    }
    return out;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string from_q(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = i + 2 < text.size() && text[i] == '=' ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i] == '_' ? ' ' : text[i];
        }
    }
    return out;
}

// "=?charset?B?text?=" at `at`, a missing "?=" at the very end forgiven.
std::optional<Word> word_at(std::string_view s, std::size_t at)
{
    if (s.substr(at, 2) != "=?") return std::nullopt;
    const auto one = s.find('?', at + 2);
    if (one == std::string_view::npos || one + 2 >= s.size() || s[one + 2] != '?' || one - at > 60) return std::nullopt;
    auto charset = s.substr(at + 2, one - at - 2);
    if (charset.empty() || charset.find(' ') != std::string_view::npos) return std::nullopt;
    if (const auto language = charset.find('*'); language != std::string_view::npos) charset = charset.substr(0, language);
    const auto start = one + 3;
    auto close = s.find("?=", start);
    const bool open = close == std::string_view::npos;
    if (open) close = s.size();
    Word word;
    word.charset = charset;
    word.end = open ? close : close + 2;
    word.written = s.substr(at, word.end - at);
    const auto text = s.substr(start, close - start);
    const char kind = static_cast<char>(s[one + 1] | 0x20);
    if (kind == 'q')
        word.bytes = from_q(text);
    else if (kind == 'b') {
        auto bytes = from_base64(text);
        if (!bytes) return std::nullopt;
        word.bytes = std::move(*bytes);
    } else
        return std::nullopt;
    return word;
}

std::string decode_run(const Word& run)
{
    auto name = text::canonical_encoding(run.charset);
    if (!name && text::lower_ascii(run.charset) == "unicode-1-1-utf-7") name = "UTF-7";
    if (text::is_valid_utf8(run.bytes) && (!name || *name != "UTF-8")) {
        bool high = false, escape = false;
        for (const char c : run.bytes) {
            high = high || static_cast<unsigned char>(c) >= 0x80;
            escape = escape || c == '\x1B' || c == '+' || c == '~';
        }
        // Real UTF-8 under another name is UTF-8: no other text passes for it by chance.
        if (high || (!name && !escape)) return run.bytes;
    }
    if (name) {
        auto decoded = text::decode(run.bytes, *name);
        if (decoded.faults == 0) return std::move(decoded.text);
        return run.written;
    }
    return text::decode(run.bytes, text::detect_encoding(run.bytes, true)).text;
}

std::string stand_in(std::size_t number)
{
    return "zq7x" + std::to_string(number) + "x7qz";
}

} // namespace

std::string put_back(std::string text, const std::vector<std::string>& set_aside)
{
    for (std::size_t i = 0; i < set_aside.size(); ++i)
        if (const auto at = text.find(stand_in(i)); at != std::string::npos)
            text.replace(at, stand_in(i).size(), set_aside[i]);
    return text;
}

std::string decode_words(std::string_view s, std::vector<std::string>* set_aside)
{
    std::string out, blank;
    std::optional<Word> run;
    const auto flush = [&] {
        if (run && set_aside) {
            out += stand_in(set_aside->size());
            set_aside->push_back(decode_run(*run));
        } else if (run) {
            out += decode_run(*run);
        }
        run.reset();
    };
    for (std::size_t at = 0; at < s.size();) {
        if (auto word = word_at(s, at)) {
            at = word->end;
            if (run && text::lower_ascii(run->charset) == text::lower_ascii(word->charset)) {
                run->bytes += word->bytes;
                run->written += word->written;
            } else {
                flush();
                run = std::move(word);
            }
            blank.clear(); // blanks between two words are no text
            while (at < s.size() && (s[at] == ' ' || s[at] == '\t')) blank += s[at++];
            if (at >= s.size() || !word_at(s, at)) {
                flush();
                out += blank;
            }
            continue;
        }
        out += s[at++];
    }
    flush();
    return out;
}

} // namespace redress::ingest::mail
