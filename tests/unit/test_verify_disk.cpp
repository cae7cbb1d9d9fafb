// Packages on disk: folders with what does not belong there, zips, and what cannot be read at all.
#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "bundle/verify.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace redress;
namespace fs = std::filesystem;

namespace {

// from sha256sum
const std::map<std::string, std::string> good = {
    {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
    {"data/a.txt", "hello\n"},
    {"manifest-sha256.txt", "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  data/a.txt\n"}};

std::string say(const bundle::Verdict& verdict)
{
    if (!verdict.valid()) return "fail: " + verdict.errors.front().text.en();
    return verdict.warnings.empty() ? "" : "warn: " + verdict.warnings.front().text.en();
}

} // namespace

TEST_CASE("what is on disk")
{
    const TempDir folder;
    const auto path = folder.path() / "bag";
    fs::create_directories(path / "data");
    for (const auto& [name, bytes] : good) write_file(path / name, bytes);
    CHECK(say(bundle::verify_package(path.string())) == "");
    fs::create_symlink("/etc/passwd", path / "data/link");
    CHECK(say(bundle::verify_package(path.string())) == "fail: data/link: is a symbolic link");
    fs::remove(path / "data/link");
    fs::remove_all(path / "data");
    CHECK(say(bundle::verify_package(path.string())) == "fail: data: the payload folder is missing");
    CHECK_THROWS_AS(bundle::verify_package((folder.path() / "none").string()), Error);
    write_file(folder.path() / "text", "hello");
    CHECK_THROWS_AS(bundle::verify_package((folder.path() / "text").string()), Error);
}

TEST_CASE("zipped bags, with a folder on top or without")
{
    const TempDir folder;
    for (const std::string top : {"", "case/"})
        for (const bool whole : {true, false}) {
            std::vector<archive::Entry> entries;
            for (const auto& [name, bytes] : good) entries.push_back({top + name, whole ? bytes : bytes + "x"});
            const auto path = folder.path() / "bag.zip";
            write_file(path, archive::write_zip(entries, 0));
            CHECK(bundle::verify_package(path.string()).valid() == whole);
        }
    write_file(folder.path() / "cut.zip", read_file(folder.path() / "bag.zip").substr(0, 60));
    CHECK_THROWS_AS(bundle::verify_package((folder.path() / "cut.zip").string()), Error);
}

TEST_CASE("a zip with a name that leads out of it is no valid package")
{
    const TempDir folder;
    const std::map<std::string, std::string> names{{"case/../../evil.txt", "leaves the bag"},
                                                   {"../evil.txt", "leaves the bag"},
                                                   {"/etc/evil.txt", "is absolute"},
                                                   {"~root/evil.txt", "names a home folder"},
                                                   {"C:/evil.txt", "names a drive"}};
    for (const auto& [evil, why] : names) {
        std::vector<archive::Entry> entries{{evil, "x"}};
        for (const auto& [name, bytes] : good) entries.push_back({"case/" + name, bytes});
        const auto path = folder.path() / "bag.zip";
        write_file(path, archive::write_zip(entries, 0));
        CHECK(say(bundle::verify_package(path.string())) == "fail: the zip: path '" + evil + "' " + why);
    }
}

TEST_CASE("a zip that holds one package for one reader and another for the next")
{
    const TempDir folder;
    const auto path = (folder.path() / "bag.zip").string();
    std::vector<archive::Entry> entries;
    for (const auto& [name, bytes] : good) entries.push_back({"case/" + name, bytes});
    const auto zip = archive::write_zip(entries, 0);
    const auto judge = [&](const std::string& bytes) {
        write_file(path, bytes);
        return bundle::verify_package(path);
    };
    CHECK(judge(zip).valid());
    // A name stands twice: before the entry, and in the directory.
    const std::string name = "case/data/a.txt";
    for (const auto at : {zip.find(name), zip.rfind(name)}) {
        auto other = zip;
        other[at + name.size() - 5] = 'b';
        const auto verdict = judge(other);
        REQUIRE(!verdict.valid());
        CHECK(verdict.errors.front().code == "zip");
        CHECK(verdict.errors.front().text.en().find("has another name in the directory than where it stands") !=
              std::string::npos);
    }
    CHECK(say(judge(zip + "more")) == "fail: the zip goes on behind its end record");
}

TEST_CASE("zips of other hands")
{
    const TempDir folder;
    const auto path = (folder.path() / "bag.zip").string();
    const auto judge = [&](const std::string& top, const std::vector<archive::Entry>& more) {
        std::vector<archive::Entry> entries = more;
        for (const auto& [name, bytes] : good) entries.push_back({top + name, bytes});
        write_file(path, archive::write_zip(entries, 0));
        return say(bundle::verify_package(path));
    };
    CHECK(judge("./", {}) == "");
    // As macOS packs a folder.
    CHECK(judge("case/", {{"__MACOSX/case/._bagit.txt", "x"}}) ==
          "warn: the zip holds entries of macOS beside the package: 1");
    CHECK(judge("case/", {{"case/note.txt", "x"}, {"case/note.txt", "y"}}) == "fail: note.txt: stands twice in the zip");
}
