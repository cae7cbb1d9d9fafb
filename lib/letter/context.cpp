#include "letter/context.hpp"

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "letter/citations.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress::letter {
namespace {

// One line: a title with a line break in it would break the letter.
std::string one_line(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (space && (out.empty() || out.back() == ' ')) continue;
        out += space ? ' ' : c;
    }
    return std::string(text::trim(out));
}

Json said(std::string_view text)
{
    auto line = one_line(text);
    if (line.empty()) return Json(false);
    return Json(std::move(line));
}

class Facts {
public:
    explicit Facts(const Inputs& in) : in_(in)
    {
        for (const auto& record : in.material.records)
            if (const auto* order = std::get_if<model::Order>(&record.body)) orders_.push_back(order);
    }

    Json time(const model::Stamp& stamp) const
    {
        return stamp.at ? Json(time::for_people(*stamp.at, in_.zone)) : Json(false);
    }
    Json money(const std::optional<Money>& amount) const { return amount ? Json(money::to_string(*amount)) : Json(false); }
    Json place(const std::string& record) const
    {
        return said(cite(in_.profile, in_.lang, analyze::place_of(in_.exhibits, record)));
    }

    Json order(const model::Record& record, const model::Order& o) const
    {
        std::string transaction;
        for (const auto& ref : o.refs)
            if (ref.kind == "transaction" && transaction.empty()) transaction = ref.value;
        const auto& items = o.items;
        return Json::object()
            .set("number", said(o.number))
            .set("title", said(!o.title.empty() || items.empty() ? o.title : items.front().title))
            .set("amount", money(o.amount))
            .set("buyer", said(o.buyer.name))
            .set("placed", time(o.placed))
            .set("paid", time(o.paid))
            .set("transaction", said(transaction))
            .set("cite", place(record.id));
    }

    // Whether it went where the order says, without printing where that is: a letter holds no address.
    bool to_order_address(const model::Event& e) const
    {
        if (e.address.empty()) return false;
        const auto key = text::header_key(e.address);
        return std::any_of(orders_.begin(), orders_.end(), [&](const model::Order* o) {
            return key == text::header_key(o->buyer.email) || key == text::header_key(o->buyer.address) ||
                   key == text::header_key(o->buyer.phone);
        });
    }
    bool same_ip(const model::Event& e) const
    {
        return !e.ip.empty() &&
               std::any_of(orders_.begin(), orders_.end(), [&](const model::Order* o) { return o->buyer.ip == e.ip; });
    }

    Json event(const model::Record& record, const model::Event& e) const
    {
        return Json::object()
            .set("order", said(e.order))
            .set("time", time(e.when))
            .set("carrier", said(e.carrier))
            .set("tracking", said(e.tracking))
            .set("amount", money(e.amount))
            .set("supplier", said(e.supplier))
            .set("result", said(e.result))
            .set("to_order_address", to_order_address(e))
            .set("same_ip", same_ip(e))
            .set("cite", place(record.id));
    }

    // When the buyer first wrote and when he was answered: what a platform asks about first.
    Json conversation() const
    {
        const model::Record *first = nullptr, *answer = nullptr;
        std::size_t count = 0;
        for (const auto& record : in_.material.records) {
            const auto* m = std::get_if<model::Message>(&record.body);
            if (!m || (m->role != model::Role::buyer && m->role != model::Role::seller)) continue;
            ++count;
            if (!m->when.at) continue;
            if (!first && m->role == model::Role::buyer) first = &record;
            if (first && !answer && m->role == model::Role::seller) answer = &record;
        }
        if (!first) return Json(false);
        auto out = Json::object()
                       .set("first", time(std::get<model::Message>(first->body).when))
                       .set("first_cite", place(first->id))
                       .set("count", std::to_string(count))
                       .set("answered", false);
        if (answer)
            out.set("answered", Json::object()
                                    .set("time", time(std::get<model::Message>(answer->body).when))
                                    .set("cite", place(answer->id)));
        return out;
    }

    // What the seller said a document shows.
    Json documents() const
    {
        auto out = Json::array();
        for (const auto& [id, by] : in_.material.why) {
            if (by.compare(0, 3, "as ") != 0) continue;
            const auto* type = in_.profile.evidence_type(by.substr(3));
            if (type) out.push(Json::object().set("proves", said(type->proves.in(in_.lang))).set("cite", place(id)));
        }
        return out;
    }

    Json exhibits() const
    {
        auto out = Json::array();
        for (const auto& e : in_.exhibits) {
            if (e.label.empty()) continue;
            out.push(Json::object()
                         .set("name", exhibit_name(in_.profile, in_.lang, e.label))
                         .set("title", said(title(e)))
                         .set("grade", grade(e.grade)));
        }
        return out;
    }

private:
    std::string title(const analyze::Exhibit& e) const
    {
        if (in_.lang != "zh") return e.title;
        static constexpr std::pair<std::string_view, const char*> words[]{{"Conversation with ", "聊天记录："},
                                                                          {"Events of order ", "订单事件记录："},
                                                                          {"Order ", "订单记录："},
                                                                          {"Document ", "文件："},
                                                                          {"Statement ", "文字转录："},
                                                                          {"Reviews", "评价记录"}};
        for (const auto& [en, zh] : words)
            if (e.title.compare(0, en.size(), en) == 0) return zh + e.title.substr(en.size());
        return e.title;
    }
    std::string grade(int value) const
    {
        const bool zh = in_.lang == "zh";
        if (value >= 3) return zh ? "第三方核验" : "third-party verification";
        if (value == 2) return zh ? "系统记录或导出文件" : "log or export";
        return zh ? "截图或转录" : "screenshot or typed statement";
    }

    const Inputs& in_;
    std::vector<const model::Order*> orders_;
};

constexpr const char* event_kinds[]{"shipped",     "delivered",   "reshipped", "returned",  "refunded",        "code_sent",
                                    "code_viewed", "page_viewed", "code_used", "mail_sent", "supplier_checked"};

void add_records(const Inputs& in, const Facts& facts, Json& out)
{
    auto orders = Json::array();
    for (const auto& record : in.material.records)
        if (const auto* order = std::get_if<model::Order>(&record.body)) {
            const auto& wanted = in.material.facts.orders;
            const bool main = wanted.empty() || std::find(wanted.begin(), wanted.end(), order->number) != wanted.end();
            if (main) orders.push(facts.order(record, *order));
        }
    std::string buyer, transaction;
    for (const auto& order : orders.items()) {
        if (buyer.empty()) buyer = order["buyer"].string_or("");
        if (transaction.empty()) transaction = order["transaction"].string_or("");
    }
    out.set("orders", std::move(orders)).set("buyer", said(buyer)).set("transaction", said(transaction));
    for (const auto* kind : event_kinds) {
        auto events = Json::array();
        for (const auto& record : in.material.records)
            if (const auto* event = std::get_if<model::Event>(&record.body); event && event->kind == kind && event->when.at)
                events.push(facts.event(record, *event));
        out.set(kind, std::move(events));
    }
}

} // namespace

Json build_context(const Inputs& in)
{
    const Facts facts(in);
    const auto& c = in.material.facts;
    const auto* reason = in.profile.reason(c.reason);
    auto out = Json::object()
                   .set("case_id", said(in.material.case_id))
                   .set("case_number", said(c.number))
                   .set("order_number", said(fmt::format("{}", fmt::join(c.orders, ", "))))
                   .set("platform", said(in.profile.display.in(in.lang)))
                   .set("reason", said(c.reason))
                   .set("reason_label", said(reason ? reason->label.in(in.lang) : ""))
                   .set("amount", facts.money(c.amount))
                   .set("opened", facts.time(c.opened))
                   .set("due", facts.time(c.due))
                   .set("eta", false)
                   .set("offer", false)
                   .set("remark", false)
                   .set("signature", false);
    add_records(in, facts, out);
    out.set("conversation", facts.conversation()).set("documents", facts.documents()).set("exhibits", facts.exhibits());
    out.set("evidence", in.exhibits.empty() ? Json(false) : Json::object().set("exhibits", out["exhibits"]));
    // A rule nobody confirmed is not the seller's to assert.
    for (const auto& rule : in.profile.rules) {
        auto slot = "rule_" + rule.id;
        std::replace(slot.begin(), slot.end(), '.', '_');
        out.set(slot, rule.from.verified ? said(rule.text.in(in.lang)) : Json(false));
    }
    std::vector<std::string> slots;
    for (const auto& member : out.members()) slots.push_back(member.key);
    for (const auto& [slot, value] : in.set) {
        if (!out.find(slot)) {
            const auto near = text::nearest(slot, slots);
            throw Error(ErrorKind::usage, fmt::format("there is no slot '{}'", slot),
                        near.empty() ? "redress-templates(5) lists them" : fmt::format("did you mean '{}'?", near));
        }
        out.set(slot, said(value));
    }
    return out;
}

std::string how_to_supply(const std::string& slot, const std::string& case_id)
{
    static const std::map<std::string, std::string> facts{
        {"case_number", "number"}, {"amount", "amount"},       {"opened", "opened"},     {"due", "due"},
        {"reason", "reason"},      {"reason_label", "reason"}, {"order_number", "order"}};
    if (const auto found = facts.find(slot); found != facts.end())
        return fmt::format("redress case set {} {}=…, or --set {}=…", case_id, found->second, slot);
    return fmt::format("say it with --set {}='…', or ingest and link the record that holds it", slot);
}

} // namespace redress::letter
