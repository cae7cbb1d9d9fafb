#include "base/patch.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

std::vector<std::uint64_t> lines_of(const std::map<std::string, patch::Fresh>& fresh, const std::string& path)
{
    const auto at = fresh.find(path);
    return at == fresh.end() ? std::vector<std::uint64_t>{} : at->second.lines;
}

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

} // namespace

TEST_CASE("new lines of a git diff")
{
    // Heads of hunks give a count only where it is not 1; content that looks like a head is content.
    const auto fresh = patch::fresh_lines("diff --git a/shop/a.md b/shop/a.md\n"
                                          "index 1..2 100644\n"
                                          "--- a/shop/a.md\n"
                                          "+++ b/shop/a.md\n"
                                          "@@ -3 +3,2 @@ heading\n"
                                          "--- a/not/a/file\n"
                                          "+++ b/not/a/file\n"
                                          "+@@ -1 +1 @@\n"
                                          "@@ -9,2 +10,0 @@\n"
                                          "-gone\n"
                                          "-gone\n"
                                          "@@ -20,0 +20 @@\n"
                                          "+last\n"
                                          "\\ No newline at end of file\n"
                                          "diff --git a/gone.md b/gone.md\n"
                                          "deleted file mode 100644\n"
                                          "--- a/gone.md\n"
                                          "+++ /dev/null\n"
                                          "@@ -1 +0,0 @@\n"
                                          "-x\n");
    CHECK(fresh.size() == 1);
    CHECK(lines_of(fresh, "shop/a.md") == std::vector<std::uint64_t>{3, 4, 20});
    CHECK(fresh.at("shop/a.md").touches(4, 4));
    CHECK(fresh.at("shop/a.md").touches(5, 25));
    CHECK_FALSE(fresh.at("shop/a.md").touches(5, 19));
    // Lines went behind the tenth; one that was replaced is no cut.
    CHECK(fresh.at("shop/a.md").cuts == std::vector<std::uint64_t>{10});
    CHECK(fresh.at("shop/a.md").changes(6, 10));
    CHECK(fresh.at("shop/a.md").changes(11, 12));
    CHECK_FALSE(fresh.at("shop/a.md").changes(12, 19));
    CHECK(patch::fresh_lines("--- a/a\n+++ b/a\n@@ -1,2 +0,0 @@\n-x\n-y\n").at("a").cuts == std::vector<std::uint64_t>{0});
    CHECK(patch::fresh_lines("--- a/a\n+++ b/a\n@@ -1,4 +1,3 @@\n x\n-y\n z\n-v\n+w\n").at("a").cuts ==
          std::vector<std::uint64_t>{1});
}

TEST_CASE("lines around a change are not new, whatever git was told")
{
    const auto fresh = patch::fresh_lines(
        "--- a/a\n+++ b/a\n@@ -1,4 +1,4 @@\n one\n-two\n+2\n\n four\n@@ -8,2 +8,3 @@\n eight\n+9\n ten\n");
    CHECK(lines_of(fresh, "a") == std::vector<std::uint64_t>{2, 9});
}

TEST_CASE("names as git writes them")
{
    const auto fresh =
        patch::fresh_lines("--- a/a b.md\t\n+++ b/a b.md\t\n@@ -0,0 +1 @@\n+x\n"
                           "--- \"a/q\\\"\\t\\303\\251.md\"\n+++ \"b/q\\\"\\t\\303\\251.md\"\n@@ -0,0 +1 @@\n+x\n"
                           "--- /dev/null\n+++ b/回复.md\n@@ -0,0 +1 @@\n+x\n"
                           "diff --git a/t.xlsx b/t.xlsx\nBinary files a/t.xlsx and b/t.xlsx differ\n"
                           "Binary files /dev/null and \"b/n\\\\w.xlsx\" differ\n"
                           "Binary files a/gone.xlsx and /dev/null differ\n"
                           "* Unmerged path c.md\n");
    CHECK(lines_of(fresh, "a b.md").size() == 1);
    CHECK(lines_of(fresh, "q\"\té.md").size() == 1);
    CHECK(lines_of(fresh, "回复.md").size() == 1);
    CHECK(fresh.at("t.xlsx").whole);
    CHECK(fresh.at("n\\w.xlsx").whole);
    CHECK(fresh.at("c.md").whole);
    CHECK(fresh.size() == 6);
}

TEST_CASE("a diff cut short or none at all")
{
    CHECK(patch::fresh_lines("").empty());
    const std::string_view whole = "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-x\n-y\n+z\n+w\n";
    for (std::size_t n = 0; n <= whole.size(); ++n) CHECK(patch::fresh_lines(whole.substr(0, n)).size() <= 1);
}

TEST_CASE("a unified diff of replaced lines")
{
    const auto lines = split("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n");
    CHECK(patch::unified("a", lines, {}).empty());
    // Lines 2 and 3 are neighbours; 9 is near enough to share their hunk, 18 is not.
    CHECK(patch::unified("x/a.md", lines, {{2, "two"}, {3, "three"}, {9, "nine"}, {18, "end"}}) ==
          "--- a/x/a.md\n+++ b/x/a.md\n"
          "@@ -1,12 +1,12 @@\n 1\n-2\n-3\n+two\n+three\n 4\n 5\n 6\n 7\n 8\n-9\n+nine\n 10\n 11\n 12\n"
          "@@ -15,4 +15,4 @@\n 15\n 16\n 17\n-18\n+end\n");
    CHECK(patch::unified("a", split("only\n"), {{1, "one"}}) == "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-only\n+one\n");
    CHECK(
        patch::unified("a", split("x\nonly\n"), {{2, "one"}}, false) ==
        "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\n-only\n\\ No newline at end of file\n+one\n\\ No newline at end of file\n");
    CHECK(patch::unified("a", split("x\nonly\n"), {{1, "y"}}, false) ==
          "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-x\n+y\n only\n\\ No newline at end of file\n");
}
