#include "ingest/driver.hpp"

#include "ingest/parts.hpp"
#include "ingest/passage.hpp"

namespace redress::ingest {

Receipt ingest_file(const Content& content, const std::string& name, const FileHash& sha256, const Format& format,
                    const Context& context, const Sink& sink)
{
    Receipt receipt;
    receipt.name = name;
    receipt.bytes = content.original().bytes().size();
    receipt.format = format.name;
    receipt.parser = format.version;
    receipt.form = content.form();
    if (content.packed()) {
        receipt.content_bytes = content.bytes();
        receipt.content_sha256 = content.sha256();
        for (const auto& part : content.parts())
            receipt.parts.push_back(
                {part.label, part.format ? part.format->name : "", "", part.format ? part.format->version : 0, part.offset});
    }
    receipt.findings.diagnostics = content.remarks();
    Passage passage(sha256, context, sink, receipt);
    read_parts(content, context, passage, receipt);
    passage.finish();
    receipt.sha256 = passage.sha256();
    return receipt;
}

} // namespace redress::ingest
