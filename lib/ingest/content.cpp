#include "ingest/content.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/gzip.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "ingest/xlsx.hpp"
#include "ingest/xlsx_package.hpp"

#include <algorithm>
#include <filesystem>

namespace redress::ingest {
namespace {

std::string without_suffix(const std::string& name)
{
    const auto lower = text::lower_ascii(name);
    return lower.ends_with(".gz") && lower.size() > 3 ? name.substr(0, name.size() - 3) : name;
}

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

// LibreOffice's and Apple's own: kept as documents.
bool is_other_workbook(const std::string& name)
{
    const auto lower = text::lower_ascii(name);
    return lower.ends_with(".ods") || lower.ends_with(".numbers");
}

} // namespace

std::uint64_t Part::row_of(std::uint64_t line) const
{
    if (lines.empty() || line == 0) return line;
    return static_cast<std::uint64_t>(std::upper_bound(lines.begin(), lines.end(), line) - lines.begin());
}

Content::Content(const MappedFile& file, const std::string& name, const std::string& asked) : original_(file)
{
    parts_.push_back({&file, name, name, 0, {}, nullptr});
    if (gzip::is_gzip(file.bytes())) unpack(name);
    if (asked == "document") return;
    const auto bytes = parts_[0].file->bytes();
    refuse_old_workbook(bytes, parts_[0].name);
    if (!archive::is_zip(bytes)) return;
    if (xlsx::is_workbook(archive::list_zip(bytes, name)))
        open_sheets(name);
    else if (is_other_workbook(parts_[0].name))
        remarks_.push_back({Severity::warning, name, 0, 1,
                            said("a workbook of a kind whose rows are not read: save it as .xlsx or as CSV UTF-8"),
                            "no-table"});
}

void Content::unpack(const std::string& name)
{
    own_.push_back(MappedFile::spooled(name, [&](const auto& write) { gzip::unpack(original_.bytes(), name, write); }));
    const auto inner = without_suffix(name);
    parts_[0] = {&own_.back(), inner, name + ":" + base_name(inner), 0, {}, nullptr};
    form_ = "gzip";
}

void Content::open_sheets(const std::string& name)
{
    const auto packed = parts_[0];
    auto sheets = xlsx::sheets_as_text(packed.file->bytes(), name, remarks_);
    before_ = std::move(parts_);
    parts_.clear();
    std::uint64_t offset = 0;
    for (auto& sheet : sheets) {
        if (sheet.csv.empty()) continue;
        own_.push_back(MappedFile::spooled(name, [&](const auto& write) { write(sheet.csv); }));
        const auto label = name + ":" + text::visible(sheet.name);
        parts_.push_back({&own_.back(), label, label, offset, std::move(sheet.lines), nullptr});
        offset += sheet.csv.size();
    }
    form_ += form_.empty() ? "workbook" : " workbook";
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
