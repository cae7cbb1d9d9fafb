// Conversations and documents of a case.
#include "analyze/linking.hpp"

#include "analyze/private_notes.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::analyze {
namespace {

// "a@example.com, \"Doe, Jane\" <jane@example.com>"
std::vector<std::string> split_addresses(std::string_view list)
{
    std::vector<std::string> out(1);
    bool quoted = false;
    for (const char c : list) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted)
            out.emplace_back();
        else
            out.back() += c;
    }
    for (auto& one : out) one = std::string(text::trim(one));
    return out;
}

// Recipients of a mail: extra.to and extra.cc, a text or a list of texts.
std::vector<std::string> recipients(const Json& extra)
{
    std::vector<std::string> out;
    for (const auto* key : {"to", "cc"}) {
        const auto& value = extra[key];
        for (auto& one : split_addresses(value.string_or(""))) out.push_back(std::move(one));
        for (const auto& item : value.items()) out.push_back(item.string_or(""));
    }
    std::erase_if(out, [](const std::string& person) { return person.empty(); });
    return out;
}

// The bare address of "Jane <jane@example.com>".
std::string address_of(std::string_view person)
{
    const auto open = person.rfind('<'), close = person.rfind('>');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open)
        person = person.substr(open + 1, close - open - 1);
    return text::fold_for_search(text::trim(person));
}

} // namespace

void Conversations::take_mail(const model::Record& record, bool seller, One& one)
{
    const auto to = recipients(record.extra);
    for (const auto& recipient : to) {
        if (subject_.is_buyer(recipient))
            one.to_buyer = true;
        else if (seller)
            one.others.push_back(address_of(recipient));
    }
    if (!seller) return;
    const auto& message = std::get<model::Message>(record.body);
    sellers_.insert(address_of(message.sender));
    sellers_.insert(address_of(record.extra["from_address"].string_or("")));
}

void Conversations::take(const model::Record& record)
{
    const auto* message = std::get_if<model::Message>(&record.body);
    if (!message) return;
    auto& thread = threads_[record.shop + "/" + message->thread];
    thread.name = message->thread;
    One one;
    one.id = record.id;
    one.mentioned = subject_.mentioned(message->text);
    for (const auto* key : {"subject", "order"}) // a ticket may name its order beside the words
        if (one.mentioned.empty()) one.mentioned = subject_.mentioned(record.extra[key].string_or(""));
    if (message->role == model::Role::buyer || message->role == model::Role::unknown) {
        const auto address = record.extra["from_address"].string_or("");
        thread.people.insert(address_of(address.empty() ? message->sender : address));
        one.from_buyer = subject_.is_buyer(message->sender) || subject_.is_buyer(address);
        one.of_others = !one.from_buyer && (subject_.is_other(message->sender) || subject_.is_other(address));
    }
    take_mail(record, message->role == model::Role::seller, one);
    thread.buyer = thread.buyer || one.from_buyer;
    // What colleagues say of other orders among themselves makes the talk no other's.
    thread.others = thread.others || one.of_others || (!is_private(record) && subject_.mentions_others(message->text));
    thread.messages.push_back(std::move(one));
}

bool Conversations::to_others(const One& one) const
{
    return std::any_of(one.others.begin(), one.others.end(),
                       [&](const std::string& person) { return sellers_.count(person) == 0; });
}

// The buyer's own conversation is his whatever else he speaks of; anybody else's belongs only if it is about nothing else.
bool Conversations::is_whole(const Thread& thread) const
{
    const bool strangers =
        std::any_of(thread.messages.begin(), thread.messages.end(), [&](const One& m) { return to_others(m); });
    if (thread.people.size() != 1 || strangers) return false;
    if (thread.buyer) return true;
    return !thread.others &&
           std::any_of(thread.messages.begin(), thread.messages.end(), [](const One& m) { return !m.mentioned.empty(); });
}

std::vector<Linked> Conversations::some_of(const Thread& thread) const
{
    std::vector<Linked> out;
    for (const auto& m : thread.messages) {
        if (m.of_others || to_others(m)) continue;
        std::string why;
        if (m.from_buyer)
            why = "from the buyer";
        else if (m.to_buyer)
            why = "to the buyer";
        else if (!m.mentioned.empty())
            why = fmt::format("mentions {}", m.mentioned);
        else
            continue;
        out.push_back({m.id, "evidence", why});
    }
    return out;
}

std::vector<Linked> Conversations::finish() const
{
    std::vector<Linked> out;
    for (const auto& [key, thread] : threads_) {
        if (is_whole(thread)) {
            const auto why = thread.buyer ? "conversation with the buyer" : "conversation about the order";
            for (const auto& m : thread.messages) out.push_back({m.id, "evidence", why});
            continue;
        }
        for (auto& link : some_of(thread)) out.push_back(std::move(link));
    }
    return out;
}

std::vector<std::string> Conversations::partly() const
{
    std::vector<std::string> out;
    for (const auto& [key, thread] : threads_)
        if (!is_whole(thread) && !some_of(thread).empty()) out.push_back(thread.name);
    return out;
}

std::vector<Linked> link_documents(const Subject& subject, const std::set<std::string>& attached,
                                   const std::vector<model::Record>& documents)
{
    std::vector<Linked> out;
    for (const auto& record : documents) {
        const auto* document = std::get_if<model::Document>(&record.body);
        if (!document) continue;
        if (attached.count(record.id)) {
            out.push_back({record.id, "evidence", "attached to a linked message"});
            continue;
        }
        // In a file name '_' and '.' separate words ("INV-1041_proof.pdf"), and sometimes '-' does ("invoice-48213.pdf").
        const auto with_spaces_for = [&](std::string_view separators) {
            auto name = document->name;
            for (auto& c : name)
                if (separators.find(c) != std::string_view::npos) c = ' ';
            return name;
        };
        auto number = subject.mentioned(with_spaces_for("_."));
        if (number.empty()) number = subject.mentioned(with_spaces_for("_.-"));
        if (!number.empty()) out.push_back({record.id, "evidence", fmt::format("its name mentions {}", number)});
    }
    return out;
}

} // namespace redress::analyze
