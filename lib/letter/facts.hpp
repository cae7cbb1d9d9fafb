// The records of a case as values for slots: each fact beside the citation of the exhibit that shows it.
#pragma once

#include "letter/context.hpp"

namespace redress::letter {

// One line, or false for nothing: a title with a line break in it would break the letter.
Json stated(std::string_view text);

class Facts {
public:
    explicit Facts(const Inputs& in);

    Json time(const model::Stamp& stamp) const;   // as exhibits print it
    Json minute(const model::Stamp& stamp) const; // the same without seconds and zone, where every byte counts
    Json money(const std::optional<Money>& amount) const;
    Json orders() const;
    Json events(std::string_view kind) const;
    Json conversation() const; // when the buyer first wrote and when he was answered: what a platform asks about first
    Json documents() const;    // what the seller said each shows
    Json statements() const;   // typed from a screenshot, and the screenshot
    Json reviews() const;
    Json exhibits() const;

private:
    Json place(const std::string& record) const;
    Json order(const model::Record& record, const model::Order& order) const;
    Json event(const model::Record& record, const model::Event& event) const;
    Json review(const model::Record& record, const model::Review& review) const;
    Json date(const model::Stamp& stamp) const;
    // Said in no letter that everybody reads.
    Json closed(std::string_view text) const;
    bool to_order_address(const model::Event& event) const;
    bool same_ip(const model::Event& event) const;
    std::string title(const analyze::Exhibit& exhibit) const;
    std::string grade(int value) const;

    const Inputs& in_;
    std::vector<const model::Order*> orders_;
};

} // namespace redress::letter
