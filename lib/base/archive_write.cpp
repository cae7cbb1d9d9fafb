#include "base/archive.hpp"
#include "base/error.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <optional>
#include <utility>

namespace redress::archive {
namespace {

struct CloseWriter {
    void operator()(::archive* a) const { archive_write_free(a); }
};

// libarchive 3.6 writes DOS times through localtime: without this the same package differs from zone to zone.
class InUtc {
public:
    InUtc()
    {
        if (const char* zone = std::getenv("TZ")) before_ = zone;
        ::setenv("TZ", "UTC", 1);
        ::tzset();
    }
    ~InUtc()
    {
        if (before_)
            ::setenv("TZ", before_->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }
    InUtc(const InUtc&) = delete;
    InUtc& operator=(const InUtc&) = delete;

private:
    std::optional<std::string> before_;
};

} // namespace

struct ZipWriter::Inside {
    std::function<void(std::string_view)> sink;
    std::int64_t time = 0;
    std::exception_ptr failure; // of the sink: no exception may pass through C
    InUtc utc;
    std::unique_ptr<::archive, CloseWriter> writer{archive_write_new()};

    void check(la_ssize_t code) const
    {
        if (failure) std::rethrow_exception(failure);
        if (code < ARCHIVE_OK)
            throw Error(ErrorKind::render, said("cannot write the zip: {}", as_is(archive_error_string(writer.get()))));
    }
    static la_ssize_t put(::archive*, void* self, const void* data, std::size_t size)
    {
        auto& inside = *static_cast<Inside*>(self);
        if (inside.failure) return -1;
        try {
            inside.sink({static_cast<const char*>(data), size});
        } catch (...) {
            inside.failure = std::current_exception();
            return -1;
        }
        return static_cast<la_ssize_t>(size);
    }
};

ZipWriter::ZipWriter(std::function<void(std::string_view)> sink, std::int64_t time) : inside_(std::make_unique<Inside>())
{
    inside_->sink = std::move(sink);
    inside_->time = time - time % 2;
    auto* writer = inside_->writer.get();
    archive_write_set_format_zip(writer);
    archive_write_set_options(writer, "zip:compression=store");
    archive_write_set_bytes_per_block(writer, 0);
    inside_->check(archive_write_open(writer, inside_.get(), nullptr, &Inside::put, nullptr));
}

ZipWriter::~ZipWriter()
{
    inside_->sink = [](std::string_view) {}; // closing writes what would be the end
}

void ZipWriter::begin(const std::string& name, std::uint64_t bytes)
{
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> header(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(header.get(), name.c_str());
    archive_entry_set_size(header.get(), static_cast<la_int64_t>(bytes));
    archive_entry_set_filetype(header.get(), AE_IFREG);
    archive_entry_set_perm(header.get(), 0644);
    archive_entry_set_mtime(header.get(), inside_->time, 0);
    inside_->check(archive_write_header(inside_->writer.get(), header.get()));
}

void ZipWriter::write(std::string_view bytes)
{
    if (!bytes.empty()) inside_->check(archive_write_data(inside_->writer.get(), bytes.data(), bytes.size()));
}

void ZipWriter::finish()
{
    inside_->check(archive_write_close(inside_->writer.get()));
}

std::string write_zip(std::vector<Entry> entries, std::int64_t time)
{
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    std::string out;
    ZipWriter zip([&](std::string_view bytes) { out += bytes; }, time);
    for (const auto& entry : entries) {
        zip.begin(entry.name, entry.bytes.size());
        zip.write(entry.bytes);
    }
    zip.finish();
    return out;
}

} // namespace redress::archive
