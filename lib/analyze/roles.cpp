#include "analyze/roles.hpp"

#include "base/text.hpp"

namespace redress::analyze {
namespace {

std::string key(std::string_view name)
{
    return std::string(text::trim(text::fold_case(text::nfkc(text::clean_header(name)))));
}

} // namespace

bool is_seller(std::string_view sender, const std::vector<std::string>& sellers)
{
    if (sellers.empty()) return false;
    const auto whole = key(sender);
    std::string name = whole, address;
    if (const auto open = whole.rfind('<'); open != std::string::npos && whole.back() == '>') {
        name = std::string(text::trim(std::string_view(whole).substr(0, open)));
        address = whole.substr(open + 1, whole.size() - open - 2);
        if (name.size() > 1 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    }
    const auto main_account = whole.substr(0, whole.find(':'));
    for (const auto& seller : sellers) {
        const auto wanted = key(seller);
        if (wanted.empty()) continue;
        if (wanted == whole || wanted == name || wanted == address || wanted == main_account) return true;
    }
    return false;
}

model::Role role_of(const model::Message& message, const std::vector<std::string>& sellers)
{
    if (message.role == model::Role::system || message.role == model::Role::platform) return message.role;
    if (is_seller(message.sender, sellers)) return model::Role::seller;
    if (message.role != model::Role::unknown) return message.role;
    return sellers.empty() || message.sender.empty() ? model::Role::unknown : model::Role::buyer;
}

} // namespace redress::analyze
