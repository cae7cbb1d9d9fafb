#include "ocr.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress {
namespace {

constexpr int seconds_a_picture = 120;
constexpr std::array<std::string_view, 7> kinds = {
    "image/png", "image/jpeg", "image/tiff", "image/webp", "image/bmp", "image/gif", "image/x-portable-anymap"};

Said how_to_install()
{
    return said("Debian: apt install tesseract-ocr tesseract-ocr-chi-sim; or leave --ocr out");
}

std::vector<std::string> installed_languages()
{
    const auto done = run_process({"tesseract", "--list-langs"}, {}, seconds_a_picture);
    if (!done.started)
        throw Error(ErrorKind::input, said("tesseract, which reads pictures, is not installed"), how_to_install());
    std::vector<std::string> out;
    for (const auto line : text::split(done.output, '\n'))
        if (const auto word = text::trim(line); !word.empty() && word.find(' ') == std::string_view::npos)
            out.emplace_back(word);
    return out;
}

std::string choose(const std::string& asked, const std::vector<std::string>& installed)
{
    const auto has = [&](std::string_view name) {
        return std::find(installed.begin(), installed.end(), name) != installed.end();
    };
    if (!asked.empty()) {
        for (const auto name : text::split(asked, '+'))
            if (!has(name)) throw Error(ErrorKind::input, said("tesseract has no language '{}'", name), how_to_install());
        return asked;
    }
    std::string out;
    for (const auto* name : {"chi_sim", "chi_tra", "eng"})
        if (has(name)) out += (out.empty() ? "" : "+") + std::string(name);
    if (out.empty())
        throw Error(ErrorKind::input, said("tesseract has neither Chinese nor English installed"), how_to_install());
    return out;
}

// A picture of a kind that tesseract reads.
bool has_words_to_read(const model::Record& record)
{
    const auto* document = std::get_if<model::Document>(&record.body);
    return document && std::find(kinds.begin(), kinds.end(), document->media_type) != kinds.end();
}

} // namespace

Ocr::Ocr(const std::string& languages)
{
    languages_ = choose(languages, installed_languages());
    const auto version = run_process({"tesseract", "--version"}, {}, seconds_a_picture).output;
    engine_ = text::trim(version.substr(0, version.find('\n')));
}

bool Ocr::add_to(model::Record& record, std::string_view bytes, std::string& why) const
{
    const auto done = run_process({"tesseract", "stdin", "stdout", "-l", languages_}, bytes, seconds_a_picture);
    if (!done.started || done.status != 0) {
        why = done.timed_out ? "it took too long" : fmt::format("tesseract ended with {}", done.status);
        return false;
    }
    auto words = text::repair_utf8(done.output).text;
    std::replace(words.begin(), words.end(), '\f', '\n'); // after each page
    record.extra.set(
        "ocr",
        Json::object().set("text", std::string(text::trim(words))).set("engine", engine_).set("languages", languages_));
    return true;
}

// Pictures get their words on the way into the sink; one that cannot be read goes on without, and is said.
ingest::Sink with_ocr(ingest::Sink sink, std::shared_ptr<const Ocr> ocr, const MappedFile& file, Diagnostics& remarks)
{
    if (!ocr) return sink;
    sink.put = [ocr = std::move(ocr), inner = sink.put, &file, &remarks](const model::Record& record,
                                                                         std::string_view attachment) {
        if (!has_words_to_read(record)) return inner(record, attachment);
        auto marked = record;
        std::string why;
        if (!ocr->add_to(marked, attachment.empty() ? file.bytes() : attachment, why))
            remarks.push_back(
                {Severity::warning, file.name(), 0, 1,
                 said("the words of '{}' could not be read: {}", std::get<model::Document>(record.body).name, as_is(why)),
                 "ocr-failed"});
        return inner(marked, attachment);
    };
    return sink;
}

} // namespace redress
