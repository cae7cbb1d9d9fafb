// Zips made by hand (APPNOTE 4.3), whose directory says one thing and whose local headers another.
#include "base/archive.hpp"
#include "base/zip_directory.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace redress;

namespace {

std::string little(std::uint64_t value, int size)
{
    std::string out;
    for (int i = 0; i < size; ++i, value >>= 8) out += static_cast<char>(value & 255);
    return out;
}

// One account of the entry "a" that holds "x", stored.
struct Side {
    std::string name = "a", extra;
    std::uint16_t flags = 0, method = 0;
    std::uint32_t crc = 0x8CDC1683, packed = 1, size = 1; // from zlib
};

struct Made {
    Side local, record;
    std::string before, behind, comment; // of the whole; behind the bytes of the entry; of the end record
    std::string end64;                   // stands between directory and end record
    std::uint32_t offset = 0, count = 1, shift = 0;
};

std::string zip_of(const Made& m)
{
    const auto middle = [](const Side& s) {
        return little(20, 2) + little(s.flags, 2) + little(s.method, 2) + little(0x210000, 4) + little(s.crc, 4) +
               little(s.packed, 4) + little(s.size, 4) + little(s.name.size(), 2) + little(s.extra.size(), 2);
    };
    const auto local = m.before + "PK\x03\x04" + middle(m.local) + m.local.name + m.local.extra + "x" + m.behind;
    const auto directory = "PK\x01\x02" + little(20, 2) + middle(m.record) + little(0, 6) + little(0100644U << 16, 4) +
                           little(m.offset, 4) + m.record.name + m.record.extra;
    return local + directory + m.end64 + "PK\x05\x06" + little(0, 4) + little(m.count, 2) + little(m.count, 2) +
           little(directory.size(), 4) + little(local.size() + m.shift, 4) + little(m.comment.size(), 2) + m.comment;
}

std::string field(std::uint16_t id, const std::string& bytes)
{
    return little(id, 2) + little(bytes.size(), 2) + bytes;
}

std::string second_name(const std::string& name)
{
    return field(0x7075, "\x01" + little(0, 4) + name);
}

// The faults, one a line: "a: has …".
std::string faults(const std::string& zip)
{
    std::string out;
    for (const auto& fault : archive::read_zip_directory(zip).faults)
        out += (out.empty() ? "" : "\n") + (fault.name.empty() ? "" : fault.name + ": ") + fault.why.en();
    return out;
}

constexpr const char* name_differs = "a: has another name in the directory than where it stands";
constexpr const char* packed_otherwise = "a: is packed otherwise by the directory than where it stands";
constexpr const char* size_differs = "a: has another size or checksum in the directory than where it stands";
constexpr const char* bytes_behind = "a: is followed by bytes of no entry";
constexpr const char* elsewhere = "has its directory elsewhere than its end record says";

} // namespace

TEST_CASE("zip directory: two accounts of one entry")
{
    struct Case {
        const char* what;
        std::function<void(Made&)> change;
        std::string want;
    };
    const auto described = [](Made& m, const std::string& behind) {
        m.local.flags = m.record.flags = 8;
        m.local.crc = m.local.packed = m.local.size = 0;
        m.behind = behind;
    };
    const auto crc = little(0x8CDC1683, 4), one = little(1, 4), wide_one = little(1, 8);
    const std::string mark = "PK\x07\x08";
    const Case table[] = {
        {"the same", [](Made&) {}, ""},
        {"name", [](Made& m) { m.local.name = "b"; }, name_differs},
        {"longer name", [](Made& m) { m.local.name = "a/b"; }, name_differs},
        {"zero byte", [](Made& m) { m.local.name = m.record.name = std::string("a\0b", 3); },
         std::string("a\0b", 3) + ": holds a zero byte in its name"},
        {"method", [](Made& m) { m.local.method = 8; }, packed_otherwise},
        {"encrypted", [](Made& m) { m.record.flags = 1; }, packed_otherwise},
        {"said to be UTF-8, and is ASCII", [](Made& m) { m.record.flags = 1 << 11; }, ""},
        {"said to be UTF-8 once",
         [](Made& m) {
             m.local.name = m.record.name = "\xC3\xBC";
             m.record.flags = 1 << 11;
         },
         "\xC3\xBC: is packed otherwise by the directory than where it stands"},
        {"how well packed", [](Made& m) { m.record.flags = 2; }, ""},
        {"size", [](Made& m) { m.local.size = 2; }, size_differs},
        {"size in the directory", [](Made& m) { m.record.size = 0; }, size_differs},
        {"packed size", [](Made& m) { m.local.packed = 0; }, size_differs},
        {"checksum", [](Made& m) { m.local.crc = 1; }, size_differs},
        {"sizes behind", [&](Made& m) { described(m, mark + crc + one + one); }, ""},
        {"sizes behind, no mark", [&](Made& m) { described(m, crc + one + one); }, ""},
        {"wide sizes behind", [&](Made& m) { described(m, mark + crc + wide_one + wide_one); }, ""},
        {"wide sizes behind, no mark", [&](Made& m) { described(m, crc + wide_one + wide_one); }, ""},
        {"other size behind", [&](Made& m) { described(m, mark + crc + one + little(2, 4)); }, bytes_behind},
        {"other checksum behind", [&](Made& m) { described(m, mark + one + one + one); }, bytes_behind},
        {"sizes promised, and not there", [&](Made& m) { described(m, ""); }, bytes_behind},
        {"sizes before and behind, different",
         [&](Made& m) {
             described(m, mark + crc + one + one);
             m.local.size = 2;
         },
         size_differs},
        {"bytes between", [](Made& m) { m.behind = "hidden"; }, bytes_behind},
        {"second names",
         [](Made& m) {
             m.local.extra = second_name("a");
             m.record.extra = second_name("b");
         },
         name_differs},
        {"one second name", [](Made& m) { m.record.extra = second_name("a"); }, name_differs},
        {"a second name for an ASCII one", [](Made& m) { m.local.extra = m.record.extra = second_name("b"); }, name_differs},
        {"the same second name", [](Made& m) { m.local.extra = m.record.extra = second_name("a"); }, ""},
        {"64 bits",
         [&](Made& m) {
             m.local.size = m.local.packed = m.record.size = m.record.packed = 0xFFFFFFFF;
             m.local.extra = m.record.extra = field(1, wide_one + wide_one);
         },
         ""},
        {"64 bits, different",
         [&](Made& m) {
             m.local.size = m.record.size = 0xFFFFFFFF;
             m.local.extra = field(1, little(2, 8));
             m.record.extra = field(1, wide_one);
         },
         size_differs},
        {"bytes before",
         [](Made& m) {
             m.before = "#!";
             m.offset = 2;
         },
         "begins with bytes of no entry"},
        {"nowhere", [](Made& m) { m.offset = 5; },
         "begins with bytes of no entry\na: does not stand where the directory says"},
        {"count", [](Made& m) { m.count = 2; }, "counts 2 entries, and its directory holds 1"},
        {"shifted", [](Made& m) { m.shift = 1; }, elsewhere},
        {"comment", [](Made& m) { m.comment = "made by hand"; }, ""},
        {"an end in the comment", [](Made& m) { m.comment = "PK\x05\x06" + std::string(18, '\0'); }, elsewhere},
        {"an end that leads nowhere", [](Made& m) { m.end64 = "PK\x06\x07" + std::string(16, '\0'); },
         "has an end record that leads nowhere"},
    };
    for (const auto& row : table) {
        INFO(std::string(row.what));
        Made made;
        row.change(made);
        CHECK(faults(zip_of(made)) == row.want);
    }
    CHECK(faults(zip_of({}) + "more") == "goes on behind its end record");
    CHECK(faults(zip_of({}) + zip_of({})) == elsewhere);
    CHECK(faults("no zip") == "has no end record");
}

TEST_CASE("zip directory: an end record in 64 bits")
{
    const auto end64 = [](std::uint64_t count, std::uint64_t size, std::uint64_t begin, std::uint64_t at) {
        return "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) + little(count, 8) +
               little(count, 8) + little(size, 8) + little(begin, 8) + "PK\x06\x07" + little(0, 4) + little(at, 8) +
               little(1, 4);
    };
    // The entry takes 30 + 1 + 1 bytes, the directory 46 + 1.
    Made made;
    made.end64 = end64(1, 47, 32, 79);
    CHECK(faults(zip_of(made)).empty());
    made.end64 = end64(2, 47, 32, 79);
    CHECK(faults(zip_of(made)) == elsewhere); // the narrow one says 1
    made.end64 = end64(1, 46, 33, 79);
    CHECK(faults(zip_of(made)) == elsewhere);
}

TEST_CASE("zip directory: what we write, and what is cut")
{
    std::vector<archive::Entry> entries;
    for (int i = 0; i < 70'000; ++i) entries.push_back({"data/" + std::to_string(i), i % 7 ? "x" : ""});
    CHECK(faults(archive::write_zip(entries, 0)).empty()); // more than 16 bits count
    const auto small = archive::write_zip({{"a", "one"}, {"b/c", ""}}, 0);
    CHECK(faults(small).empty());
    CHECK(archive::read_zip_directory(small).names == std::vector<std::string>{"a", "b/c"});
    for (std::size_t length = 0; length < small.size(); ++length) CHECK(!faults(small.substr(0, length)).empty());
}
