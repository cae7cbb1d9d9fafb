#include "letter/slot_names.hpp"

namespace redress::letter {

const std::map<std::string, std::vector<std::string>, std::less<>>& slot_names()
{
    using Names = std::vector<std::string>;
    static const auto names = [] {
        std::map<std::string, Names, std::less<>> out;
        for (const auto* slot :
             {"case_id", "case_number", "order_number", "transaction", "platform", "reason", "reason_label", "amount",
              "opened", "due", "buyer", "zone", "eta", "eta_minute", "offer", "done", "remark", "signature"})
            out[slot] = {};
        const Names event{"time",    "minute",        "date",          "order", "carrier",    "tracking",
                          "amount",  "supplier",      "result",        "cite",  "order_cite", "to_order_address",
                          "same_ip", "payer_matches", "payer_differs", "marked"};
        for (const auto* kind : {"placed", "received", "paid", "released", "cancelled", "appealed", "shipped", "delivered",
                                 "confirmed", "reshipped", "returned", "refunded", "code_sent", "code_viewed", "code_used",
                                 "mail_sent", "page_viewed", "supplier_checked"})
            out[kind] = event;
        out["choices"] = {"offers", "offer"};
        out["offers"] = {"offer"};
        out["orders"] = {"number",        "title", "amount",      "buyer",       "status", "placed",
                         "placed_minute", "paid",  "paid_minute", "transaction", "cite"};
        out["conversation"] = {"first", "first_minute", "first_cite", "count", "answered"};
        out["answered"] = {"time", "minute", "cite"};
        out["documents"] = {"proves", "cite"};
        out["statements"] = {"text", "cite", "shot_cite"};
        const Names review{"rating", "time", "minute", "date", "text", "product", "changed", "cite", "positive", "replied"};
        out["review"] = out["reviews"] = review;
        out["evidence"] = {"exhibits"};
        out["exhibits"] = {"name", "title", "grade"};
        return out;
    }();
    return names;
}

const std::vector<std::string>& slot_prefixes()
{
    static const std::vector<std::string> prefixes{"reason_", "rule_"};
    return prefixes;
}

const std::vector<std::string>& letter_kinds()
{
    static const std::vector<std::string> kinds{"appeal", "appeal-full", "apology", "reply", "reminder", "review-reply"};
    return kinds;
}

} // namespace redress::letter
