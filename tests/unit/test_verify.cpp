// Bags of our own: for each requirement one that keeps it and one that breaks it, for each version it applies to.
#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "bundle/verify.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>

using namespace redress;
namespace fs = std::filesystem;

namespace {

// Checksums of "hello\n", "world\n" and the empty text, from md5sum, sha1sum, sha224sum, sha256sum and sha512sum.
const std::string hello_md5 = "b1946ac92492d2347c6235b4d2611184";
const std::string hello_sha1 = "f572d396fae9206628714fb2ce00f72e94f2258f";
const std::string hello_sha224 = "2d6d67d91d0badcdd06cbbba1fe11538a68a37ec9c2e26457ceff12b";
const std::string hello_sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
const std::string hello_sha512 = "e7c22b994c59d9cf2b48e549b1e24666636045930d3da7c1acb299d1c3b7f931"
                                 "f94aae41edda2c2b207a36e10f8bcb8d45223e54878f5b316e7ce3b6bc019629";
const std::string world_sha256 = "e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317";
const std::string world_md5 = "591785b794601e212b260e25925636fd";

using Files = std::map<std::string, std::string>;

Files bag(const std::string& version)
{
    return {{"bagit.txt", "BagIt-Version: " + version + "\nTag-File-Character-Encoding: UTF-8\n"},
            {"data/a.txt", "hello\n"},
            {"manifest-sha256.txt", hello_sha256 + "  data/a.txt\n"}};
}

void put(const fs::path& folder, const Files& files)
{
    fs::create_directories(folder / "data");
    for (const auto& [name, bytes] : files) {
        fs::create_directories((folder / name).parent_path());
        write_file(folder / name, bytes);
    }
}

bundle::Verdict judge(const Files& files)
{
    const TempDir folder;
    put(folder.path() / "bag", files);
    return bundle::verify_package((folder.path() / "bag").string());
}

// What became of it: "" for clean, "warn: …" or "fail: …" with the first remark.
std::string say(const bundle::Verdict& verdict)
{
    if (!verdict.valid()) return "fail: " + verdict.errors.front().text.en();
    return verdict.warnings.empty() ? "" : "warn: " + verdict.warnings.front().text.en();
}

struct Row {
    const char* what;
    std::vector<std::string> versions;
    std::function<void(Files&)> change;
    std::string want; // the start of what say() says
};

const std::vector<std::string> every = {"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"};
const std::vector<std::string> drafts = {"0.93", "0.94", "0.95", "0.96", "0.97"};
const std::vector<std::string> rfc = {"1.0"};
const std::string nfd = "data/u\xCC\x88.txt", nfc = "data/\xC3\xBC.txt"; // the same name, ü in two normal forms

// One more file, listed as it is named.
std::function<void(Files&)> listed_too(const std::string& name)
{
    return [name](Files& f) {
        f[name] = "hello\n";
        f["manifest-sha256.txt"] += hello_sha256 + "  " + name + "\n";
    };
}

void judge_all(const std::vector<Row>& rows)
{
    for (const auto& row : rows)
        for (const auto& version : row.versions) {
            INFO(row.what, " ", version);
            auto files = bag(version);
            row.change(files);
            const auto got = say(judge(files));
            CHECK_MESSAGE((row.want.empty() ? got.empty() : got.rfind(row.want, 0) == 0), got);
        }
}

} // namespace

TEST_CASE("the declaration")
{
    judge_all({
        {"kept", every, [](Files&) {}, ""},
        {"gone", every, [](Files& f) { f.erase("bagit.txt"); }, "fail: bagit.txt: is missing"},
        {"byte order mark", every, [](Files& f) { f["bagit.txt"].insert(0, "\xEF\xBB\xBF"); },
         "fail: bagit.txt: starts with a byte"},
        {"third line", every, [](Files& f) { f["bagit.txt"] += "More: x\n"; }, "fail: bagit.txt: must have exactly two"},
        {"CRLF", every,
         [](Files& f) {
             f["bagit.txt"] = "BagIt-Version: " + f["bagit.txt"].substr(15, 4 - (f["bagit.txt"][18] == '\n')) +
                              "\r\nTag-File-Character-Encoding: UTF-8\r\n";
         },
         ""},
        {"no encoding", every, [](Files& f) { f["bagit.txt"].resize(f["bagit.txt"].find('\n') + 1); },
         "fail: bagit.txt: must have exactly two"},
        {"unknown encoding", every, [](Files& f) { f["bagit.txt"].replace(f["bagit.txt"].find("UTF-8"), 5, "KLINGON"); },
         "fail: bagit.txt: encoding 'KLINGON'"},
        {"space before colon",
         {"0.97", "1.0"},
         [](Files& f) { f["bagit.txt"].insert(13, " "); },
         "fail: bagit.txt: has white space"},
        {"space before colon", {"0.95", "0.96"}, [](Files& f) { f["bagit.txt"].insert(13, " "); }, ""},
        {"two spaces behind colon", rfc, [](Files& f) { f["bagit.txt"].insert(14, " "); },
         "fail: bagit.txt: has not exactly one space"},
        {"no space behind colon", rfc, [](Files& f) { f["bagit.txt"].erase(14, 1); },
         "fail: bagit.txt: has not exactly one space"},
        {"space at the end", rfc, [](Files& f) { f["bagit.txt"].insert(18, " "); },
         "fail: bagit.txt: has not exactly one space"},
        {"spaces behind colon", drafts, [](Files& f) { f["bagit.txt"].insert(14, "  "); }, ""},
        {"space before the second colon",
         {"0.97", "1.0"},
         [](Files& f) { f["bagit.txt"].insert(f["bagit.txt"].rfind(':'), " "); },
         "fail: bagit.txt: has white space"},
        {"two spaces behind the second colon", rfc,
         [](Files& f) { f["bagit.txt"].insert(f["bagit.txt"].rfind(':') + 1, " "); },
         "fail: bagit.txt: has not exactly one space"},
        // so the drafts' own examples have it
        {"small letters", drafts, [](Files& f) { f["bagit.txt"].replace(6, 1, "v"); },
         "warn: bagit.txt: 'BagIt-Version' is not written so"},
        {"small letters", rfc, [](Files& f) { f["bagit.txt"].replace(6, 1, "v"); },
         "fail: bagit.txt: 'BagIt-Version' is not written so"},
        {"blank line behind", every, [](Files& f) { f["bagit.txt"] += "\n"; }, "fail: bagit.txt: must have exactly two"},
        {"no number", {"x.y", "1", "1.", ".97", "1.0.0", "-1.0"}, [](Files&) {}, "fail: bagit.txt: BagIt-Version is not"},
        {"other numbers", {"2.0", "1.1", "0.92", "0.0"}, [](Files&) {}, "fail: bagit.txt: version"},
    });
}

TEST_CASE("manifests and the payload")
{
    judge_all({
        {"no manifest", every, [](Files& f) { f.erase("manifest-sha256.txt"); }, "fail: manifest: no payload manifest"},
        {"changed byte", every, [](Files& f) { f["data/a.txt"] = "hellO\n"; },
         "fail: manifest-sha256.txt: 'data/a.txt' does not match"},
        {"missing file", every, [](Files& f) { f.erase("data/a.txt"); },
         "fail: manifest-sha256.txt: 'data/a.txt' is missing"},
        {"file more", every, [](Files& f) { f["data/b/c.txt"] = "x"; }, "fail: 'data/b/c.txt' is in no manifest"},
        {"upper-case digest", every,
         [](Files& f) {
             f["manifest-sha256.txt"] = "5891B5B522D5DF086D0FF0B110FBD9D21BB4FC7163AF34D08286A2E846F6BE03  data/a.txt\n";
         },
         ""},
        {"one tab", every, [](Files& f) { f["manifest-sha256.txt"] = hello_sha256 + "\tdata/a.txt\n"; }, ""},
        {"many blanks, no last line end", every,
         [](Files& f) { f["manifest-sha256.txt"] = hello_sha256 + " \t   data/a.txt"; }, ""},
        {"CR alone", every, [](Files& f) { f["manifest-sha256.txt"] = hello_sha256 + "  data/a.txt\r"; }, ""},
        {"star", every, [](Files& f) { f["manifest-sha256.txt"] = hello_sha256 + " *data/a.txt\n"; },
         "warn: manifest-sha256.txt:1: marks"},
        {"dot slash", every, [](Files& f) { f["manifest-sha256.txt"] = hello_sha256 + "  ./data/a.txt\n"; },
         "warn: manifest-sha256.txt:1: starts"},
        // sha256sum of a file of that name prints it so
        {"backslash", every,
         [](Files& f) {
             f["data/x\\y"] = "hello\n";
             f["manifest-sha256.txt"] += "\\" + hello_sha256 + "  data/x\\\\y\n";
         },
         "warn: manifest-sha256.txt:2: escapes"},
        {"escaped line feed", every,
         [](Files& f) {
             f["data/x\ny"] = "hello\n";
             f["manifest-sha256.txt"] += "\\" + hello_sha256 + "  data/x\\ny\n";
         },
         "warn: manifest-sha256.txt:2: escapes"},
        {"plain backslash", every,
         [](Files& f) {
             f["data/x\\ny"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/x\\ny\n";
         },
         ""},
        {"folder listed", every,
         [](Files& f) {
             f["data/b/c.txt"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/b\n" + hello_sha256 + "  data/b/c.txt\n";
         },
         "fail: manifest-sha256.txt: 'data/b' is missing"},
        {"no path", every, [](Files& f) { f["manifest-sha256.txt"] += hello_sha256 + "\n"; },
         "fail: manifest-sha256.txt:2: is not a checksum"},
        {"no digest", every, [](Files& f) { f["manifest-sha256.txt"] += "xyz data/a.txt\n"; },
         "fail: manifest-sha256.txt:2: is not a checksum"},
        {"short digest", every, [](Files& f) { f["manifest-sha256.txt"] = "5891b5b5  data/a.txt\n"; },
         "fail: manifest-sha256.txt: 'data/a.txt' has a checksum that is not sha256"},
        {"tag file in payload manifest", every,
         [](Files& f) {
             f["x.txt"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  x.txt\n";
         },
         "fail: manifest-sha256.txt: 'x.txt' is not below data/"},
        {"two manifests, one short", drafts,
         [](Files& f) {
             f["data/b.txt"] = "world\n";
             f["manifest-sha256.txt"] += world_sha256 + "  data/b.txt\n";
             f["manifest-md5.txt"] = hello_md5 + "  data/a.txt\n";
         },
         ""},
        {"two manifests, one short", rfc,
         [](Files& f) {
             f["data/b.txt"] = "world\n";
             f["manifest-sha256.txt"] += world_sha256 + "  data/b.txt\n";
             f["manifest-md5.txt"] = hello_md5 + "  data/a.txt\n";
         },
         "fail: 'data/b.txt' is not in every payload manifest"},
        {"two whole manifests", every,
         [](Files& f) {
             f["data/b.txt"] = "world\n";
             f["manifest-sha256.txt"] += world_sha256 + "  data/b.txt\n";
             f["manifest-md5.txt"] = hello_md5 + "  data/a.txt\n" + world_md5 + "  data/b.txt\n";
         },
         ""},
        {"second manifest wrong", every, [](Files& f) { f["manifest-md5.txt"] = world_md5 + "  data/a.txt\n"; },
         "fail: manifest-md5.txt: 'data/a.txt' does not match"},
        {"same line twice", drafts, [](Files& f) { f["manifest-sha256.txt"] += f["manifest-sha256.txt"]; },
         "warn: manifest-sha256.txt: 'data/a.txt' is listed twice"},
        {"same line twice", rfc, [](Files& f) { f["manifest-sha256.txt"] += f["manifest-sha256.txt"]; },
         "fail: manifest-sha256.txt: 'data/a.txt' is listed twice"},
        {"two digests", every, [](Files& f) { f["manifest-sha256.txt"] += world_sha256 + "  data/a.txt\n"; },
         "fail: manifest-sha256.txt: 'data/a.txt' is listed twice with different"},
        {"unknown algorithm beside", every, [](Files& f) { f["manifest-crc32.txt"] = "363a3020  data/a.txt\n"; },
         "warn: manifest-crc32.txt: algorithm"},
        {"unknown algorithm alone", every,
         [](Files& f) {
             f["manifest-crc32.txt"] = "363a3020  data/a.txt\n";
             f.erase("manifest-sha256.txt");
         },
         "fail: manifest: no payload manifest has"},
    });
}

TEST_CASE("every algorithm")
{
    const std::pair<std::string, std::string> table[] = {{"md5", hello_md5},
                                                         {"sha1", hello_sha1},
                                                         {"sha224", hello_sha224},
                                                         {"sha256", hello_sha256},
                                                         {"sha512", hello_sha512}};
    for (const auto& row : table) {
        const std::string& algorithm = row.first;
        auto files = bag("0.97");
        files.erase("manifest-sha256.txt");
        files["manifest-" + algorithm + ".txt"] = row.second + "  data/a.txt\n";
        CHECK_MESSAGE(say(judge(files)).empty(), algorithm);
        files["data/a.txt"] = "hello";
        CHECK_MESSAGE(!judge(files).valid(), algorithm);
    }
}

TEST_CASE("a problem has a code, a file, and what was expected and found")
{
    const auto world = hash::sha256("world\n");
    struct Case {
        const char* code;
        const char* file;
        std::function<void(Files&)> change;
        std::string expected, found;
    };
    const Case table[] = {
        {"checksum", "data/a.txt", [](Files& f) { f["data/a.txt"] = "world\n"; }, hello_sha256, world},
        {"missing", "data/a.txt", [](Files& f) { f.erase("data/a.txt"); }, hello_sha256, ""},
        {"unlisted", "data/b", [](Files& f) { f["data/b"] = ""; }, "", ""},
        {"oxum", "bag-info.txt", [](Files& f) { f["bag-info.txt"] = "Payload-Oxum: 7.1\n"; }, "7.1", "6.1"},
        {"path", "manifest-sha256.txt", [](Files& f) { f["manifest-sha256.txt"] += hello_sha256 + "  ../x\n"; }, "", ""},
        {"duplicate", "data/a.txt", [](Files& f) { f["manifest-sha256.txt"] += world_sha256 + "  data/a.txt\n"; }, "", ""},
        {"declaration", "bagit.txt", [](Files& f) { f["bagit.txt"] += "x\n"; }, "", ""},
    };
    for (const auto& row : table) {
        INFO(row.code);
        auto files = bag("1.0");
        row.change(files);
        const auto verdict = judge(files);
        REQUIRE(verdict.errors.size() == 1);
        CHECK(verdict.version == "1.0");
        CHECK(verdict.errors[0].code == row.code);
        CHECK(verdict.errors[0].file == row.file);
        CHECK(verdict.errors[0].expected == row.expected);
        CHECK(verdict.errors[0].found == row.found);
    }
}

TEST_CASE("names")
{
    judge_all({
        {"encoded line feed", every,
         [](Files& f) {
             f["data/x\ny"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/x%0Ay\n";
         },
         ""},
        {"encoded, lower case", every,
         [](Files& f) {
             f["data/x\ry"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/x%0dy\n";
         },
         ""},
        {"encoded percent", every,
         [](Files& f) {
             f["data/x%0Ay"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/x%250Ay\n";
         },
         ""},
        {"other sequence", drafts, listed_too("data/x%20y"), ""},
        {"other sequence", rfc, listed_too("data/x%20y"), "warn: manifest-sha256.txt:2: has a percent sign"},
        {"no sequence", drafts, listed_too("data/100%"), ""},
        {"no sequence", rfc, listed_too("data/100%"), "warn: manifest-sha256.txt:2: has a percent sign"},
        {"system's own", every, listed_too("data/.DS_Store"), "warn: 'data/.DS_Store' belongs to an operating system"},
        {"system's own, capitals", every, listed_too("data/b/THUMBS.DB"), "warn: 'data/b/THUMBS.DB' belongs to"},
        {"system's own folder", every, listed_too("data/.Spotlight-V100/store"),
         "warn: 'data/.Spotlight-V100/store' belongs"},
        {"of macOS, kept apart", every, listed_too("data/._a.txt"), "warn: 'data/._a.txt' belongs to"},
        {"like the system's own", every, listed_too("data/my.DS_Store"), ""},
        {"system's own, beside the payload", every, [](Files& f) { f[".DS_Store"] = "x"; }, ""},
        {"system's own, in no manifest", every, [](Files& f) { f["data/.DS_Store"] = "x"; },
         "fail: 'data/.DS_Store' is in no manifest"},
        {"mixed stays literal", drafts,
         [](Files& f) {
             f["data/x%25%20"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/x%25%20\n";
         },
         ""},
        {"mixed is decoded", rfc,
         [](Files& f) {
             f["data/x%25%20"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/x%25%20\n";
         },
         "fail: 'data/x%25%20' is in no manifest"},
        {"space inside", every,
         [](Files& f) {
             f["data/x y"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/x y\n";
         },
         ""},
        {"case collision", every,
         [](Files& f) {
             f["data/A.txt"] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  data/A.txt\n";
         },
         "warn: 'data/A.txt' and 'data/a.txt' differ only"},
        {"listed in other case", every, [](Files& f) { f["manifest-sha256.txt"] = hello_sha256 + "  data/A.TXT\n"; },
         "fail: 'data/a.txt' is in no manifest"},
        {"other normalization", every,
         [](Files& f) {
             f[nfc] = "hello\n";
             f["manifest-sha256.txt"] += hello_sha256 + "  " + nfd + "\n";
         },
         "warn: manifest-sha256.txt: '" + nfd + "' is in the bag under"},
    });
}

TEST_CASE("paths that lead out of the bag are refused in manifests and in fetch.txt")
{
    for (const char* path : {"../x",
                             "data/../../x",
                             "data/..",
                             "/etc/passwd",
                             "~/x",
                             "~root/x",
                             "C:\\x",
                             "c:/x",
                             "\\\\host\\share\\x",
                             "\\x",
                             "%HOME%/x",
                             "%USERPROFILE%\\x",
                             "data/..\\..\\x",
                             "data/%TEMP%/x",
                             "$HOME/x",
                             "${HOME}/x",
                             "\\\\?\\C:\\x",
                             "\\\\?\\UNC\\host\\share\\x",
                             "%HomeDrive%\\x",
                             "file:///etc/passwd",
                             "FILE:x"}) {
        INFO(path);
        CHECK(bundle::refuse_path(path));
        for (const auto& version : every) {
            auto files = bag(version);
            files["manifest-sha256.txt"] += hello_sha256 + "  " + path + "\n";
            CHECK(!judge(files).valid());
            auto fetching = bag(version);
            fetching["fetch.txt"] = std::string("https://example.com/x 6 ") + path + "\n";
            CHECK(!judge(fetching).valid());
        }
    }
    for (const char* path :
         {"data/a", "data/..a", "data/a..", "data/a~", "data/50%", "data/%a b%", "data/a:b", "data/.hidden"})
        CHECK_MESSAGE(!bundle::refuse_path(path), path);
}

TEST_CASE("metadata, Oxum and encodings")
{
    const auto info = [](const std::string& text) { return [text](Files& f) { f["bag-info.txt"] = text; }; };
    const auto package = [](const std::string& text) { return [text](Files& f) { f["package-info.txt"] = text; }; };
    const std::vector<std::string> with_bag_info = {"0.95", "0.96", "0.97", "1.0"}, old_info = {"0.95", "0.96", "0.97"};
    judge_all({
        {"right", with_bag_info, info("Source: x\nPayload-Oxum: 6.1\n"), ""},
        {"wrong octets", with_bag_info, info("Payload-Oxum: 7.1\n"),
         "fail: bag-info.txt: Payload-Oxum is 7.1, the payload is 6.1"},
        {"wrong count", with_bag_info, info("Payload-Oxum: 6.2\n"), "fail: bag-info.txt: Payload-Oxum"},
        {"no number", with_bag_info, info("Payload-Oxum: many\n"), "fail: bag-info.txt: Payload-Oxum"},
        {"label in capitals", with_bag_info, info("PAYLOAD-OXUM: 7.1\n"), "fail: bag-info.txt: Payload-Oxum"},
        {"package-info", {"0.93", "0.94", "0.95"}, package("Payload-Oxum: 6.1\n"), ""},
        {"package-info wrong",
         {"0.93", "0.94", "0.95"},
         package("Payload-Oxum: 7.1\n"),
         "fail: package-info.txt: Payload-Oxum"},
        {"bag-info is no metadata yet", {"0.93", "0.94"}, info("Payload-Oxum: 7.1\n"), ""},
        {"folded", with_bag_info, info("Description: one\n two\r\n\tthree\r\nPayload-Oxum: 6.1\r\n"), ""},
        {"folded Oxum", with_bag_info, info("Payload-Oxum:\n 6.1\n"), "fail: "},
        {"nothing to go on with", with_bag_info, info("  two\n"), "fail: bag-info.txt:1: goes on"},
        {"no colon", with_bag_info, info("Source\n"), "fail: bag-info.txt:1: has no colon"},
        {"no label", with_bag_info, info(": x\n"), "fail: bag-info.txt:1: has no label"},
        {"space before colon", old_info, info("Payload-Oxum :  6.1 \n"), ""},
        {"space before colon", rfc, info("Payload-Oxum : 6.1\n"), "fail: bag-info.txt:1: has white space"},
        {"repeated label", with_bag_info, info("Source: a\nSource: b\n"), ""},
        {"repeated Oxum", rfc, info("Payload-Oxum: 6.1\nPayload-Oxum: 6.1\n"),
         "fail: bag-info.txt: Payload-Oxum stands twice"},
        {"repeated Oxum", old_info, info("Payload-Oxum: 6.1\nPayload-Oxum: 6.1\n"),
         "warn: bag-info.txt: Payload-Oxum stands twice"},
        {"repeated date", rfc, info("Bagging-Date: 2026-01-01\nBagging-Date: 2026-01-02\n"),
         "warn: bag-info.txt: Bagging-Date stands twice"},
        {"repeated date", old_info, info("Bagging-Date: 2026-01-01\nBagging-Date: 2026-01-02\n"), ""},
        {"byte order mark", rfc, info("\xEF\xBB\xBFSource: x\n"), "fail: bag-info.txt: starts with a byte order mark"},
        {"byte order mark", old_info, info("\xEF\xBB\xBFSource: x\n"), "warn: bag-info.txt: starts with a byte order mark"},
        {"ill-formed UTF-8", with_bag_info, info("Source: \xFF\n"), "fail: bag-info.txt: is not UTF-8"},
    });
}

TEST_CASE("tag files in the declared encoding")
{
    for (const std::string encoding : {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE"}) {
        INFO(encoding);
        auto files = bag("0.97");
        files["bagit.txt"] = "BagIt-Version: 0.97\nTag-File-Character-Encoding: " + encoding + "\n";
        files[nfc] = "hello\n";
        const auto lines = hello_sha256 + "  data/a.txt\n" + hello_sha256 + "  " + nfc + "\n";
        files["manifest-sha256.txt"] = text::encode(lines, encoding).value();
        files["bag-info.txt"] = text::encode("Source: \xC3\xBC\nPayload-Oxum: 12.2\n", encoding).value();
        CHECK(say(judge(files)) == "");
        files["bag-info.txt"] = text::encode("Payload-Oxum: 13.2\n", encoding).value();
        CHECK(say(judge(files)) == "fail: bag-info.txt: Payload-Oxum is 13.2, the payload is 12.2");
    }
}

TEST_CASE("UTF-16 with no byte order mark, in either order")
{
    for (const std::string order : {"UTF-16LE", "UTF-16BE"}) {
        INFO(order);
        auto files = bag("0.97");
        files["bagit.txt"] = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n";
        files["manifest-sha256.txt"] = text::encode(files["manifest-sha256.txt"], order).value();
        CHECK(say(judge(files)) == "");
    }
}

TEST_CASE("tag manifests")
{
    const auto tagmanifest = [](const std::string& digest, const std::string& name) {
        return [digest, name](Files& f) {
            f["note.txt"] = "hello\n";
            f["tagmanifest-sha256.txt"] = digest + "  " + name + "\n";
        };
    };
    judge_all({
        {"wrong tag file", every, tagmanifest(world_sha256, "note.txt"), "fail: "},
        {"missing tag file", drafts, tagmanifest(hello_sha256, "gone.txt"),
         "fail: tagmanifest-sha256.txt: 'gone.txt' is missing"},
        {"payload in it", every, tagmanifest(hello_sha256, "data/a.txt"),
         "fail: tagmanifest-sha256.txt: 'data/a.txt' is payload"},
        {"payload manifest not in it", rfc, tagmanifest(hello_sha256, "note.txt"),
         "fail: tagmanifest-sha256.txt: does not list 'manifest-sha256.txt'"},
        {"payload manifest not in it", drafts, tagmanifest(hello_sha256, "note.txt"),
         "warn: tagmanifest-sha256.txt: does not list 'manifest-sha256.txt'"},
    });
}

TEST_CASE("fetch.txt is read and never followed")
{
    const auto fetch = [](const std::string& text) { return [text](Files& f) { f["fetch.txt"] = text; }; };
    judge_all({
        {"already there", every, fetch("https://example.com/a 6 data/a.txt\n"), ""},
        {"length unknown", every, fetch("https://example.com/a - data/a.txt\n"), ""},
        {"relative address", drafts, fetch("a.txt 6 data/a.txt\n"), "warn: fetch.txt:1: its URL is not an absolute one"},
        {"relative address", rfc, fetch("a.txt 6 data/a.txt\n"), "fail: fetch.txt:1: its URL is not an absolute one"},
        {"no host", every, fetch("file:///srv/a.txt 6 data/a.txt\n"), ""},
        {"no length", every, fetch("https://example.com/a data/a.txt\n"), "fail: fetch.txt:1: is not a URL"},
        {"tag file", every, fetch("https://example.com/a 6 bagit.txt\n"), "fail: fetch.txt: 'bagit.txt' is not below data/"},
        {"without data/", drafts, fetch("https://example.com/a 6 a.txt\n"), "warn: fetch.txt: 'a.txt' is not below data/"},
        {"without data/", rfc, fetch("https://example.com/a 6 a.txt\n"), "fail: fetch.txt: 'a.txt' is not below data/"},
        {"in no manifest", every, fetch("https://example.com/b 6 data/b.txt\n"), "fail: 'data/b.txt' is in no manifest"},
        {"still to come", every,
         [](Files& f) {
             f["fetch.txt"] = "https://example.com/b 6 data/b.txt\n";
             f["manifest-sha256.txt"] += world_sha256 + "  data/b.txt\n";
         },
         "fail: manifest-sha256.txt: 'data/b.txt' is missing (it is still"},
    });
}
