#include "remote/http.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "remote/address.hpp"
#include "remote/http_curl.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>

namespace redress::remote {
namespace {

struct Free {
    void operator()(CURL* p) const { libcurl().easy_cleanup(p); }
    void operator()(CURLU* p) const { libcurl().url_cleanup(p); }
    void operator()(curl_slist* p) const { libcurl().slist_free_all(p); }
    void operator()(char* p) const { libcurl().free(p); }
};
template <typename T> using Owned = std::unique_ptr<T, Free>;

struct Address {
    std::string scheme, host; // host with its port, where that is not the usual one
};

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0)
{
    char* text = nullptr;
    if (libcurl().url_get(url, part, &text, flags) != CURLUE_OK) return {};
    const Owned<char> owned(text);
    return text;
}

Address parse(const std::string& text)
{
    const Owned<CURLU> url(libcurl().url());
    const auto code = libcurl().url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER);
    const auto scheme = part_of(url.get(), CURLUPART_SCHEME);
    if (code == CURLUE_USER_NOT_ALLOWED)
        throw Error(ErrorKind::input, said("an address holds a user name or password"),
                    said("write it without: nothing of redress sends them that way"));
    if (code != CURLUE_OK || (scheme != "https" && scheme != "http"))
        throw Error(ErrorKind::input, said("'{}' is no address of the web", text), said("write it as https://host/path"));
    auto host = text::lower_ascii(part_of(url.get(), CURLUPART_HOST));
    if (const auto port = part_of(url.get(), CURLUPART_PORT, CURLU_NO_DEFAULT_PORT); !port.empty()) host += ":" + port;
    return {scheme, host};
}

// One exchange under way, as curl's callbacks see it.
struct Exchange {
    const HttpRules& rules;
    std::string body, refused;
    Reach reach = Reach::open;
    bool too_large = false;

    bool allows(Reach where) const
    {
        return where == Reach::open || (where == Reach::loopback && rules.loopback) ||
               (where == Reach::local && rules.local);
    }
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& exchange = *static_cast<Exchange*>(user);
    const auto n = size * count;
    exchange.too_large = exchange.body.size() + n > exchange.rules.most_bytes;
    if (exchange.too_large) return 0;
    exchange.body.append(data, n);
    return n;
}

// After the name was looked up, and for the very address that is then connected to. A proxy was named by the user.
curl_socket_t open_socket(void* user, curlsocktype /*purpose*/, curl_sockaddr* address)
{
    auto& exchange = *static_cast<Exchange*>(user);
    const auto where = reach_of(address->addr);
    if (exchange.rules.proxy.empty() && !exchange.allows(where)) {
        exchange.refused = address_text(address->addr);
        exchange.reach = where;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

Owned<curl_slist> headers_of(const HttpRequest& request, bool encrypted)
{
    Owned<curl_slist> list(libcurl().slist_append(nullptr, "Expect:")); // no waiting for leave to send
    for (const auto& header : request.headers) {
        if (header.secret && !encrypted)
            throw Error(ErrorKind::input, said("a secret is never sent over plain http"),
                        said("use an address with https://"));
        libcurl().slist_append(list.get(), (header.name + ": " + header.value).c_str()); // the first stays the first
    }
    return list;
}

void set_rules(CURL* curl, const HttpRules& rules)
{
    libcurl().easy_setopt(curl, CURLOPT_PROTOCOLS_STR, rules.plain ? "https,http" : "https");
    libcurl().easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    libcurl().easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    libcurl().easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    libcurl().easy_setopt(curl, CURLOPT_PROXY, rules.proxy.c_str()); // empty: none, whatever the environment says
    libcurl().easy_setopt(curl, CURLOPT_NOPROXY, "");
    libcurl().easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    libcurl().easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    libcurl().easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!rules.ca_file.empty()) libcurl().easy_setopt(curl, CURLOPT_CAINFO, rules.ca_file.c_str());
    libcurl().easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(rules.seconds_to_connect));
    libcurl().easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(rules.seconds));
    libcurl().easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(rules.most_bytes));
    libcurl().easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    libcurl().easy_setopt(curl, CURLOPT_USERAGENT, rules.agent.c_str());
}

void set_request(CURL* curl, const HttpRequest& request)
{
    libcurl().easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    if (request.method == "GET" && request.body.empty()) return;
    libcurl().easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    libcurl().easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data()); // not copied: request outlives the exchange
    libcurl().easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

Said reach_words(Reach reach)
{
    switch (reach) {
    case Reach::loopback: return said("this machine's own address");
    case Reach::local: return said("an address of the own network");
    default: return said("an address nothing is sent to");
    }
}

Said way_out(Reach reach)
{
    if (reach == Reach::loopback) return said("if that is meant, set allow_loopback = true under [remote] in config.toml");
    if (reach == Reach::local) return said("if that is meant, set allow_private = true under [remote] in config.toml");
    return said("ask whoever runs the network why the name leads there");
}

[[noreturn]] void fail(CURLcode code, const Exchange& exchange, const std::string& host, const std::string& words)
{
    const auto later = said("try again later; check that the network is there");
    const auto& rules = exchange.rules;
    if (exchange.too_large || code == CURLE_FILESIZE_EXCEEDED)
        throw Error(ErrorKind::input, said("the answer of '{}' is larger than {} bytes", host, rules.most_bytes),
                    said("check the address: this is not what was asked for"));
    if (!exchange.refused.empty() && code == CURLE_COULDNT_CONNECT)
        throw Error(ErrorKind::input, said("'{}' is at {}, {}", host, exchange.refused, reach_words(exchange.reach)),
                    way_out(exchange.reach));
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        throw Error(ErrorKind::network, said("'{}' did not answer in full within {} s", host, rules.seconds), later);
    case CURLE_COULDNT_RESOLVE_HOST:
        throw Error(ErrorKind::network, said("the host '{}' is not found", host),
                    said("check the name and that the network is there, then try again"));
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT: throw Error(ErrorKind::network, said("no connection to '{}'", host), later);
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE: throw Error(ErrorKind::network, said("'{}' broke off the connection", host), later);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        throw Error(
            ErrorKind::input, said("the connection to '{}' is not to be trusted: {}", host, words),
            said("nothing was sent; check the address and this machine's clock. A certificate of your own goes into ca_file "
                 "under [remote] in config.toml"));
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        throw Error(ErrorKind::input, said("'{}' does not answer in HTTP", host), said("check the address"));
    default: throw Error(ErrorKind::network, said("nothing came of asking '{}': {}", host, words), later);
    }
}

void refuse_unlisted(const Address& address, const HttpRules& rules)
{
    if (std::find(rules.hosts.begin(), rules.hosts.end(), address.host) == rules.hosts.end())
        throw Error(ErrorKind::input, said("'{}' is not among the hosts that may be asked", address.host));
    if (address.scheme != "https" && !rules.plain)
        throw Error(ErrorKind::input, said("'{}' is asked over https only", address.host),
                    said("use an address with https://"));
}

HttpReply reply_of(CURL* curl, Exchange& exchange)
{
    HttpReply reply;
    long status = 0;
    libcurl().easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    reply.status = static_cast<int>(status);
    const char* text = nullptr;
    if (libcurl().easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK && text) {
        const std::string_view type = text;
        reply.content_type = text::lower_ascii(text::trim(type.substr(0, type.find(';'))));
    }
    if (libcurl().easy_getinfo(curl, CURLINFO_REDIRECT_URL, &text) == CURLE_OK && text) reply.location = text;
    reply.body = std::move(exchange.body);
    return reply;
}

} // namespace

std::string host_of(const std::string& url)
{
    return parse(url).host;
}

HttpReply exchange(const HttpRequest& request, const HttpRules& rules)
{
    const auto address = parse(request.url);
    refuse_unlisted(address, rules);
    const Owned<CURL> curl(libcurl().easy_init());
    if (!curl) throw Error(ErrorKind::network, said("libcurl could not start"), said("try again later"));
    Exchange under_way{rules};
    std::array<char, CURL_ERROR_SIZE> words{};
    const auto headers = headers_of(request, address.scheme == "https");
    set_rules(curl.get(), rules);
    set_request(curl.get(), request);
    libcurl().easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    libcurl().easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take_body);
    libcurl().easy_setopt(curl.get(), CURLOPT_WRITEDATA, &under_way);
    libcurl().easy_setopt(curl.get(), CURLOPT_OPENSOCKETFUNCTION, open_socket);
    libcurl().easy_setopt(curl.get(), CURLOPT_OPENSOCKETDATA, &under_way);
    libcurl().easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, words.data());
    const auto code = libcurl().easy_perform(curl.get());
    if (code != CURLE_OK) fail(code, under_way, address.host, words[0] ? words.data() : libcurl().easy_strerror(code));
    return reply_of(curl.get(), under_way);
}

} // namespace redress::remote
