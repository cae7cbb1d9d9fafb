#include "verify_seals.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "bundle/seal.hpp"
#include "bundle/stamps.hpp"
#include "ssh.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

Said signature_words(const bundle::Signature& signature)
{
    if (!signature.holds) return said("invalid: {}", signature.why);
    return signature.compared
               ? said("valid, by the key given, {}", signature.key)
               : said("valid, by the key that came with it, {}; compare that with the signer's (--signer)", signature.key);
}

Said ssh_words(const bundle::SshSignature& ssh)
{
    if (!ssh.checked) return said("not checked, since ssh-keygen is not there");
    if (!ssh.holds) return said("invalid: it does not match {}", bundle::sealed_file);
    return said("valid, by the {} that came with it; VERIFY.txt has the command that checks whose that is", ssh.key);
}

Said stamp_words(const bundle::Stamp& stamp)
{
    switch (stamp.state) {
    case bundle::StampState::valid:
        return said("valid, there no later than {}, according to {}", time::to_rfc3339(*stamp.at), stamp.authority);
    case bundle::StampState::valid_then:
        return said("valid at its time, chain since expired; there no later than {}, according to {}",
                    time::to_rfc3339(*stamp.at), stamp.authority);
    case bundle::StampState::unverifiable: return said("cannot be verified: {}", stamp.why);
    case bundle::StampState::invalid: return said("invalid: {}", stamp.why);
    }
    return {};
}

Json or_null(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

Json time_or_null(const std::optional<Instant>& at)
{
    return at ? Json(time::to_rfc3339(*at)) : Json();
}

Json stamp_json(const bundle::NamedStamp& named)
{
    const auto& stamp = named.stamp;
    return Json::object()
        .set("file", text::repair_utf8(bundle::stamp_folder + named.name + ".tsr").text)
        .set("state", bundle::stamp_state_word(stamp.state))
        .set("reason", or_null(stamp.why.en()))
        .set("at", time_or_null(stamp.at))
        .set("authority", or_null(stamp.authority))
        .set("certificate_sha256", or_null(stamp.certificate))
        .set("policy", or_null(stamp.policy))
        .set("serial", or_null(stamp.serial))
        .set("chain_until", time_or_null(stamp.ends));
}

} // namespace

void add_outside(CLI::App& app, OutsideOptions& options)
{
    app.add_option("--signer", options.signer, "Public key that must have signed it, from outside the package")
        ->type_name("FILE");
    app.add_option("--roots", options.roots, "Root certificates its timestamps must lead to, from outside the package")
        ->type_name("FILE");
}

bundle::Outside read_outside(const OutsideOptions& options)
{
    bundle::Outside outside;
    if (!options.signer.empty()) outside.signer = read_file(options.signer);
    if (!options.roots.empty()) outside.roots = read_file(options.roots);
    bundle::check_outside(outside);
    return outside;
}

bundle::SealReport look_at_seals(const bundle::Tree& tree, const bundle::Outside& outside, Instant now)
{
    auto report = bundle::check_seals(tree, outside, now);
    if (!report.ssh.there || !tree.has(bundle::sealed_file)) return report;
    const auto verdict = ssh_check(tree.read(bundle::ssh_signature_file), tree.read(bundle::sealed_file));
    report.ssh.checked = verdict.checked;
    report.ssh.holds = verdict.holds;
    report.ssh.key = verdict.key;
    return report;
}

void say_seals(const std::string& path, const bundle::SealReport& report, Session& session)
{
    const auto say = [&](const char* what, const Said& words) {
        session.out(fmt::format("{}: {}: {}\n", path, what, words.in(session.lang())));
    };
    if (report.signature.there) say(bundle::signature_file, signature_words(report.signature));
    if (report.ssh.there) say(bundle::ssh_signature_file, ssh_words(report.ssh));
    for (const auto& [name, stamp] : report.stamps)
        say(text::visible(bundle::stamp_folder + name + ".tsr").c_str(), stamp_words(stamp));
}

Json seals_json(const bundle::SealReport& report)
{
    Json signature;
    if (report.signature.there)
        signature = Json::object()
                        .set("state", report.signature.holds ? "valid" : "invalid")
                        .set("key_sha256", or_null(report.signature.key))
                        .set("key_from", report.signature.compared ? "outside" : "package")
                        .set("reason", or_null(report.signature.why.en()));
    Json ssh;
    if (report.ssh.there)
        ssh = Json::object()
                  .set("state", !report.ssh.checked ? "unchecked"
                                : report.ssh.holds  ? "valid"
                                                    : "invalid")
                  .set("key", or_null(report.ssh.key));
    auto stamps = Json::array();
    for (const auto& stamp : report.stamps) stamps.push(stamp_json(stamp));
    return Json::object()
        .set("signature", std::move(signature))
        .set("ssh_signature", std::move(ssh))
        .set("timestamps", std::move(stamps));
}

} // namespace redress
