#include "base/error.hpp"
#include "base/file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

using namespace redress;
namespace fs = std::filesystem;

TEST_CASE("file: outputs are whole or absent")
{
    TempDir folder;
    const auto path = folder.path() / "out";
    write_file(path, "old");
    {
        AtomicFile file(path);
        file.write("half of the n");
    } // no commit
    CHECK(read_file(path) == "old");
    CHECK(files_below(folder.path().string()).size() == 1);
    {
        AtomicFile file(path, 0600);
        file.write("new");
        file.write("");
        CHECK(read_file(path) == "old");
        file.commit();
    }
    CHECK(read_file(path) == "new");
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    CHECK_THROWS_AS(AtomicFile(folder.path() / "no" / "such" / "folder"), Error);
}

TEST_CASE("file: what cannot be read says why")
{
    TempDir folder;
    CHECK_THROWS_WITH_AS(MappedFile::open((folder.path() / "none").string()), doctest::Contains("No such file"), Error);
    CHECK_THROWS_WITH_AS(MappedFile::open(folder.path().string()), doctest::Contains("it is a folder"), Error);
    CHECK_THROWS_WITH_AS(MappedFile::open("/dev/null"), doctest::Contains("not a regular file"), Error);
    const auto fifo = (folder.path() / "fifo").string();
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    CHECK_THROWS_AS(MappedFile::open(fifo), Error); // and does not wait for a writer
    write_file(folder.path() / "empty", "");
    CHECK(MappedFile::open((folder.path() / "empty").string()).bytes().empty());
}

TEST_CASE("file: a mapped file survives a move, and pages let go come back")
{
    TempDir folder;
    const auto path = (folder.path() / "big").string();
    std::string bytes(20u << 20, 'x');
    bytes.front() = 'a';
    bytes.back() = 'z';
    write_file(path, bytes);
    auto first = MappedFile::open(path);
    auto second = std::move(first);
    second.release(18u << 20);
    CHECK(second.bytes() == bytes);
    CHECK(second.name() == path);
}

TEST_CASE("file: folders are walked in bytewise order, hidden files and links aside")
{
    TempDir folder;
    fs::create_directories(folder.path() / "b");
    for (const char* name : {"b/2", "b/10", "a", "Z", "b/.hidden"}) write_file(folder.path() / name, "x");
    fs::create_directory_symlink("/", folder.path() / "loop");
    std::vector<std::string> found;
    for (const auto& file : files_below(folder.path().string())) found.push_back(fs::relative(file, folder.path()).string());
    CHECK(found == std::vector<std::string>{"Z", "a", "b/10", "b/2"});
    CHECK(files_below("no such") == std::vector<std::string>{"no such"});
}

TEST_CASE("file: temporary folders go away with all they hold")
{
    fs::path gone, kept;
    {
        TempDir one, two;
        gone = one.path();
        kept = two.path();
        write_file(gone / "x", "x");
        two.keep();
    }
    CHECK(!fs::exists(gone));
    CHECK(fs::exists(kept));
    fs::remove_all(kept);
}
