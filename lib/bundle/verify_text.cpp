#include "bundle/verify_text.hpp"

#include <fmt/format.h>

namespace redress::bundle {
namespace {

constexpr const char* the_files =
    R"(How to check this package ({})

Run these in the folder that holds this file. They need no program of ours.

    sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt

On macOS, which has another program for it:

    shasum -a 256 -c manifest-sha256.txt && shasum -a 256 -c tagmanifest-sha256.txt

Every line must end in OK: then each file matches the manifest, and the manifest matches the one it was made
with. This folder is also a BagIt 1.0 bag (RFC 8493), so any BagIt validator reads it, and so does

    redress verify .

To check a slice against the seller's original file, whose SHA-256 and size are in data/index.csv, take the
offsets of data/slices.csv:

    tail -c +$((SOURCE_OFFSET + 1)) ORIGINAL | head -c LENGTH | cmp - <(tail -c +$((FILE_OFFSET + 1)) SLICE | head -c LENGTH)

Where data/index.csv says "of the unpacked file", offsets count what gzip -dc ORIGINAL prints; where it says "of the
sheets as text", what redress ingest --as-text ORIGINAL prints: the rows of its sheets as CSV, one sheet after another.

data/journal.ndjson holds the custody of this case up to the hash named Redress-Journal-Head in bag-info.txt.
Rows of other matters show their number and hash alone.
)";

constexpr const char* who_signed = R"(
Who signed it

    openssl pkeyutl -verify -pubin -inkey SIGNER.pub -rawin -in tagmanifest-sha256.txt -sigfile signatures/tagmanifest-sha256.txt.sig

It must print "Signature Verified Successfully" (OpenSSL 3; earlier ones cannot check Ed25519 this way).
SIGNER.pub has to come from outside this package: from the signer, or from where the signer publishes it. The
signatures/signer.pub in here only tells which key to ask for, since whoever makes a package anew can put another key
in. Or compare its fingerprint with the one the signer gave you by another way:

    openssl pkey -pubin -in signatures/signer.pub -outform DER | sha256sum

On macOS the last word is shasum -a 256, and its own openssl is no OpenSSL 3: brew install openssl brings one.
)";

constexpr const char* who_signed_ssh = R"(
Who signed it with an SSH key

    ssh-keygen -Y verify -f allowed_signers -I seller@example -n redress-bundle@v1 -s signatures/tagmanifest-sha256.txt.sshsig < tagmanifest-sha256.txt

allowed_signers has to come from outside this package too. It has one line for each signer, a name of your choice (the
one after -I) and the public key: seller@example ssh-ed25519 AAAA... (ssh-keygen(1), ALLOWED SIGNERS). Without one,
this prints the fingerprint of the key that signed:

    ssh-keygen -Y check-novalidate -n redress-bundle@v1 -s signatures/tagmanifest-sha256.txt.sshsig < tagmanifest-sha256.txt
)";

constexpr const char* one_stamp = R"(
    openssl ts -verify -data tagmanifest-sha256.txt -in timestamps/{0}.tsr -CAfile ROOT.pem -untrusted timestamps/{0}.chain.pem
    openssl ts -reply -in timestamps/{0}.tsr -text
)";

constexpr const char* since_when = R"(
The first must print "Verification: OK"; the second shows the time and the name of the authority. ROOT.pem is the
authority's root certificate and has to come from outside this package: from the authority, or from the certificates of
your system. If the first fails with "certificate has expired", the authority's certificates have run out since, which
is usual after some years; add the time that the second shows, -attime SECONDS (date -u -d 'Mar  1 12:00:00 2026 GMT' +%s;
on macOS date -juf '%b %d %T %Y %Z' 'Mar  1 12:00:00 2026 GMT' +%s), and it checks as of then.
)";

constexpr const char* what_it_proves = R"(
What this proves: the files are as they were when the manifest was made. It does not prove who made it or when:
compare the SHA-256 of tagmanifest-sha256.txt with the one the sender gave you by another way.
)";

} // namespace

std::string verify_text(const std::string& case_id, const Seals& seals)
{
    auto text = fmt::format(the_files, case_id);
    if (seals.signature) text += who_signed;
    if (seals.ssh_signature) text += who_signed_ssh;
    if (!seals.stamps.empty()) text += "\nSince when it is there\n";
    for (const auto& name : seals.stamps) text += fmt::format(one_stamp, name);
    if (!seals.stamps.empty()) text += since_when;
    const bool is_signed = seals.signature || seals.ssh_signature;
    if (!is_signed && seals.stamps.empty()) return text + what_it_proves;
    text += "\nWhat this proves: the files are as they were when the manifest was made.\n";
    if (is_signed) text += "A signature proves that the holder of the key signed them, not when.\n";
    if (!seals.stamps.empty()) text += "A timestamp proves that they were there no later than the time it names.\n";
    return text + "None of it proves that what they say is true.\n";
}

} // namespace redress::bundle
