#include "options.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "render/renderer.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {

std::string one_of(const std::vector<std::string>& words)
{
    return fmt::format("{{{}}}", fmt::join(words, ","));
}

void add_output(CLI::App& app, OutputOptions& options, const std::vector<std::string>& formats)
{
    if (!formats.empty()) {
        options.format = formats.front();
        app.add_option("-f,--format", options.format, "Output format")
            ->type_name(one_of(formats))
            ->check(CLI::Validator(
                [formats](std::string& word) -> std::string {
                    if (std::find(formats.begin(), formats.end(), word) != formats.end()) return {};
                    const auto near = text::nearest(word, formats);
                    return fmt::format("no format '{}'{}; there are {}", word,
                                       near.empty() ? "" : fmt::format(", did you mean '{}'?", near),
                                       fmt::join(formats, ", "));
                },
                ""));
    }
    app.add_option("-o,--output", options.path, "File to write (default: standard output)");
}

void write_output(std::string_view bytes, const OutputOptions& options, Session& session)
{
    if (options.path.empty() || options.path == "-")
        session.out(bytes);
    else
        write_file(options.path, bytes);
}

void write_document(const render::Document& document, const OutputOptions& options, Session& session)
{
    const auto* renderer = render::find_renderer(options.format);
    if (!renderer) throw Error(ErrorKind::usage, said("no output format '{}'", options.format));
    write_output(renderer->render(document), options, session);
}

void add_filter(CLI::App& app, FilterOptions& options)
{
    app.add_option("--type", options.types, "Only records of this type (may be repeated)");
    app.add_option("--case", options.case_word, "Only records of this case");
    app.add_option("--order", options.order, "Only records of this order");
    app.add_option("--thread", options.thread, "Only messages of this conversation");
    app.add_option("--since", options.since, "Only from this time on");
    app.add_option("--until", options.until, "Only before this time");
}

Instant parse_time_option(const std::string& text, const std::string& option, const Session& session)
{
    if (const auto at = time::parse_rfc3339(text)) return *at;
    if (const auto local = time::parse_local(text)) return session.display_zone().to_utc(*local).at;
    throw Error(ErrorKind::usage, said("{}: '{}' is no time", option, text),
                said("write it as 2026-03-01, 2026-03-01T12:00 or 2026-03-01T12:00:00Z"));
}

void read_record_lines(const std::string& path, const std::function<void(std::uint64_t, Json&&)>& take,
                       const std::function<void(std::uint64_t, std::string_view)>& bad)
{
    const auto file = path == "-" ? MappedFile::from_stdin() : MappedFile::open(path);
    const auto bytes = file.bytes();
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        auto end = bytes.find('\n', at);
        if (end == std::string_view::npos) end = bytes.size();
        const auto line = bytes.substr(at, end - at);
        at = end + 1;
        ++number;
        file.release(at > bytes.size() ? bytes.size() : at);
        if (text::trim(line).empty()) continue;
        auto json = json::parse(line);
        if (json && json->is_object())
            take(number, std::move(*json));
        else
            bad(number, line);
    }
}

} // namespace redress
