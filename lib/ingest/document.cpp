// Any other file kept as evidence: pictures, PDFs, recordings, office documents. Nothing in it is read.
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "ingest/media.hpp"

namespace redress::ingest {
namespace {

std::string base_name(const std::string& path)
{
    return path.substr(path.find_last_of("/\\") + 1); // npos + 1 is 0
}

bool is_packed(std::string_view type)
{
    return type == "application/vnd.rar" || type == "application/x-7z-compressed" || type == "application/gzip";
}

int sniff(const Probe& probe)
{
    const auto type = media_type(probe.head, probe.name);
    // A page that is no chat's. Least of all: a format that knows more of it goes before.
    if (type == "text/html" || type == "multipart/related") return 5;
    // What some table or chat format could read is that format's business; a bare zip is nobody's.
    if (type == "application/octet-stream" || type == "application/zip" || type.starts_with("text/") ||
        type == "application/json" || type == "application/xml" || type == "message/rfc822")
        return 0;
    return 10;
}

void read(Reading& reading)
{
    const auto bytes = reading.file.bytes();
    const auto name = base_name(reading.name);
    const auto type = media_type(bytes, name);
    if (is_packed(type))
        throw Error(ErrorKind::input, said("'{}' is a packed archive ({})", reading.name, type),
                    said("unpack it and give its files, or pack them as zip"));
    if (type == "image/heic" || type == "image/heif")
        reading.warn(
            0, "heic",
            said("a HEIC picture, which few programs of others show: kept; give a JPEG as well (iPhone: Settings, Camera, "
                 "Formats, Most Compatible; or heif-convert)"),
            Severity::note);
    Draft draft;
    model::Document document;
    document.sha256 = hash::sha256(bytes);
    document.name = name;
    document.media_type = type;
    document.bytes = bytes.size();
    document.kind = document_kind(type, name);
    document.grade = 1;
    model::Source source;
    source.unit = "element";
    source.position = 1;
    source.length = bytes.size();
    draft.record.sources.push_back(std::move(source));
    draft.record.body = std::move(document);
    auto& tally = reading.findings.tally;
    tally.unit = "element";
    ++tally.total;
    ++tally.parsed;
    reading.findings.encoding.clear(); // not text
    reading.emit(std::move(draft));
}

} // namespace

extern const Format format_document;
const Format format_document{"document", "picture, PDF, recording, web page or other file kept as it is", 1, sniff, read};

} // namespace redress::ingest
