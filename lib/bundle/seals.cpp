#include "bundle/seals.hpp"

#include "base/error.hpp"
#include "base/sign.hpp"
#include "base/text.hpp"
#include "bundle/seal.hpp"
#include "bundle/stamps.hpp"

#include <algorithm>

namespace redress::bundle {
namespace {

constexpr std::size_t most_of_a_seal = 1 << 20; // what is read of any file that vouches

// A file of the package, or nothing.
class Seal {
public:
    Seal(const Tree& tree, const std::string& path)
    {
        if (!tree.has(path)) return;
        const bool far_too_large = tree.files.at(path).bytes > most_of_a_seal;
        bytes_ = far_too_large ? std::string() : tree.read(path);
    }
    bool there() const { return bytes_.has_value(); }
    std::string_view bytes() const { return bytes_ ? std::string_view(*bytes_) : std::string_view(); }

private:
    std::optional<std::string> bytes_;
};

Signature check_signature(const Tree& tree, std::string_view data, const std::optional<sign::PublicKey>& outside)
{
    const Seal signature(tree, signature_file), signer(tree, signer_file);
    Signature out;
    out.there = signature.there() || signer.there();
    if (!out.there) return out;
    const auto inside = sign::PublicKey::parse(signer.bytes());
    const auto& key = outside ? outside : inside;
    if (!signature.there())
        out.why = said("the signature itself is missing");
    else if (!key)
        out.why = signer.there() ? said("{} holds no Ed25519 key", signer_file) : said("{} is missing", signer_file);
    else if (key->verifies(data, signature.bytes()))
        out.holds = true;
    else if (outside && inside && inside->verifies(data, signature.bytes()))
        out.why = said("it was made with another key, {}", inside->fingerprint());
    else
        out.why = said("it does not match {}", sealed_file);
    if (key) out.key = key->fingerprint();
    out.compared = outside.has_value();
    return out;
}

Stamp check_named(const Tree& tree, std::string_view data, const std::string& name, const Outside& outside, Instant now)
{
    const auto base = stamp_folder + name;
    if (tree.files.at(base + ".tsr").bytes > max_stamp_reply) {
        Stamp large;
        large.why = said("it is larger than {} bytes", max_stamp_reply);
        return large;
    }
    const Seal reply(tree, base + ".tsr"), request(tree, base + ".tsq"), chain(tree, base + ".chain.pem");
    StampFiles files;
    files.data = data;
    files.reply = reply.bytes();
    files.request = request.bytes();
    files.chain = chain.bytes();
    if (outside.roots) files.roots = *outside.roots;
    return check_stamp(files, now);
}

void leave_out_others(SealReport& report, const Outside& outside, Verdict& verdict)
{
    const auto odd = [&](const char* code, const std::string& file, const Said& why) {
        verdict.remark(code, file, said("{}: is no seal of this bag: {}", text::visible(file), why));
    };
    if (report.signature.there && !report.signature.holds && !outside.signer) {
        odd("signature", signature_file, report.signature.why);
        report.signature = {};
    }
    if (report.ssh.checked && !report.ssh.holds) {
        odd("signature", ssh_signature_file, said("it does not match {}", sealed_file));
        report.ssh = {};
    }
    if (outside.roots) return;
    std::erase_if(report.stamps, [&](const NamedStamp& named) {
        if (named.stamp.state != StampState::invalid) return false;
        odd("timestamp", stamp_folder + named.name + ".tsr", named.stamp.why);
        return true;
    });
}

} // namespace

void check_outside(const Outside& outside)
{
    if (outside.signer && !sign::PublicKey::parse(*outside.signer))
        throw Error(ErrorKind::usage, said("--signer: the file holds no Ed25519 public key"),
                    said("the signer makes it with: openssl pkey -in key.pem -pubout -out SIGNER.pub"));
    if (outside.roots && !has_certificate(*outside.roots))
        throw Error(ErrorKind::usage, said("--roots: the file holds no certificate"),
                    said("it must be in PEM form, with lines that say BEGIN CERTIFICATE"));
}

SealReport check_seals(const Tree& tree, const Outside& outside, Instant now)
{
    const auto signer = outside.signer ? sign::PublicKey::parse(*outside.signer) : std::nullopt;
    const auto data = tree.has(sealed_file) ? tree.read(sealed_file) : std::string();
    SealReport report;
    report.ours = !case_labels(tree).facts.empty();
    report.signature = check_signature(tree, data, signer);
    report.ssh.there = tree.has(ssh_signature_file);
    for (const auto& name : stamp_names(tree)) report.stamps.push_back({name, check_named(tree, data, name, outside, now)});
    return report;
}

void judge_seals(SealReport& report, const Outside& outside, Verdict& verdict)
{
    if (!report.ours) leave_out_others(report, outside, verdict);
    if (report.signature.there && !report.signature.holds)
        verdict.fail("signature", signature_file, said("{}: {}", signature_file, report.signature.why));
    if (!report.signature.there && outside.signer)
        verdict.fail("signature", signature_file, said("it is not signed, and --signer asks for it"));
    if (report.ssh.checked && !report.ssh.holds)
        verdict.fail("signature", ssh_signature_file, said("{}: it does not match {}", ssh_signature_file, sealed_file));
    bool vouched = false;
    for (const auto& [name, stamp] : report.stamps) {
        const auto file = stamp_folder + name + ".tsr";
        const auto shown = text::visible(file);
        if (stamp.state == StampState::invalid) verdict.fail("timestamp", file, said("{}: {}", shown, stamp.why));
        if (stamp.trailing) verdict.remark("timestamp", file, said("{}: bytes follow the token", shown));
        vouched |= stamp.state == StampState::valid || stamp.state == StampState::valid_then;
    }
    if (!vouched && outside.roots)
        verdict.fail("timestamp", stamp_folder, said("no timestamp leads to a certificate of --roots"));
}

} // namespace redress::bundle
