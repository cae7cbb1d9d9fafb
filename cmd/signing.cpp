#include "signing.hpp"

#include "bundle/seal.hpp"
#include "ssh.hpp"

#include <sys/prctl.h>

namespace redress {

Signer::Signer(const SignOptions& options) : ssh_key_(options.ssh_key)
{
    if (options.key.empty()) return;
    ::prctl(PR_SET_DUMPABLE, 0); // a crash leaves no key in a core file
    key_ = sign::PrivateKey::load(options.key);
}

void Signer::sign(std::vector<bundle::File>& files, const std::string& case_id) const
{
    if (!key_ && ssh_key_.empty()) return;
    const auto ssh = ssh_key_.empty() ? std::string() : ssh_sign(ssh_key_, bundle::bytes_of(files, bundle::sealed_file));
    bundle::add_signatures(files, case_id, key_ ? &*key_ : nullptr, ssh);
}

} // namespace redress
