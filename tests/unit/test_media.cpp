#include "base/error.hpp"
#include "base/file.hpp"
#include "ingest/media.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace redress;
using namespace redress::ingest;
using namespace std::string_literals;

TEST_CASE("files are known by their first bytes, whatever they are called")
{
    const struct {
        std::string bytes, name;
        const char* type;
    } table[] = {
        {"\x89PNG\r\n\x1a\n", "a.txt", "image/png"},
        {"\xFF\xD8\xFF\xE0", "a.png", "image/jpeg"},
        {"GIF89a", "", "image/gif"},
        {"RIFF1234WEBPVP8 ", "", "image/webp"},
        {"1234xxxxWEBP", "", "text/plain"},
        {"RIFF1234WAVE", "", "audio/wav"},
        {"\0\0\0\x18"
         "ftypheic"s,
         "", "image/heic"},
        {"\0\0\0\x18"
         "ftypisom"s,
         "", "video/mp4"},
        {"\0\0\0\x18"
         "ftypM4A "s,
         "", "audio/mp4"},
        {"II*\0"s, "", "image/tiff"},
        {"%PDF-1.7", "x.exe", "application/pdf"},
        {"ID3\x04", "", "audio/mpeg"},
        {"PK\x03\x04", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"PK\x03\x04", "a.bin", "application/zip"},
        {"Rar!\x1A\x07", "", "application/vnd.rar"},
        {"hello", "x", "text/plain"},
        {"\xEF\xBB\xBF\n<!DOCTYPE HTML><title>x", "x.txt", "text/html"},
        {"<?xml version='1.0'?>\n<html xmlns=''>", "x", "text/html"},
        {"<?xml version='1.0'?>\n<smses>", "x", "text/plain"},
        {"From: <Saved by Blink>\r\nSubject: x\r\n\r\n", "x.eml", "multipart/related"},
        {"BEGIN:VCARD", "Ana.vcf", "text/vcard"},
        {"\x01\x02\0\x03"s, "a.png", "application/octet-stream"},
        {"", "a.png", "application/octet-stream"},
    };
    for (const auto& row : table) {
        CAPTURE(row.name);
        CAPTURE(row.type);
        CHECK(media_type(row.bytes, row.name) == row.type);
    }
}

TEST_CASE("a page a browser saved is no mail")
{
    const struct {
        const char* head;
        bool page;
    } table[] = {
        {"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/\r\nMIME-Version: 1.0\r\n\r\n", true},
        {"From: <Saved by Windows Internet Explorer 8>\nSubject: Order\n\n", true},
        {"Content-Type: multipart/related; boundary=x\nMIME-Version: 1.0\nSubject: Order\n\n", true},
        {"MIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n", true},
        {"From: Ana <ana@example.com>\nContent-Type: multipart/related; boundary=x\n\n", false},
        {"To: shop@example.com\nContent-Type: multipart/related; boundary=x\n\n", false},
        {"Subject: x\n\nFrom: <Saved by Blink>\n", false}, // words of the mail
        {"Content-Type: multipart/mixed; boundary=x\n\n", false},
        {"", false},
    };
    for (const auto& row : table) {
        CAPTURE(row.head);
        CHECK(is_saved_page(row.head) == row.page);
    }
}

TEST_CASE("what a name says a file is")
{
    CHECK(document_kind("image/png", "Screenshot 1.png") == "screenshot");
    CHECK(document_kind("image/png", "Receipt.PNG") == "receipt");
    CHECK(document_kind("application/pdf", "发票-7.pdf") == "receipt");
    CHECK(document_kind("application/pdf", "2026 账单.pdf") == "statement");
    CHECK(document_kind("audio/ogg", "PTT-1.opus") == "recording");
    CHECK(document_kind("text/plain", "access.log") == "log");
    CHECK(document_kind("application/pdf", "letter.pdf") == "third_party");
}

TEST_CASE("packed files are refused by name, with advice")
{
    const auto* document = find_format("document");
    REQUIRE(document);
    TempDir folder;
    const auto read = [&](const std::string& name, const std::string& bytes) {
        const auto path = (folder.path() / name).string();
        write_file(path, bytes);
        const auto file = MappedFile::open(path);
        const ReadOptions options;
        Findings findings;
        int count = 0;
        Reading reading{file, path, options, findings, [&](Draft&&) { ++count; }};
        document->read(reading);
        CHECK(findings.tally.total == findings.tally.parsed);
        return count;
    };
    CHECK(read("a.png", "\x89PNG\r\n\x1a\n") == 1);
    for (const auto& [name, bytes] : {std::pair{"a.rar", "Rar!\x1A\x07"}, std::pair{"a.7z", "7z\xBC\xAF\x27\x1C"}}) {
        try {
            read(name, bytes);
            FAIL("not refused");
        } catch (const Error& e) {
            CHECK(std::string(e.what()).find(name) != std::string::npos);
            CHECK_FALSE(e.hint().empty());
        }
    }
}
