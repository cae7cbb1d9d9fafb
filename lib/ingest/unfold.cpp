#include "ingest/unfold.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/gzip.hpp"
#include "base/text.hpp"
#include "ingest/choose.hpp"
#include "ingest/xlsx_package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace redress::ingest {
namespace {

using Why = LeftOut::Why;

std::string_view last_name(std::string_view path)
{
    return path.substr(path.find_last_of("/\\") + 1); // npos + 1 is 0
}

// Names that lead out of the folder are labels like any other: nothing is ever written to them.
std::string tidy(const std::string& stored)
{
    std::string out;
    std::string path = stored;
    std::replace(path.begin(), path.end(), '\\', '/');
    for (const auto piece : text::split(path, '/')) {
        if (piece.empty() || piece == "." || piece == "..") continue;
        if (out.empty() && piece.size() == 2 && piece[1] == ':') continue; // a drive
        if (!out.empty()) out += '/';
        out += text::visible(piece);
    }
    return out.empty() ? "?" : out;
}

struct Member {
    std::string name;
    std::uint64_t offset = 0, length = 0; // in the spool
};

class Unfolder {
public:
    Unfolder(const Format* asked, std::uint64_t packed) : asked_(asked) { budget_.packed = packed; }

    void open(const MappedFile& zip, const std::string& label, int depth)
    {
        std::vector<Member> members;
        out.own.push_back(MappedFile::spooled(label, [&](const auto& write) { members = spool(zip, label, write); }));
        const auto& spool = out.own.back();
        for (auto& member : members) {
            out.own.push_back(MappedFile::part_of(spool, member.offset, member.length, member.name));
            look(out.own.back(), member.name, label + ":" + member.name, depth);
            spool.release(member.offset);
        }
    }

    // Nobody knew a member by its content: the user's word then goes for those that nobody knows.
    void trust_the_user()
    {
        if (!asked_ || std::any_of(out.parts.begin(), out.parts.end(), [&](const Part& p) { return p.format == asked_; }))
            return;
        for (auto& [part, at] : unknown_) {
            part.format = asked_;
            out.parts.push_back(std::move(part));
        }
        const auto unknown = [](const LeftOut& l) { return l.why == Why::unknown; };
        out.left_out.erase(std::remove_if(out.left_out.begin(), out.left_out.end(), unknown), out.left_out.end());
    }

    Unfolded out;

private:
    std::vector<Member> spool(const MappedFile& zip, const std::string& label,
                              const std::function<void(std::string_view)>& write);
    void look(const MappedFile& file, const std::string& name, const std::string& label, int depth);
    void look_into(const MappedFile& file, const std::string& name, const std::string& label, int depth);
    void look_into_zip(const MappedFile& file, const std::string& name, const std::string& label, int depth);
    void add(const MappedFile& file, const std::string& name, const std::string& label, const Format* format)
    {
        Part part{&file, name, label, 0, false, {}, format};
        if (format)
            out.parts.push_back(std::move(part));
        else {
            leave(label, Why::unknown);
            if (asked_) unknown_.emplace_back(std::move(part), out.left_out.size());
        }
    }
    void leave(const std::string& label, Why why, Said words = {})
    {
        out.left_out.push_back({label, why, std::move(words)});
    }
    std::string unique(const std::string& label, const std::string& name);

    const Format* asked_;
    archive::Budget budget_;
    std::size_t count_ = 0; // of members on all levels
    std::map<std::string, int> names_;
    std::vector<std::pair<Part, std::size_t>> unknown_;
};

// Members may share a name; then the second is "name (2)".
std::string Unfolder::unique(const std::string& label, const std::string& name)
{
    const auto n = ++names_[label + ":" + name];
    return n == 1 ? name : name + " (" + std::to_string(n) + ")";
}

std::vector<Member> Unfolder::spool(const MappedFile& zip, const std::string& label,
                                    const std::function<void(std::string_view)>& write)
{
    std::vector<Member> members;
    archive::ZipStream entries(zip.bytes(), label);
    std::uint64_t at = 0;
    while (const auto entry = entries.next()) {
        if (++count_ > archive::max_entries)
            throw Error(ErrorKind::input,
                        said("zip '{}' and the zips in it hold more than {} files", label, archive::max_entries),
                        said("unpack it and give the files you need"));
        const auto name = unique(label, tidy(entry->name));
        const auto full = fmt::format("{}:{}", label, name);
        if (is_litter(name)) {
            leave(full, Why::litter);
            continue;
        }
        if (entry->special || entry->encrypted) {
            leave(full, entry->special ? Why::special : Why::encrypted);
            continue;
        }
        Member member{name, at, 0};
        const auto fault = entries.read(
            [&](std::string_view piece) {
                write(piece);
                at += piece.size();
            },
            budget_);
        member.length = at - member.offset;
        if (fault)
            leave(full, Why::damaged, *fault);
        else if (member.length == 0)
            leave(full, Why::empty);
        else
            members.push_back(std::move(member));
    }
    return members;
}

// One member that cannot be read is no reason to lose the others.
void Unfolder::look(const MappedFile& file, const std::string& name, const std::string& label, int depth)
{
    try {
        look_into(file, name, label, depth);
    } catch (const Error& e) {
        if (e.kind() != ErrorKind::input || budget_.is_over()) throw;
        leave(label, Why::damaged, e.hint().empty() ? e.message() : said("{}: {}", e.message(), e.hint()));
    }
}

void Unfolder::look_into(const MappedFile& file, const std::string& name, const std::string& label, int depth)
{
    if (gzip::is_gzip(file.bytes())) {
        out.own.push_back(MappedFile::spooled(label, [&](const auto& write) {
            gzip::unpack(file.bytes(), label, [&](std::string_view piece) {
                budget_.add(piece.size(), label);
                write(piece);
            });
        }));
        const auto& inner = out.own.back();
        const auto inner_name = without_gz(name);
        if (inner.bytes().empty() || gzip::is_gzip(inner.bytes())) {
            leave(label, inner.bytes().empty() ? Why::empty : Why::too_deep);
            return;
        }
        look_into(inner, inner_name, label + ":" + std::string(last_name(inner_name)), depth);
        return;
    }
    refuse_old_workbook(file.bytes(), label);
    if (archive::is_zip(file.bytes())) {
        look_into_zip(file, name, label, depth);
        return;
    }
    const auto probe = make_probe(file, name);
    add(file, name, label, asked_ && asked_->sniff(probe) > 0 ? asked_ : detect(probe));
}

void Unfolder::look_into_zip(const MappedFile& file, const std::string& name, const std::string& label, int depth)
{
    const auto probe = make_probe(file, name);
    if (xlsx::is_workbook(probe.members)) {
        auto sheets = sheets_of(file, label, out.own, out.remarks);
        for (const auto& sheet : sheets) budget_.add(sheet.file->bytes().size(), label);
        if (!sheets.empty() && choose_for_sheets(sheets, name, nullptr))
            std::move(sheets.begin(), sheets.end(), std::back_inserter(out.parts));
        else
            add(file, name, label, find_format("document"));
        return;
    }
    const auto* format = asked_ && asked_->sniff(probe) > 0 ? asked_ : detect(probe);
    if (format)
        add(file, name, label, format);
    else if (depth < max_zip_depth)
        open(file, label, depth + 1);
    else
        leave(label, Why::too_deep);
}

// What may be wrong with a zip of which nothing can be read, the likeliest first.
[[noreturn]] void refuse_empty(const std::string& name, const std::vector<LeftOut>& left_out)
{
    const auto any = [&](Why why) {
        return std::find_if(left_out.begin(), left_out.end(), [&](const LeftOut& l) { return l.why == why; });
    };
    if (any(Why::encrypted) != left_out.end())
        throw Error(ErrorKind::input, said("zip '{}' is locked with a password", name),
                    said("unpack it with its password (7-Zip, or unzip in a terminal) and give the files"));
    if (const auto bad = any(Why::damaged); bad != left_out.end())
        throw Error(ErrorKind::input, said("of zip '{}' nothing can be read; '{}': {}", name, bad->name, bad->words),
                    said("unpack it and look at its files"));
    if (any(Why::too_deep) != left_out.end())
        throw Error(ErrorKind::input, said("zip '{}' holds only archives within archives", name),
                    said("unpack it and give the inner ones"));
    if (any(Why::unknown) != left_out.end() || any(Why::special) != left_out.end())
        throw Error(ErrorKind::input, said("zip '{}' holds {} files, none of a kind that is read", name, left_out.size()),
                    said("redress ingest --list-formats lists what can be read"));
    throw Error(ErrorKind::input, said("zip '{}' is empty", name), said("export it again"));
}

} // namespace

Unfolded unfold(const MappedFile& zip, const std::string& name, const Format* asked)
{
    Unfolder unfolder(asked, zip.bytes().size());
    unfolder.open(zip, name, 1);
    unfolder.trust_the_user();
    auto out = std::move(unfolder.out);
    if (out.parts.empty()) refuse_empty(name, out.left_out);
    std::uint64_t offset = 0;
    for (auto& part : out.parts) {
        part.offset = offset;
        offset += part.file->bytes().size();
    }
    return out;
}

bool is_litter(std::string_view path)
{
    return path.starts_with("__MACOSX/") || path.find("/__MACOSX/") != std::string_view::npos ||
           is_litter_name(last_name(path));
}

} // namespace redress::ingest
