// What readers see of a file: its bytes, or what is packed in it. A .gz is unpacked; a workbook (.xlsx) becomes the text of
// its sheets, each read as a file of its own; a .zip that no format knows as a whole is its members (ingest/unfold). Offsets
// of records count this content, all parts of it one after another.
#pragma once

#include "base/diagnostic.hpp"
#include "base/file.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

struct Format;

struct Part {
    const MappedFile* file = nullptr;
    std::string name;         // as a reader calls it: orders.csv of orders.csv.gz, orders.xlsx:Sheet1
    std::string label;        // of a source: orders.csv.gz:orders.csv
    std::uint64_t offset = 0; // of its first byte in the content
    bool sheet = false;
    std::vector<std::uint64_t> lines; // of a sheet: the line row N + 1 begins in
    const Format* format = nullptr;   // set by choose_format; none: left out
    std::uint64_t row_of(std::uint64_t line) const;
};

// A member of a zip that no reader gets: it stays in the file kept.
struct LeftOut {
    enum class Why { litter, empty, encrypted, special, damaged, too_deep, unknown };
    std::string name; // chats.zip:old/notes.bin
    Why why = Why::unknown;
    Said words; // of a damaged one: what is wrong with it, and what to do
};

class Content {
public:
    // file must outlive it. asked: the format the user named; a document is not looked into. Throws Error{input}: damaged,
    // over a cap, a workbook of a kind that cannot be read.
    Content(const MappedFile& file, const std::string& name, const std::string& asked = {});
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;

    const MappedFile& original() const { return original_; }
    const std::string& form() const { return form_; } // "", "gzip", "workbook", "gzip workbook", "zip", "gzip zip"
    bool packed() const { return !form_.empty(); }
    bool workbook() const { return form_.ends_with("workbook"); }
    bool folder() const { return folder_; } // a zip as its members; form "zip", "gzip zip"
    const std::vector<LeftOut>& left_out() const { return left_out_; }
    // Back to its packed bytes, as one part: it turned out to be no table. What was remarked goes, why comes.
    void leave_workbook(Diagnostics why = {});
    std::string text() const;
    // All of it, held in no more memory than is looked at.
    MappedFile spooled() const;
    std::uint64_t bytes() const;
    std::string sha256() const;
    std::vector<Part>& parts() { return parts_; }
    const std::vector<Part>& parts() const { return parts_; }
    const Diagnostics& remarks() const { return remarks_; }

private:
    void unpack(const std::string& name);
    void open_sheets(const std::string& name);
    void open_members(const std::string& name, const Format* asked);

    const MappedFile& original_;
    std::string form_;
    bool folder_ = false;
    std::deque<MappedFile> own_, members_; // parts point into them
    std::vector<Part> parts_, before_;     // before_: as they were before the workbook was opened
    std::vector<LeftOut> left_out_;
    Diagnostics remarks_;
};

// The sheets of a workbook that hold something, offsets from 0. own gets what they point into. Throws Error{input}.
std::vector<Part> sheets_of(const MappedFile& file, const std::string& label, std::deque<MappedFile>& own,
                            Diagnostics& remarks);
// Compound files (OLE2) that are workbooks: old, or locked with a password. Throws Error{input} saying what to do.
void refuse_old_workbook(std::string_view bytes, const std::string& name);
// "orders.csv" of "orders.csv.gz"
std::string without_gz(const std::string& name);

} // namespace redress::ingest
