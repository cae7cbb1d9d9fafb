#include "profile/notices.hpp"

#include "base/file.hpp"
#include "base/toml.hpp"
#include "profile/reader.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace redress::profile {
namespace {

void read_senders(Reader& top, NoticeBook& out)
{
    top.each("senders", [&](Reader& in) {
        NoticeSender sender;
        sender.id = in.text("id");
        sender.label = in.words("label", true);
        sender.names = in.list("names");
        sender.domains = in.list("domains");
        in.inside("open", [&](Reader& open) {
            sender.platform = open.text("platform");
            sender.via = open.text_or("via");
        });
        sender.from = in.provenance();
        out.senders.push_back(std::move(sender));
    });
}

void read_kinds(Reader& top, NoticeBook& out)
{
    top.each("notices", [&](Reader& in) {
        NoticeKind kind;
        kind.sender = in.text("sender");
        kind.kind = in.text("kind");
        in.one_of("kind", kind.kind, notice_kinds());
        kind.subject = in.list("subject");
        kind.proposes = in.flag("proposes");
        kind.from = in.provenance();
        out.kinds.push_back(std::move(kind));
    });
    top.each("reasons", [&](Reader& in) {
        out.reasons.push_back({in.text("sender"), in.text("code"), in.list("words"), in.provenance()});
    });
}

template <typename T> void append(std::vector<T>& to, std::vector<T> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(to));
}

void append(NoticeBook& to, NoticeBook more)
{
    append(to.senders, std::move(more.senders));
    append(to.kinds, std::move(more.kinds));
    append(to.reasons, std::move(more.reasons));
    append(to.fields.number, std::move(more.fields.number));
    append(to.fields.order, std::move(more.fields.order));
    append(to.fields.transaction, std::move(more.fields.transaction));
    append(to.fields.amount, std::move(more.fields.amount));
    append(to.fields.due, std::move(more.fields.due));
}

} // namespace

const std::vector<std::string>& notice_kinds()
{
    static const std::vector<std::string> kinds{"dispute",        "chargeback",      "information", "decision",
                                                "refund_request", "negative_review", "payment",     "shipping"};
    return kinds;
}

NoticeBook parse_notices(std::string_view text, const std::string& name)
{
    NoticeBook out;
    const auto table = toml::parse(text, name);
    const auto origin = read_sources(table, name);
    Reader top(table, origin, "the file");
    top.inside("sources", [&](Reader& in) { // read above; here only so that it counts as known
        for (const auto& [id, source] : origin.sources) in.inside(id, [](Reader& one) { one.provenance(); });
    });
    read_senders(top, out);
    read_kinds(top, out);
    top.inside("fields", [&](Reader& in) {
        out.fields = {in.list("number"), in.list("order"), in.list("transaction"), in.list("amount"), in.list("due")};
    });
    top.done();
    return out;
}

std::shared_ptr<const NoticeBook> load_notices(const fs::path& share, const fs::path& config)
{
    auto out = std::make_shared<NoticeBook>();
    for (const auto& folder : {config, share}) {
        const auto path = folder / "mail_notices.toml";
        if (fs::exists(path)) append(*out, parse_notices(read_file(path), path.string()));
    }
    return out;
}

} // namespace redress::profile
