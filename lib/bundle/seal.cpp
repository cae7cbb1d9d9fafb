#include "bundle/seal.hpp"

#include "bundle/verify_text.hpp"

#include <algorithm>

namespace redress::bundle {
namespace {

void put(std::vector<File>& files, const char* path, std::string bytes)
{
    const auto at = std::lower_bound(files.begin(), files.end(), std::string_view(path),
                                     [](const File& file, std::string_view wanted) { return file.path < wanted; });
    if (at != files.end() && at->path == path)
        at->bytes = std::move(bytes);
    else
        files.insert(at, {path, std::move(bytes), {}});
}

} // namespace

std::string bytes_of(const std::vector<File>& files, std::string_view path)
{
    const auto found = std::find_if(files.begin(), files.end(), [&](const File& file) { return file.path == path; });
    return found == files.end() ? std::string() : found->bytes;
}

void add_signatures(std::vector<File>& files, const std::string& case_id, const sign::PrivateKey* key,
                    const std::string& ssh_signature)
{
    Seals seals;
    seals.signature = key != nullptr;
    seals.ssh_signature = !ssh_signature.empty();
    if (key) {
        put(files, signature_file, key->sign(bytes_of(files, sealed_file)));
        put(files, signer_file, key->public_key().pem());
    }
    if (seals.ssh_signature) put(files, ssh_signature_file, ssh_signature);
    put(files, verify_file, verify_text(case_id, seals));
}

} // namespace redress::bundle
