#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/bag.hpp"
#include "bundle/verify.hpp"
#include "bundle/write.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace redress;
namespace fs = std::filesystem;

namespace {

std::vector<bundle::File> sample(const std::string& case_facts = "paypal/1001")
{
    return bundle::make_bag({{"data/b.txt", "world\n", {}}, {"data/a.txt", "hello\n", {}}},
                            {{"External-Identifier", "C-0001"}, {"Redress-Case", case_facts}, {"Note", "two\nlines"}},
                            {{"VERIFY.txt", "look\n", {}}});
}

std::string find(const std::vector<bundle::File>& files, const std::string& path)
{
    for (const auto& file : files)
        if (file.path == path) return file.bytes;
    return "(none)";
}

} // namespace

TEST_CASE("a bag has the files RFC 8493 asks for, in bytewise order")
{
    const auto files = sample();
    std::vector<std::string> names;
    for (const auto& file : files) names.push_back(file.path);
    CHECK(names == std::vector<std::string>{"VERIFY.txt", "bag-info.txt", "bagit.txt", "data/a.txt", "data/b.txt",
                                            "manifest-sha256.txt", "tagmanifest-sha256.txt"});
    CHECK(find(files, "bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    CHECK(find(files, "bag-info.txt") ==
          "External-Identifier: C-0001\nRedress-Case: paypal/1001\nNote: two lines\nPayload-Oxum: 12.2\n");
    // from sha256sum
    CHECK(find(files, "manifest-sha256.txt") ==
          "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  data/a.txt\n"
          "e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317  data/b.txt\n");
    CHECK(find(files, "tagmanifest-sha256.txt").find("  VERIFY.txt") == std::string::npos);
}

TEST_CASE("payload names are plain")
{
    const std::pair<const char*, const char*> table[] = {{"a.txt", "a.txt"},           {"../../x", "x"},
                                                         {"a b%0A.png", "a-b-0A.png"}, {"\xE6\x88\xAA", "file"},
                                                         {".hidden", "hidden"},        {"", "file"}};
    for (const auto& [wanted, name] : table) CHECK(bundle::payload_name(wanted) == name);
    for (const char* path : {"data/a b", "data/", "a.txt", "data/a/b", "data/\xC3\xBC"})
        CHECK_THROWS_AS(bundle::make_bag({{path, "x", {}}}, {}, {}), Error);
    CHECK_THROWS_AS(bundle::make_bag({{"data/a", "x", {}}, {"data/a", "y", {}}}, {}, {}), Error);
}

TEST_CASE("a package is written whole, privately, and replaces only when told")
{
    const TempDir folder;
    bundle::Target target;
    target.path = folder.path() / "out";
    const auto old_mask = ::umask(0);
    bundle::write_package(sample(), target);
    ::umask(old_mask);
    CHECK(bundle::verify_package(target.path.string()).valid());
    CHECK(bundle::verify_package(target.path.string()).warnings.empty());
    CHECK((fs::status(target.path).permissions() & fs::perms::mask) == fs::perms(0700));
    CHECK((fs::status(target.path / "data/a.txt").permissions() & fs::perms::mask) == fs::perms(0600));
    CHECK(bundle::case_of_package(target.path) == "C-0001; paypal/1001");
    CHECK_THROWS_AS(bundle::write_package(sample("paypal/1002"), target), Error);
    CHECK(bundle::case_of_package(target.path) == "C-0001; paypal/1001");
    target.replace = true;
    bundle::write_package(sample("paypal/1002"), target);
    CHECK(bundle::case_of_package(target.path) == "C-0001; paypal/1002");
    // nothing else is left beside it
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a zip holds the same files below one folder")
{
    const TempDir folder;
    bundle::Target target;
    target.path = folder.path() / "out.zip";
    target.zip = true;
    target.top = "C-0001";
    target.time = 1700000001;
    bundle::write_package(sample(), target);
    CHECK(bundle::verify_package(target.path.string()).valid());
    CHECK(bundle::case_of_package(target.path) == "C-0001; paypal/1001");
    const auto bytes = read_file(target.path);
    const auto names = archive::list_zip(bytes, "out.zip");
    REQUIRE(names.size() == 7);
    CHECK(names.front() == "C-0001/VERIFY.txt");
    target.replace = true;
    bundle::write_package(sample(), target);
    CHECK(read_file(target.path) == bytes);
    write_file(folder.path() / "other", "no package");
    CHECK(bundle::case_of_package(folder.path() / "other").empty());
    CHECK(bundle::case_of_package(folder.path() / "none").empty());
}

TEST_CASE("originals are copied from the disk, and a damaged one stops the whole package")
{
    const TempDir folder;
    const std::string bytes = std::string(300'000, 'x') + "end"; // more than one piece
    write_file(folder.path() / "blob", bytes);
    const bundle::Original original{folder.path() / "blob", bytes.size(), hash::sha256(bytes)};
    const auto files = [&](const bundle::Original& from) {
        return bundle::make_bag({{"data/a.bin", "", {}, from}, {"data/b.txt", "b\n", {}}}, {}, {});
    };
    for (const bool zip : {false, true}) {
        bundle::Target target;
        target.path = folder.path() / (zip ? "out.zip" : "out");
        target.zip = zip;
        target.top = "top";
        bundle::write_package(files(original), target);
        const auto verdict = bundle::verify_package(target.path.string());
        CHECK(verdict.valid());
        CHECK(verdict.warnings.empty());
        if (!zip) CHECK(read_file(target.path / "data/a.bin") == bytes);
        fs::remove_all(target.path);
        auto shorter = original, longer = original, other = original;
        --shorter.bytes;
        ++longer.bytes;
        other.sha256 = hash::sha256("other");
        for (const auto& damaged : {shorter, longer, other})
            CHECK_THROWS_WITH_AS(bundle::write_package(files(damaged), target),
                                 doctest::Contains("the copy kept of 'data/a.bin' is damaged"), Error);
        auto none = original;
        none.place = folder.path() / "none";
        CHECK_THROWS_AS(bundle::write_package(files(none), target), Error);
        // nothing is left of them
        CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
    }
}
