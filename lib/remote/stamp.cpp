#include "remote/stamp.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace redress::remote {
namespace {

constexpr const char* query_type = "application/timestamp-query"; // RFC 3161, 3.4
constexpr const char* reply_type = "application/timestamp-reply";

Said where_it_may_be()
{
    return said("check its address; redress remote authorities lists those known");
}

void refuse_status(const HttpReply& reply)
{
    if (reply.status == 200) return;
    if (reply.status >= 300 && reply.status < 400)
        throw Error(ErrorKind::input,
                    said("it answers with status {} and sends on to '{}', which is not followed", reply.status,
                         text::visible(reply.location)),
                    said("if that is where it is now, name that address"));
    if (reply.status == 408 || reply.status == 429 || reply.status >= 500)
        throw Error(ErrorKind::network, said("it answers with status {}", reply.status), said("try again later"));
    if (reply.status == 401 || reply.status == 403)
        throw Error(ErrorKind::input, said("it answers with status {}: it does not serve everybody", reply.status),
                    said("name another authority with --tsa"));
    throw Error(ErrorKind::input, said("it answers with status {}", reply.status), where_it_may_be());
}

void refuse_other_content(const HttpReply& reply)
{
    if (reply.body.empty()) throw Error(ErrorKind::input, said("its answer is empty"), where_it_may_be());
    if (reply.content_type == reply_type) return;
    if (reply.content_type == "text/html")
        throw Error(ErrorKind::input, said("it answers with a web page instead of a token"),
                    said("check its address; a network that wants a login first (hotel, office) answers so too"));
    throw Error(ErrorKind::input, said("it answers with '{}' instead of {}", text::visible(reply.content_type), reply_type),
                where_it_may_be());
}

Said cure(const bundle::Stamp& stamp, Instant now)
{
    if (stamp.at && now < *stamp.at) return said("set this machine's clock right");
    if (stamp.state == bundle::StampState::unverifiable)
        return said("give its root certificate with --roots, or in config.toml; get it from the authority itself");
    return said("nothing was kept; ask another authority");
}

} // namespace

Token ask_for_stamp(const Authority& authority, std::string_view data, std::string_view roots, HttpRules rules, Instant now)
{
    Token token;
    token.request = bundle::stamp_request(data, authority.policy);
    rules.hosts = {host_of(authority.url)};
    rules.plain = true; // the token is signed, whatever it comes over
    rules.most_bytes = bundle::max_stamp_reply;
    auto reply =
        exchange({"POST", authority.url, {{"Content-Type", query_type}, {"Accept", reply_type}}, token.request}, rules);
    refuse_status(reply);
    refuse_other_content(reply);
    token.reply = std::move(reply.body);
    bundle::StampFiles files;
    files.data = data;
    files.reply = token.reply;
    files.request = token.request;
    files.roots = roots;
    files.system_roots = roots.empty();
    token.stamp = bundle::check_stamp(files, now);
    if (token.stamp.trailing) throw Error(ErrorKind::input, said("bytes follow its token"), cure({}, now));
    if (token.stamp.state != bundle::StampState::valid)
        throw Error(ErrorKind::input, said("its token does not hold: {}", token.stamp.why), cure(token.stamp, now));
    return token;
}

} // namespace redress::remote
