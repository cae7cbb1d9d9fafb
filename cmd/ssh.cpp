#include "ssh.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "bundle/seal.hpp"
#include "process.hpp"

#include <unistd.h>

namespace redress {
namespace {

constexpr int seconds_to_type_a_passphrase = 120;
constexpr int seconds_to_check = 20;

// Never what PATH finds first: this program is shown a key. Empty: none.
std::string ssh_keygen()
{
    for (const char* path : {"/usr/bin/ssh-keygen", "/usr/local/bin/ssh-keygen", "/bin/ssh-keygen"})
        if (::access(path, X_OK) == 0) return path;
    return {};
}

} // namespace

std::string ssh_sign(const std::string& key, std::string_view bytes)
{
    const auto program = ssh_keygen();
    if (program.empty())
        throw Error(ErrorKind::input, said("ssh-keygen is not installed"),
                    said("install openssh-client, or sign with --sign"));
    const auto end =
        run_process({program, "-Y", "sign", "-n", bundle::ssh_namespace, "-f", key}, bytes, seconds_to_type_a_passphrase);
    if (end.status == 0 && end.output.rfind("-----BEGIN SSH SIGNATURE-----", 0) == 0) return end.output;
    if (end.timed_out)
        throw Error(ErrorKind::input, said("ssh-keygen did not sign within {} s", seconds_to_type_a_passphrase));
    const auto words = text::trim(end.errors);
    throw Error(ErrorKind::input, said("ssh-keygen did not sign with '{}': {}", key, words.substr(0, words.find('\n'))),
                said("try: ssh-keygen -Y sign -n {} -f '{}' some-file", bundle::ssh_namespace, key));
}

SshVerdict ssh_check(std::string_view signature, std::string_view bytes)
{
    SshVerdict verdict;
    const auto program = ssh_keygen();
    if (program.empty()) return verdict;
    const TempDir folder;
    const auto file = (folder.path() / "signature").string();
    write_file(file, signature, 0600);
    const auto end =
        run_process({program, "-Y", "check-novalidate", "-n", bundle::ssh_namespace, "-s", file}, bytes, seconds_to_check);
    verdict.checked = end.started && !end.timed_out;
    verdict.holds = verdict.checked && end.status == 0;
    // Good "redress-bundle@v1" signature with ED25519 key SHA256:…
    constexpr std::string_view before = " signature with ";
    const auto line = std::string_view(end.output).substr(0, end.output.find('\n'));
    if (const auto at = line.find(before); verdict.holds && at != std::string_view::npos)
        verdict.key = text::visible(line.substr(at + before.size()));
    return verdict;
}

} // namespace redress
