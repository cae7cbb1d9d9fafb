#include "ingest/content.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/gzip.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "ingest/choose.hpp"
#include "ingest/unfold.hpp"
#include "ingest/xlsx.hpp"
#include "ingest/xlsx_package.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace redress::ingest {
namespace {

std::string base_name(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

std::string utf16(std::string_view ascii)
{
    std::string out;
    for (const char c : ascii) out.append(1, c).append(1, '\0');
    return out;
}

// LibreOffice's and Apple's own: kept as documents.
bool is_other_workbook(const std::string& name)
{
    const auto lower = text::lower_ascii(name);
    return lower.ends_with(".ods") || lower.ends_with(".numbers");
}

} // namespace

std::string without_gz(const std::string& name)
{
    const auto lower = text::lower_ascii(name);
    return lower.ends_with(".gz") && lower.size() > 3 ? name.substr(0, name.size() - 3) : name;
}

// Compound files (OLE2) name their streams in UTF-16. What else they hold (Word, Outlook) is no table: a document may be.
void refuse_old_workbook(std::string_view bytes, const std::string& name)
{
    if (!bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return;
    const auto lower = text::lower_ascii(name);
    const bool sheet = lower.ends_with(".xls") || lower.ends_with(".xlsx") || lower.ends_with(".xlsm");
    const auto holds = [&](std::string_view stream) { return bytes.find(utf16(stream)) != std::string_view::npos; };
    if (sheet && holds("EncryptedPackage"))
        throw Error(
            ErrorKind::input, said("'{}' is a workbook locked with a password", name),
            said("remove its password in the program that set it and save it as .xlsx; or keep it unread: --from document"));
    if (sheet || holds("Workbook"))
        throw Error(ErrorKind::input, said("'{}' is a workbook of the old .xls kind", name),
                    said("open it in Excel, WPS or LibreOffice and save it as .xlsx or CSV UTF-8; or keep it unread: --from "
                         "document"));
}

std::vector<Part> sheets_of(const MappedFile& file, const std::string& label, std::deque<MappedFile>& own,
                            Diagnostics& remarks)
{
    std::vector<Part> parts;
    std::uint64_t offset = 0;
    for (auto& sheet : xlsx::sheets_as_text(file.bytes(), label, remarks)) {
        if (sheet.csv.empty()) continue;
        own.push_back(MappedFile::spooled(label, [&](const auto& write) { write(sheet.csv); }));
        const auto name = label + ":" + text::visible(sheet.name);
        parts.push_back({&own.back(), name, name, offset, true, std::move(sheet.lines), nullptr});
        offset += sheet.csv.size();
    }
    return parts;
}

std::uint64_t Part::row_of(std::uint64_t line) const
{
    if (lines.empty() || line == 0) return line;
    return static_cast<std::uint64_t>(std::upper_bound(lines.begin(), lines.end(), line) - lines.begin());
}

Content::Content(const MappedFile& file, const std::string& name, const std::string& asked) : original_(file)
{
    const auto* format = asked_format(asked);
    parts_.push_back({&file, name, name, 0, false, {}, nullptr});
    if (gzip::is_gzip(file.bytes())) unpack(name);
    if (asked == "document") return;
    const auto bytes = parts_[0].file->bytes();
    refuse_old_workbook(bytes, parts_[0].name);
    if (!archive::is_zip(bytes)) return;
    const auto probe = make_probe(*parts_[0].file, parts_[0].name);
    if (xlsx::is_workbook(probe.members))
        open_sheets(name);
    else if (format ? format->sniff(probe) == 0 : !detect(probe))
        open_members(name, format);
    else if (is_other_workbook(parts_[0].name))
        remarks_.push_back({Severity::warning, name, 0, 1,
                            said("a workbook of a kind whose rows are not read: save it as .xlsx or as CSV UTF-8"),
                            "no-table"});
}

void Content::unpack(const std::string& name)
{
    own_.push_back(MappedFile::spooled(name, [&](const auto& write) { gzip::unpack(original_.bytes(), name, write); }));
    const auto inner = without_gz(name);
    parts_[0] = {&own_.back(), inner, name + ":" + base_name(inner), 0, false, {}, nullptr};
    form_ = "gzip";
}

void Content::open_sheets(const std::string& name)
{
    auto sheets = sheets_of(*parts_[0].file, name, own_, remarks_);
    before_ = std::exchange(parts_, std::move(sheets));
    form_ += form_.empty() ? "workbook" : " workbook";
}

void Content::open_members(const std::string& name, const Format* asked)
{
    auto folder = unfold(*parts_[0].file, name, asked);
    parts_ = std::move(folder.parts);
    members_ = std::move(folder.own);
    left_out_ = std::move(folder.left_out);
    remarks_ = std::move(folder.remarks);
    folder_ = true;
    form_ += form_.empty() ? "zip" : " zip";
}

void Content::leave_workbook(Diagnostics why)
{
    if (!workbook()) return;
    parts_ = std::move(before_);
    remarks_ = std::move(why);
    form_.erase(form_.size() - std::min<std::size_t>(form_.size(), form_ == "workbook" ? 8 : 9));
}

std::string Content::text() const
{
    std::string out;
    for (const auto& part : parts_) out += part.file->bytes();
    return out;
}

MappedFile Content::spooled() const
{
    return MappedFile::spooled(original_.name(), [&](const auto& write) {
        for (const auto& part : parts_) part.file->each_chunk(write);
    });
}

std::uint64_t Content::bytes() const
{
    std::uint64_t size = 0;
    for (const auto& part : parts_) size += part.file->bytes().size();
    return size;
}

std::string Content::sha256() const
{
    hash::Sha256 sha;
    for (const auto& part : parts_) part.file->each_chunk([&](std::string_view chunk) { sha.add(chunk); });
    return hash::to_hex(sha.finish());
}

} // namespace redress::ingest
