#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "base/said_again.hpp"

#include <doctest/doctest.h>

#include <cerrno>

using namespace redress;

TEST_CASE("words: English is the key, Chinese comes from the catalogue")
{
    const auto words = said("no command '{}'", "sow");
    CHECK(words.en() == "no command 'sow'");
    CHECK(words.in("zh") == "没有“sow”这个命令");
    CHECK(words.in("zh-CN") == words.in("zh"));
    CHECK(words.in("es") == words.en());
    CHECK(said("what no catalogue has: {:.1f} {}", 2.25, 'x').in("zh") == "what no catalogue has: 2.2 x");
}

TEST_CASE("words: values of every kind, and words within words")
{
    CHECK(said("{} {} {} {} {}", -1, std::uint64_t{18446744073709551615u}, std::string("s"), std::string_view("v"),
               std::filesystem::path("a/b"))
              .en() == "-1 18446744073709551615 s v a/b");
    const auto inner = said("redress: error: {}", said("no command '{}'", "sow"));
    CHECK(inner.en() == "redress: error: no command 'sow'");
    CHECK(inner.in("zh") == "redress: 错误：没有“sow”这个命令");
    CHECK(both("buyer", "买家").in("zh") == "买家");
    CHECK(both("buyer", "").in("zh") == "buyer");
    CHECK(as_is("{}").in("zh") == "{}"); // never a format
    CHECK(said("redress: hint: {}", "{0}").en() == "redress: hint: {0}");
}

TEST_CASE("words: empty, equal, joined")
{
    CHECK(Said().empty());
    CHECK(as_is("").empty());
    CHECK_FALSE(said("no command '{}'", "").empty());
    CHECK(said("no command '{}'", "a") == said("no command '{}'", "a"));
    CHECK_FALSE(said("no command '{}'", "a") == said("no command '{}'", "b"));
    const std::vector<std::string> names{"a", "b", "c"};
    CHECK(joined(names, said(" or ")).en() == "a or b or c");
    CHECK(joined(names, said(" or ")).in("zh") == "a 或 b 或 c");
    CHECK(joined(std::vector<std::string>{}, said(" or ")).empty());
}

TEST_CASE("words: what a store keeps in English is said again")
{
    const auto again = [](const char* text) {
        return said_again(text, {form("no command '{}'"), form("{} of {}"), form("did you mean '{}'?")}).in("zh");
    };
    CHECK(again("no command 'x'") == "没有“x”这个命令");
    CHECK(again("did you mean 'x'?") == "是不是“x”？");
    CHECK(again("no command 'x' there") == "no command 'x' there");
    CHECK(again("1 of 2") == "1 of 2");
    CHECK(again("somebody's words") == "somebody's words");
    CHECK(again("").empty());
}

TEST_CASE("errors and diagnostics speak the reader's language")
{
    const Error error(ErrorKind::input, said("no command '{}'", "x"), said("run the same command again"));
    CHECK(std::string(error.what()) == "no command 'x'");
    CHECK(error.hint().in("zh") == "请重新执行同一命令");
    const Diagnostic d{Severity::warning, "a.txt", 3, 2, said("no command '{}'", "x"), "bad"};
    CHECK(to_string(d) == "a.txt:3:2: warning: no command 'x' [bad]");
    CHECK(to_string(d, "zh") == "a.txt:3:2: 警告：没有“x”这个命令 [bad]");
    CHECK(system_reason(ENOENT).en() == "No such file or directory");
    CHECK(system_reason(ENOENT).in("zh") == "没有那个文件或目录");
    CHECK_FALSE(system_reason(ECHILD).empty());
}
