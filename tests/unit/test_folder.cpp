#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

using namespace redress;
namespace fs = std::filesystem;

TEST_CASE("folder: files in one order; loops, pipes and litter are no files")
{
    const TempDir home;
    const auto put = [&](const std::string& name) {
        fs::create_directories((home.path() / name).parent_path());
        write_file(home.path() / name, name);
    };
    for (const char* name : {"b.txt", "a/z.txt", "a/B.txt", ".hidden", ".git/config", "chat.txt~", "#chat.txt#", "~$o.xlsx",
                             "x.PART", "page.css", "Thumbs.db"})
        put(name);
    fs::create_directory_symlink(home.path(), home.path() / "a" / "loop");
    fs::create_symlink(home.path() / "b.txt", home.path() / "c.txt");
    fs::create_symlink("self", home.path() / "self");
    fs::create_symlink("gone", home.path() / "dangling");
    REQUIRE(::mkfifo((home.path() / "pipe").c_str(), 0600) == 0);
    const auto found = list_folder(home.path().string());
    std::vector<std::string> names;
    for (const auto& path : found.files) names.push_back(fs::path(path).filename().string());
    CHECK(names == std::vector<std::string>{"B.txt", "z.txt", "b.txt", "c.txt"});
    CHECK(found.hidden == 2);
    CHECK(found.litter == 6);
    CHECK(found.special == std::vector<std::string>{(home.path() / "a" / "loop").string(), (home.path() / "pipe").string()});
    REQUIRE(found.unreadable.size() == 2);
    CHECK(found.unreadable[0].first == (home.path() / "dangling").string());
    CHECK(found.unreadable[0].second.en() == "No such file or directory");
    CHECK(found.unreadable[1].second.en() == "Too many levels of symbolic links");
    CHECK_THROWS_AS(list_folder((home.path() / "nowhere").string()), Error);
}

TEST_CASE("folder: names that are litter, and names that only look so")
{
    for (const char* name : {"a~", "#a#", "~$a.docx", "a.swp", "a.TMP", "a.txt.bak", "a.crdownload", "style.css", "x.js",
                             "._a", "desktop.ini", "__MACOSX"})
        CHECK_MESSAGE(is_litter_name(name), name);
    for (const char* name : {"~", "a", "##", "#a.txt", "a.json", ".bak", "backup.txt", "a.jsx"})
        CHECK_MESSAGE(!is_litter_name(name), name);
}
