// Which records belong to a case, and why. Pure: the caller hands records in. The rule above all others: nothing of another
// customer is ever linked, so in doubt a record stays out and the seller links it by hand.
#pragma once

#include "base/said.hpp"
#include "model/record.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct Linked {
    std::string record, role, by; // role: subject, evidence; by: why, in words
    bool operator==(const Linked&) const = default;
};

// Linked::by for who reads Chinese: reasons are kept in English, a user's own words stay.
Said reason_words(const std::string& by);

// "小**1", "138****8000", "*三": what a platform left of a name. Two people may share it, so it says nothing of who one is.
bool is_masked(std::string_view person);

// True if word stands in text as a whole token: "1001" is not in "11001", "1001-2" or "1001.50", but it is in "订单1001号".
bool mentions(std::string_view text, std::string_view word);

// Who and what a case is about, grown from its order numbers through the references its orders and events share.
class Subject {
public:
    explicit Subject(const model::Case& facts);
    // Takes what belongs among orders, events and reviews; true if it learned new numbers, so that more may belong.
    bool learn(const std::vector<model::Record>& records);
    // Every order of the shop, once learn() is done: what belongs to others must not be linked.
    void know(const model::Record& record);

    const std::set<std::string>& numbers() const { return numbers_; } // order numbers and references
    const std::vector<Linked>& links() const { return links_; }
    bool has(const std::string& record) const { return linked_.count(record) != 0; }

    // The reference this text mentions, or empty. Short numbers count only after a word such as "order" or "#".
    std::string mentioned(std::string_view text) const;
    bool mentions_others(std::string_view text) const;
    bool is_buyer(std::string_view person) const; // a name, "Name <mail@example.com>", an address, a phone number
    bool is_other(std::string_view person) const;

private:
    bool order_belongs(const model::Order& order, std::string& why) const;
    bool event_belongs(const model::Event& event, std::string& why) const;
    void add_people(const model::Party& party);
    bool contradicts(const model::Party& party) const;

    bool takes(const model::Record& record, std::string& why);
    bool learn_once(const std::vector<model::Record>& records, bool own_platform);

    std::string platform_;
    std::set<std::string> orders_, numbers_, weak_;   // weak: numbers two customers can share, as a key sold twice
    std::set<std::string> transactions_;              // of the payment channel: never of two orders
    std::set<std::string> channel_orders_;            // what a channel calls the order, behind the channel's name
    std::multimap<std::string, std::string> by_weak_; // number -> event that is here for that number alone
    std::set<std::string> people_, other_people_, other_numbers_, linked_;
    std::vector<Linked> links_;
};

// Messages, one after another; decides at the end, since what a conversation is shows only when all of it was seen.
class Conversations {
public:
    explicit Conversations(const Subject& subject) : subject_(subject) {}
    void take(const model::Record& record);
    std::vector<Linked> finish() const;
    // Conversations with a message that belongs but with several people, or with others' orders in them: linked in part.
    std::vector<std::string> partly() const;

private:
    struct One {
        std::string id, mentioned;
        std::vector<std::string> others; // whom a seller wrote to besides the buyer
        bool from_buyer = false, to_buyer = false, of_others = false;
    };
    struct Thread {
        std::string name;
        std::set<std::string> people;
        bool buyer = false, others = false;
        std::vector<One> messages;
    };
    void take_mail(const model::Record& record, bool seller, One& one);
    bool to_others(const One& one) const;
    bool is_whole(const Thread& thread) const;
    std::vector<Linked> some_of(const Thread& thread) const;

    const Subject& subject_;
    std::set<std::string> sellers_; // addresses the seller writes from: a copy to oneself is nobody else's mail
    std::map<std::string, Thread> threads_;
};

// A document is linked if a linked message has it attached, or if its file name mentions the order.
std::vector<Linked> link_documents(const Subject& subject, const std::set<std::string>& attached,
                                   const std::vector<model::Record>& documents);

} // namespace redress::analyze
