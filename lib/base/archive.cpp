#include "base/archive.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <clocale>
#include <fstream>
#include <memory>
#include <utility>

namespace redress::archive {
namespace {

struct CloseReader {
    void operator()(::archive* a) const { archive_read_free(a); }
};

using Reader = std::unique_ptr<::archive, CloseReader>;

[[noreturn]] void refuse(const std::string& name, const Said& why, Said hint = {})
{
    throw Error(ErrorKind::input, said("cannot read zip '{}': {}", name, why), std::move(hint));
}

Said reason(::archive* reader)
{
    const char* words = archive_error_string(reader);
    return words ? as_is(words) : said("no reason given");
}

Reader open_zip(std::string_view bytes, const std::string& name)
{
    Reader reader(archive_read_new());
    archive_read_support_format_zip_seekable(reader.get());
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        refuse(name, reason(reader.get()), said("export it again; it may have been cut while copying"));
    return reader;
}

// libarchive gives names in the thread's locale, and none at all where that is "C".
class Utf8Names {
public:
    Utf8Names() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(locale_ ? ::uselocale(locale_) : nullptr)
    {}
    ~Utf8Names()
    {
        if (!locale_) return;
        ::uselocale(before_);
        ::freelocale(locale_);
    }
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;

private:
    locale_t locale_, before_;
};

std::string read_head(const std::string& path)
{
    std::string head(4, '\0');
    std::ifstream(path, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
    return head;
}

// Programs of old Windows write names in its own charset and do not say which.
std::string label(archive_entry* entry)
{
    const char* path = archive_entry_pathname(entry);
    const std::string bytes = path ? path : "";
    if (text::is_valid_utf8(bytes)) return bytes;
    auto encoding = text::detect_encoding(bytes, true);
    if (encoding != "Big5" && encoding != "windows-949" && encoding != "Shift_JIS") encoding = "GB18030";
    auto decoded = text::decode(bytes, encoding);
    return decoded.faults == 0 ? std::move(decoded.text) : text::repair_utf8(bytes).text;
}

} // namespace

void Budget::add(std::uint64_t inflated, const std::string& name)
{
    total += inflated;
    const auto hint = said("unpack it and give the files you need");
    if (total > most) refuse(name, said("it unpacks to more than {} bytes", most), hint);
    if (is_over()) refuse(name, said("it unpacks to more than {} times its size", max_ratio), hint);
}

bool Budget::is_over() const
{
    return total > most || (total > ratio_floor && total / std::max<std::uint64_t>(packed, 1) > max_ratio);
}

struct ZipStream::Inside {
    Reader reader;
    std::string name, buffer = std::string(1 << 16, '\0');
    std::size_t count = 0;
    std::optional<std::int64_t> declared;
};

ZipStream::ZipStream(std::string_view bytes, const std::string& name) : inside_(std::make_unique<Inside>())
{
    // One that holds nothing is its end record alone, which libarchive does not take for a zip.
    if (!bytes.starts_with("PK\x05\x06")) inside_->reader = open_zip(bytes, name);
    inside_->name = name;
}

ZipStream::ZipStream(const std::string& path) : inside_(std::make_unique<Inside>())
{
    constexpr std::size_t block = 64U << 10;
    inside_->name = path;
    if (read_head(path).starts_with("PK\x05\x06")) return;
    inside_->reader.reset(archive_read_new());
    archive_read_support_format_zip_seekable(inside_->reader.get());
    if (archive_read_open_filename(inside_->reader.get(), path.c_str(), block) != ARCHIVE_OK)
        refuse(path, reason(inside_->reader.get()), said("export it again; it may have been cut while copying"));
}

ZipStream::~ZipStream() = default;

std::optional<Header> ZipStream::next(bool folders)
{
    if (!inside_->reader) return std::nullopt;
    const Utf8Names names;
    for (;;) {
        archive_entry* entry = nullptr;
        const int code = archive_read_next_header(inside_->reader.get(), &entry);
        if (code == ARCHIVE_EOF) return std::nullopt;
        if (code < ARCHIVE_WARN)
            refuse(inside_->name, reason(inside_->reader.get()),
                   said("export it again; it may have been cut while copying"));
        if (++inside_->count > max_entries)
            refuse(inside_->name, said("more than {} entries", max_entries), said("unpack it and give the files you need"));
        const auto type = archive_entry_filetype(entry);
        if (type == AE_IFDIR && !folders) continue;
        inside_->declared.reset();
        if (archive_entry_size_is_set(entry)) inside_->declared = archive_entry_size(entry);
        const bool folder = type == AE_IFDIR;
        return Header{label(entry), archive_entry_is_encrypted(entry) != 0,
                      (type != AE_IFREG && type != 0 && !folder) || archive_entry_hardlink(entry) != nullptr, folder,
                      static_cast<std::uint64_t>(inside_->declared.value_or(0))};
    }
}

std::optional<Said> ZipStream::read(const std::function<void(std::string_view)>& write, Budget& budget)
{
    std::uint64_t size = 0;
    auto& buffer = inside_->buffer;
    for (;;) {
        const auto n = archive_read_data(inside_->reader.get(), buffer.data(), buffer.size());
        if (n < 0) return reason(inside_->reader.get());
        if (n == 0) break;
        size += static_cast<std::uint64_t>(n);
        budget.add(static_cast<std::uint64_t>(n), inside_->name);
        write(std::string_view(buffer).substr(0, static_cast<std::size_t>(n)));
    }
    if (inside_->declared && static_cast<std::uint64_t>(*inside_->declared) != size)
        return said("it holds {} bytes and says {}", size, *inside_->declared);
    return std::nullopt;
}

bool is_zip(std::string_view head)
{
    return head.substr(0, 4) == std::string_view("PK\x03\x04", 4) || head.substr(0, 4) == std::string_view("PK\x05\x06", 4);
}

std::vector<std::string> list_zip(std::string_view bytes, const std::string& name)
{
    ZipStream zip(bytes, name);
    std::vector<std::string> names;
    while (auto header = zip.next()) names.push_back(std::move(header->name));
    return names;
}

std::int64_t zip_time(std::string_view bytes, const std::string& name)
{
    const auto reader = open_zip(bytes, name);
    archive_entry* entry = nullptr;
    if (archive_read_next_header(reader.get(), &entry) < ARCHIVE_WARN || !entry) return 0;
    return archive_entry_mtime_is_set(entry) ? archive_entry_mtime(entry) : 0;
}

void read_zip(std::string_view bytes, const std::string& name, const std::function<void(Entry&&)>& take,
              const std::function<bool(std::string_view)>& wanted, std::uint64_t most)
{
    ZipStream zip(bytes, name);
    Budget budget{bytes.size(), most};
    while (auto header = zip.next()) {
        if (header->special) refuse(name, said("it holds a link or a device"));
        if (wanted && !wanted(header->name)) continue;
        if (header->encrypted)
            refuse(name, said("it is encrypted"),
                   said("unpack it with its password (7-Zip, or unzip in a terminal) and give the files"));
        Entry entry{std::move(header->name), {}};
        if (const auto why = zip.read([&](std::string_view piece) { entry.bytes += piece; }, budget))
            refuse(name, said("entry '{}': {}", entry.name, *why));
        take(std::move(entry));
    }
}

} // namespace redress::archive
