#include "signing.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "bundle/seal.hpp"
#include "process.hpp"

#include <sys/prctl.h>
#include <unistd.h>

namespace redress {
namespace {

constexpr int seconds_to_type_a_passphrase = 120;

// Never what PATH finds first: this program is shown a key.
std::string ssh_keygen()
{
    for (const char* path : {"/usr/bin/ssh-keygen", "/usr/local/bin/ssh-keygen", "/bin/ssh-keygen"})
        if (::access(path, X_OK) == 0) return path;
    throw Error(ErrorKind::input, said("ssh-keygen is not installed"), said("install openssh-client, or sign with --sign"));
}

std::string sign_with_ssh(const std::string& key, const std::string& bytes)
{
    const auto end = run_process({ssh_keygen(), "-Y", "sign", "-n", bundle::ssh_namespace, "-f", key}, bytes,
                                 seconds_to_type_a_passphrase);
    if (end.status == 0 && end.output.rfind("-----BEGIN SSH SIGNATURE-----", 0) == 0) return end.output;
    if (end.timed_out)
        throw Error(ErrorKind::input, said("ssh-keygen did not sign within {} s", seconds_to_type_a_passphrase));
    const auto words = text::trim(end.errors);
    throw Error(ErrorKind::input, said("ssh-keygen did not sign with '{}': {}", key, words.substr(0, words.find('\n'))),
                said("try: ssh-keygen -Y sign -n {} -f '{}' some-file", bundle::ssh_namespace, key));
}

} // namespace

Signer::Signer(const SignOptions& options) : ssh_key_(options.ssh_key)
{
    if (options.key.empty()) return;
    ::prctl(PR_SET_DUMPABLE, 0); // a crash leaves no key in a core file
    key_ = sign::PrivateKey::load(options.key);
}

void Signer::sign(std::vector<bundle::File>& files, const std::string& case_id) const
{
    if (!key_ && ssh_key_.empty()) return;
    const auto ssh =
        ssh_key_.empty() ? std::string() : sign_with_ssh(ssh_key_, bundle::bytes_of(files, bundle::sealed_file));
    bundle::add_signatures(files, case_id, key_ ? &*key_ : nullptr, ssh);
}

} // namespace redress
