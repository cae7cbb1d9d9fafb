// Runs one source format over bytes, as the driver does, and keeps what it gives.
#pragma once

#include "base/file.hpp"
#include "ingest/format.hpp"
#include "model/codec.hpp"

#include <string>
#include <vector>

namespace redress::test {

struct Got {
    std::vector<model::Record> records;
    ingest::Findings findings;
    std::string lines; // the records as NDJSON

    template <typename T> std::vector<T> all() const
    {
        std::vector<T> out;
        for (const auto& record : records)
            if (const auto* body = std::get_if<T>(&record.body)) out.push_back(*body);
        return out;
    }
    bool adds_up() const
    {
        const auto& t = findings.tally;
        return t.total == t.parsed + t.continued + t.system + t.blank + t.rejected;
    }
    bool remarked(std::string_view code) const
    {
        for (const auto& d : findings.diagnostics)
            if (d.code == code) return true;
        return false;
    }
};

inline Got read_bytes(const ingest::Format& format, const std::string& bytes, const ingest::ReadOptions& options = {},
                      const std::string& name = "input")
{
    TempDir folder;
    const auto path = (folder.path() / name).string();
    write_file(path, bytes);
    const auto file = MappedFile::open(path);
    Got got;
    ingest::Reading reading{file, name, options, got.findings, [&](ingest::Draft&& draft) {
                                model::append_line(got.lines, draft.record);
                                got.records.push_back(std::move(draft.record));
                            }};
    format.read(reading);
    return got;
}

inline ingest::Probe probe_of(const std::string& bytes, const std::string& name = "input")
{
    ingest::Probe probe;
    probe.head = bytes;
    probe.text = bytes;
    probe.name = name;
    probe.size = bytes.size();
    return probe;
}

} // namespace redress::test
