#include "ingest/prose.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/content.hpp"
#include "ingest/lines.hpp"
#include "ingest/prose_readers.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace redress::ingest {
namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view bytes;
    enum class What { pdf, picture, packed, rich, old } what;
};
constexpr std::array<Magic, 12> magics{{{"%PDF-"sv, Magic::What::pdf},
                                        {"\x89PNG\r\n"sv, Magic::What::picture},
                                        {"\xFF\xD8\xFF"sv, Magic::What::picture},
                                        {"GIF8"sv, Magic::What::picture},
                                        {"II*\0"sv, Magic::What::picture},
                                        {"MM\0*"sv, Magic::What::picture},
                                        {"\x1F\x8B"sv, Magic::What::packed},
                                        {"7z\xBC\xAF\x27\x1C"sv, Magic::What::packed},
                                        {"Rar!\x1A\x07"sv, Magic::What::packed},
                                        {"{\\rtf"sv, Magic::What::rich},
                                        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Magic::What::old},
                                        {"PK\x03\x04"sv, Magic::What::packed}}};

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> ends)
{
    const auto lower = text::lower_ascii(name);
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return lower.ends_with(end); });
}

bool is_workbook(std::string_view bytes)
{
    return archive::is_zip(bytes) && bytes.find("xl/workbook.xml") != std::string_view::npos;
}

bool all_utf8(const MappedFile& file)
{
    constexpr std::size_t window = 1U << 20;
    const auto bytes = file.bytes();
    for (std::size_t at = 0; at < bytes.size();) {
        auto end = std::min(at + window, bytes.size());
        // No cut inside a character: at most three bytes back to where one begins.
        for (int back = 0; back < 3 && end < bytes.size() && (static_cast<unsigned char>(bytes[end]) & 0xC0) == 0x80; ++back)
            --end;
        if (!text::is_valid_utf8(bytes.substr(at, end - at))) return false;
        at = end;
        file.release(at);
    }
    return true;
}

[[noreturn]] void no_text(const std::string& name)
{
    throw Error(ErrorKind::input, said("'{}' holds NUL bytes: it is no text, or its encoding was not recognised", name),
                said("name its encoding with --encoding, for instance UTF-16LE; leave it out if it is no text"));
}

void refuse_nul(const MappedFile& file, const std::string& name)
{
    file.each_chunk([&](std::string_view chunk) {
        if (std::memchr(chunk.data(), '\0', chunk.size())) no_text(name);
    });
}

// The same as UTF-8 with plain line ends, in a file of its own.
MappedFile decoded(const MappedFile& file, const std::string& name, ProseReport& report)
{
    std::uint64_t bytes = 0;
    auto out = MappedFile::spooled(name, [&](const auto& write) {
        LineReader lines(file, report.encoding);
        for (Line line; lines.next(line);) {
            write(line.text);
            write("\n");
            bytes += line.text.size();
        }
        report.faults = lines.faults();
    });
    if (report.faults > 3 && report.faults * 50 > bytes)
        throw Error(ErrorKind::input, said("'{}' cannot be read as {}", name, report.encoding),
                    said("name its encoding with --encoding, for instance GB18030"));
    return out;
}

void read_shape(const MappedFile& file, const std::string& name, const ProseOptions& given, ProseSink& sink)
{
    auto options = given;
    ProseSays says;
    const auto head = file.bytes().substr(0, 1U << 16);
    const auto front_lines = options.front_matter ? read_front_matter(head, says) : 0;
    if (options.slots && !says.kind.empty()) {
        options.slots->names.insert(options.slots_of_kinds.names.begin(), options.slots_of_kinds.names.end());
        options.slots->prefixes = options.slots_of_kinds.prefixes;
    }
    const ProseInput input{file, name, options, says, front_lines};
    const bool template_of_text = options.shape == ProseShape::lines && options.slots;
    switch (options.shape) {
    case ProseShape::table: return read_prose_table(input, "UTF-8", sink);
    case ProseShape::json: return read_prose_json(input, sink);
    case ProseShape::markdown: return read_prose_markdown(input, sink);
    case ProseShape::workbook:
    case ProseShape::lines: return template_of_text ? read_prose_markdown(input, sink) : read_prose_lines(input, sink);
    }
}

} // namespace

ProsePlace place_in(const ProseBatch& batch, const ProseText& text, std::size_t offset, bool end)
{
    offset = std::min(offset, text.text.size());
    const auto at = [&](std::uint64_t line, std::uint64_t column, std::string_view passed, std::string_view whole,
                        std::size_t skip) -> ProsePlace {
        if (text.cell) return {text.line, text.column, whole, skip};
        return {line, column + text::count_code_points(passed), whole, skip};
    };
    if (text.pieces == 0)
        return at(text.line, text.column, text.text.substr(0, offset), text.whole,
                  static_cast<std::size_t>(text.text.data() - text.whole.data()) + offset);
    const auto first = batch.pieces.begin() + text.piece, last = first + text.pieces;
    const auto wanted = end && offset > 0 ? offset - 1 : offset;
    auto piece = std::upper_bound(first, last, wanted, [](std::size_t byte, const ProsePiece& p) { return byte < p.at; });
    if (piece != first) --piece;
    auto passed = text.text.substr(piece->at, offset - piece->at);
    if (piece->stands_for != 0) passed = end ? piece->whole.substr(piece->skip, piece->stands_for) : std::string_view();
    return at(piece->line, piece->column, passed, piece->whole, piece->skip + passed.size());
}

std::optional<ProseShape> prose_shape(std::string_view name)
{
    if (ends_with_any(name, {".md", ".markdown"})) return ProseShape::markdown;
    if (ends_with_any(name, {".txt", ".text", ".mustache"})) return ProseShape::lines;
    if (ends_with_any(name, {".csv", ".tsv"})) return ProseShape::table;
    if (ends_with_any(name, {".xlsx", ".xlsm"})) return ProseShape::workbook;
    if (ends_with_any(name, {".json", ".jsonl", ".ndjson"})) return ProseShape::json;
    return std::nullopt;
}

std::optional<Said> why_no_prose(std::string_view bytes, std::string_view name)
{
    if (is_workbook(bytes)) return std::nullopt;
    if (archive::is_zip(bytes) && ends_with_any(name, {".docx", ".docm", ".odt", ".pptx", ".odp", ".pages", ".wps"}))
        return said("a document of a word processor is not read: save it as plain text or Markdown");
    if (archive::is_zip(bytes) && ends_with_any(name, {".ods", ".numbers", ".et"}))
        return said("a workbook of this kind is not read: save it as .xlsx or as CSV UTF-8");
    const bool riff = bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP");
    const bool heic = bytes.substr(0, 8).ends_with("ftyp");
    const auto magic =
        std::find_if(magics.begin(), magics.end(), [&](const Magic& m) { return bytes.starts_with(m.bytes); });
    if (riff || heic || (magic != magics.end() && magic->what == Magic::What::picture))
        return said("a picture or film has no text to check: type its words into a text file");
    if (magic == magics.end()) return std::nullopt;
    switch (magic->what) {
    case Magic::What::pdf:
        return said("a PDF is not read: check the text it was made from, or copy its words into a text file");
    case Magic::What::rich:
    case Magic::What::old: return said("a document of a word processor is not read: save it as plain text or Markdown");
    default: return said("an archive is not looked into: unpack it first");
    }
}

ProseReport read_prose(const std::shared_ptr<const MappedFile>& content, const std::string& name, const ProseOptions& given,
                       const ProseTake& take)
{
    ProseReport report;
    const auto& file = *content;
    const auto bytes = file.bytes();
    refuse_old_workbook(bytes, name);
    if (const auto why = why_no_prose(bytes, name)) throw Error(ErrorKind::input, said("'{}' is no text", name), *why);
    if (given.shape == ProseShape::workbook || is_workbook(bytes)) {
        ProseSink sink(report, take, nullptr);
        read_prose_workbook({file, name, given, {}, 0}, sink);
        return report;
    }
    report.encoding = encoding_of(file, given.encoding);
    const bool as_it_is = report.encoding == "UTF-8" && all_utf8(file);
    const auto text = as_it_is ? content : std::make_shared<const MappedFile>(decoded(file, name, report));
    refuse_nul(*text, name);
    ProseSink sink(report, take, text);
    read_shape(*text, name, given, sink);
    return report;
}

} // namespace redress::ingest
