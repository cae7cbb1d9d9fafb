#include "base/archive.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <memory>

namespace redress::archive {
namespace {

struct CloseReader {
    void operator()(::archive* a) const { archive_read_free(a); }
};
struct CloseWriter {
    void operator()(::archive* a) const { archive_write_free(a); }
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

// The next regular entry, or nullptr at the end.
archive_entry* next_entry(::archive* reader, const std::string& name, std::size_t& count)
{
    for (;;) {
        archive_entry* entry = nullptr;
        const int code = archive_read_next_header(reader, &entry);
        if (code == ARCHIVE_EOF) return nullptr;
        if (code < ARCHIVE_WARN) refuse(name, reason(reader));
        if (++count > max_entries) refuse(name, said("more than {} entries", max_entries));
        if (archive_entry_is_encrypted(entry))
            refuse(name, said("it is encrypted"), said("unpack it with its password first"));
        const auto type = archive_entry_filetype(entry);
        if (type == AE_IFDIR) continue;
        if ((type != AE_IFREG && type != 0) || archive_entry_hardlink(entry))
            refuse(name, said("it holds a link or a device"));
        return entry;
    }
}

std::string label(archive_entry* entry)
{
    const char* path = archive_entry_pathname(entry);
    return text::repair_utf8(path ? path : "").text;
}

} // namespace

bool is_zip(std::string_view head)
{
    return head.substr(0, 4) == std::string_view("PK\x03\x04", 4) || head.substr(0, 4) == std::string_view("PK\x05\x06", 4);
}

std::vector<std::string> list_zip(std::string_view bytes, const std::string& name)
{
    const auto reader = open_zip(bytes, name);
    std::vector<std::string> names;
    std::size_t count = 0;
    while (auto* entry = next_entry(reader.get(), name, count)) names.push_back(label(entry));
    return names;
}

void read_zip(std::string_view bytes, const std::string& name, const std::function<void(Entry&&)>& take,
              const std::function<bool(std::string_view)>& wanted, std::uint64_t most)
{
    const auto reader = open_zip(bytes, name);
    std::uint64_t total = 0;
    std::size_t count = 0;
    std::string buffer(1 << 16, '\0');
    while (auto* header = next_entry(reader.get(), name, count)) {
        Entry entry{label(header), {}};
        if (wanted && !wanted(entry.name)) continue;
        for (;;) {
            const auto n = archive_read_data(reader.get(), buffer.data(), buffer.size());
            if (n < 0) refuse(name, said("entry '{}': {}", entry.name, reason(reader.get())));
            if (n == 0) break;
            total += static_cast<std::uint64_t>(n);
            if (total > most) refuse(name, said("it unpacks to more than {} bytes", most));
            if (total > ratio_floor && total / std::max<std::size_t>(bytes.size(), 1) > max_ratio)
                refuse(name, said("it unpacks to more than {} times its size", max_ratio));
            entry.bytes.append(buffer.data(), static_cast<std::size_t>(n));
        }
        take(std::move(entry));
    }
}

std::string write_zip(std::vector<Entry> entries, std::int64_t time)
{
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    // libarchive 3.6 writes DOS times through localtime: without this the same package differs from zone to zone.
    const char* zone = std::getenv("TZ");
    const std::string before = zone ? zone : "";
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    std::string out;
    const std::unique_ptr<::archive, CloseWriter> writer(archive_write_new());
    archive_write_set_format_zip(writer.get());
    archive_write_set_options(writer.get(), "zip:compression=store");
    archive_write_set_bytes_per_block(writer.get(), 0);
    archive_write_open(
        writer.get(), &out, nullptr,
        [](::archive*, void* sink, const void* data, std::size_t size) -> la_ssize_t {
            static_cast<std::string*>(sink)->append(static_cast<const char*>(data), size);
            return static_cast<la_ssize_t>(size);
        },
        nullptr);
    for (const auto& entry : entries) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> header(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(header.get(), entry.name.c_str());
        archive_entry_set_size(header.get(), static_cast<la_int64_t>(entry.bytes.size()));
        archive_entry_set_filetype(header.get(), AE_IFREG);
        archive_entry_set_perm(header.get(), 0644);
        archive_entry_set_mtime(header.get(), time - time % 2, 0);
        archive_write_header(writer.get(), header.get());
        archive_write_data(writer.get(), entry.bytes.data(), entry.bytes.size());
    }
    archive_write_close(writer.get());
    if (zone)
        ::setenv("TZ", before.c_str(), 1);
    else
        ::unsetenv("TZ");
    ::tzset();
    return out;
}

} // namespace redress::archive
