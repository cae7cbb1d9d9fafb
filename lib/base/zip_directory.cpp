#include "base/zip_directory.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace redress::archive {
namespace {

// Numbers and section names are those of APPNOTE.TXT, 4.3.
constexpr std::string_view local_mark = "PK\x03\x04", record_mark = "PK\x01\x02", end_mark = "PK\x05\x06",
                           end64_mark = "PK\x06\x06", locator_mark = "PK\x06\x07", descriptor_mark = "PK\x07\x08";
constexpr std::size_t local_size = 30, record_size = 46, end_size = 22, end64_size = 56, locator_size = 20;
constexpr std::uint64_t full16 = 0xFFFF, full32 = 0xFFFFFFFF;
constexpr std::uint16_t zip64_field = 0x0001, unicode_name_field = 0x7075;
constexpr std::uint16_t how_well = 3U << 1, described = 1U << 3, utf8 = 1U << 11;

class Bytes {
public:
    explicit Bytes(std::string_view all) : all_(all) {}
    bool has(std::uint64_t at, std::uint64_t size) const { return at <= all_.size() && size <= all_.size() - at; }
    std::string_view part(std::uint64_t at, std::uint64_t size) const
    {
        return has(at, size) ? all_.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(size))
                             : std::string_view();
    }
    bool is(std::uint64_t at, std::string_view mark) const { return part(at, mark.size()) == mark; }
    // Little-endian; zero past the end.
    std::uint64_t number(std::uint64_t at, unsigned size) const
    {
        std::uint64_t value = 0;
        const auto bytes = part(at, size);
        for (auto i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
        return value;
    }
    std::uint16_t two(std::uint64_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
    std::uint32_t four(std::uint64_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
    std::uint64_t eight(std::uint64_t at) const { return number(at, 8); }
    std::uint64_t size() const { return all_.size(); }

private:
    std::string_view all_;
};

// One account of an entry.
struct Account {
    std::string_view name, extra;
    std::uint16_t flags = 0, method = 0;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0, size = 0;
    std::uint64_t offset = 0; // where it stands
    std::uint64_t data = 0;   // of a local header: where its bytes begin
};

std::string_view extra_field(std::string_view extra, std::uint16_t wanted)
{
    const Bytes bytes(extra);
    for (std::uint64_t at = 0; bytes.has(at, 4);) {
        const auto length = bytes.two(at + 2);
        if (bytes.two(at) == wanted) return bytes.part(at + 4, length);
        at += 4U + length;
    }
    return {};
}

// What does not fit in 32 bits is in a field of its own, in this order, each only if it is needed (4.5.3).
void widen(Account& account, bool with_offset)
{
    const Bytes field(extra_field(account.extra, zip64_field));
    std::uint64_t at = 0;
    for (auto* value : {&account.size, &account.packed, with_offset ? &account.offset : nullptr}) {
        if (!value || *value != full32 || !field.has(at, 8)) continue;
        *value = field.eight(at);
        at += 8;
    }
}

std::optional<Account> read_local(const Bytes& zip, std::uint64_t at)
{
    if (!zip.has(at, local_size) || !zip.is(at, local_mark)) return std::nullopt;
    const auto name = zip.two(at + 26), extra = zip.two(at + 28);
    if (!zip.has(at + local_size, name + std::uint64_t{extra})) return std::nullopt;
    Account out;
    out.flags = zip.two(at + 6);
    out.method = zip.two(at + 8);
    out.crc = zip.four(at + 14);
    out.packed = zip.four(at + 18);
    out.size = zip.four(at + 22);
    out.name = zip.part(at + local_size, name);
    out.extra = zip.part(at + local_size + name, extra);
    out.offset = at;
    out.data = at + local_size + name + extra;
    widen(out, false);
    return out;
}

struct Where {
    std::uint64_t begin = 0, end = 0; // of the directory
    std::uint64_t count = 0;
    bool wide = false; // counted in 64 bits
};

// The end record must agree with the wide one, if there is that, and both with where things are.
std::optional<Where> find_directory(std::string_view bytes, std::vector<ZipFault>& faults)
{
    const Bytes zip(bytes);
    const auto window = std::min<std::size_t>(bytes.size(), end_size + full16);
    const auto found = bytes.substr(bytes.size() - window).rfind(end_mark);
    const std::uint64_t at = bytes.size() - window + found;
    if (found == std::string_view::npos || !zip.has(at, end_size)) {
        faults.push_back({"", said("has no end record")});
        return std::nullopt;
    }
    if (at + end_size + zip.two(at + 20) != zip.size()) faults.push_back({"", said("goes on behind its end record")});
    Where out{zip.four(at + 16), at, zip.two(at + 10), false};
    std::uint64_t size = zip.four(at + 12);
    bool agrees = zip.two(at + 4) == zip.two(at + 6) && zip.two(at + 8) == zip.two(at + 10);
    if (at >= locator_size && zip.is(at - locator_size, locator_mark)) {
        const auto wide = zip.eight(at - locator_size + 8);
        if (!zip.has(wide, end64_size) || !zip.is(wide, end64_mark) ||
            wide + 12 + zip.eight(wide + 4) != at - locator_size) {
            faults.push_back({"", said("has an end record that leads nowhere")});
            return std::nullopt;
        }
        const Where narrow = out;
        out = {zip.eight(wide + 48), wide, zip.eight(wide + 32), true};
        agrees = agrees && zip.eight(wide + 24) == out.count && (narrow.count == full16 || narrow.count == out.count) &&
                 (narrow.begin == full32 || narrow.begin == out.begin) && (size == full32 || size == zip.eight(wide + 40));
        size = zip.eight(wide + 40);
    }
    if (!agrees || size > out.end || out.begin != out.end - size) {
        faults.push_back({"", said("has its directory elsewhere than its end record says")});
        return std::nullopt;
    }
    return out;
}

std::vector<Account> read_records(const Bytes& zip, const Where& where, std::vector<ZipFault>& faults)
{
    std::vector<Account> out;
    auto at = where.begin;
    while (at < where.end) {
        const std::uint64_t name = zip.two(at + 28), extra = zip.two(at + 30), comment = zip.two(at + 32);
        const auto next = at + record_size + name + extra + comment;
        if (!zip.is(at, record_mark) || next > where.end) break;
        Account record;
        record.flags = zip.two(at + 8);
        record.method = zip.two(at + 10);
        record.crc = zip.four(at + 16);
        record.packed = zip.four(at + 20);
        record.size = zip.four(at + 24);
        record.offset = zip.four(at + 42);
        record.name = zip.part(at + record_size, name);
        record.extra = zip.part(at + record_size + name, extra);
        widen(record, true);
        out.push_back(record);
        at = next;
    }
    // Before 64 bits programs let the count of many entries run over.
    const bool counted = where.wide ? out.size() == where.count : (out.size() & full16) == where.count;
    if (at != where.end || !counted)
        faults.push_back({"", said("counts {} entries, and its directory holds {}", where.count, out.size())});
    std::stable_sort(out.begin(), out.end(), [](const Account& a, const Account& b) { return a.offset < b.offset; });
    return out;
}

// Where sizes were not known beforehand they stand behind the bytes, with or without a mark, in 32 or 64 bits (4.3.9).
bool is_descriptor(const Bytes& zip, std::uint64_t at, std::uint64_t length, const Account& record)
{
    const bool marked = length == 16 || length == 24;
    const unsigned width = length == 12 || length == 16 ? 4 : 8;
    if (length != 12 && length != 16 && length != 20 && length != 24) return false;
    if (marked && !zip.is(at, descriptor_mark)) return false;
    const auto crc = at + (marked ? 4 : 0);
    return zip.four(crc) == record.crc && zip.number(crc + 4, width) == record.packed &&
           zip.number(crc + 4 + width, width) == record.size;
}

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

// Info-ZIP's second name, behind a version and a checksum.
bool same_second_name(const Account& local, const Account& record)
{
    const auto second = extra_field(record.extra, unicode_name_field);
    if (extra_field(local.extra, unicode_name_field) != second) return false;
    return second.size() < 5 || !is_ascii(record.name) || second.substr(5) == record.name;
}

std::optional<Said> difference(const Account& local, const Account& record)
{
    if (local.name != record.name || !same_second_name(local, record))
        return said("has another name in the directory than where it stands");
    if (record.name.find('\0') != std::string_view::npos) return said("holds a zero byte in its name");
    // Programs set these in one place alone, and it changes nothing.
    const unsigned harmless = how_well | described | (is_ascii(record.name) ? utf8 : 0U);
    if (local.method != record.method || (local.flags & ~harmless) != (record.flags & ~harmless))
        return said("is packed otherwise by the directory than where it stands");
    const bool later = (local.flags & described) != 0;
    const auto same = [&](std::uint64_t here, std::uint64_t there) { return here == there || (later && here == 0); };
    if (!same(local.size, record.size) || !same(local.packed, record.packed) || !same(local.crc, record.crc))
        return said("has another size or checksum in the directory than where it stands");
    return std::nullopt;
}

// Each entry must begin where the one before ends: a reader that goes from front to back sees what stands between.
void check_entries(const Bytes& zip, const std::vector<Account>& records, std::uint64_t directory, ZipDirectory& out)
{
    if (!records.empty() && records.front().offset != 0) out.faults.push_back({"", said("begins with bytes of no entry")});
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& record = records[i];
        const auto next = i + 1 < records.size() ? records[i + 1].offset : directory;
        const auto fault = [&](Said why) { out.faults.push_back({out.names[i], std::move(why)}); };
        const auto local = read_local(zip, record.offset);
        if (!local) {
            fault(said("does not stand where the directory says"));
            continue;
        }
        if (auto why = difference(*local, record)) fault(std::move(*why));
        if (!zip.has(local->data, record.packed) || next < local->data + record.packed) {
            fault(said("overlaps what stands behind it"));
            continue;
        }
        const auto end = local->data + record.packed;
        const bool whole = next == end && ((local->flags & described) == 0 || local->size == record.size);
        if (!whole && !((local->flags & described) != 0 && is_descriptor(zip, end, next - end, record)))
            fault(said("is followed by bytes of no entry"));
    }
}

} // namespace

ZipDirectory read_zip_directory(std::string_view bytes)
{
    ZipDirectory out;
    const auto where = find_directory(bytes, out.faults);
    if (!where) return out;
    const Bytes zip(bytes);
    const auto records = read_records(zip, *where, out.faults);
    out.names.reserve(records.size());
    for (const auto& record : records) out.names.emplace_back(record.name);
    check_entries(zip, records, where->begin, out);
    return out;
}

} // namespace redress::archive
