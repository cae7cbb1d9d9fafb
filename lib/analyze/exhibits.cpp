#include "analyze/exhibits.hpp"

#include "base/said_again.hpp"

#include <algorithm>
#include <map>

namespace redress::analyze {
namespace {

constexpr int grade_shot = 1, grade_log = 2, grade_third_party = 3;

int grade_of(const model::Document& document)
{
    if (document.grade > 0) return document.grade;
    if (document.kind == "third_party") return grade_third_party;
    return document.kind == "log" || document.kind == "receipt" ? grade_log : grade_shot;
}

// A supplier or carrier who answers for himself is a third party; our own delivery log is not.
int grade_of(const model::Event& event)
{
    return event.kind == "supplier_checked" && !event.supplier.empty() ? grade_third_party : grade_log;
}

// Exhibits of one kind in the order their first record comes, each found again by its item.
class Group {
public:
    Exhibit& at(const std::string& item, const std::string& kind, const std::string& title)
    {
        const auto [found, fresh] = places_.try_emplace(item, exhibits_.size());
        if (fresh) {
            Exhibit exhibit;
            exhibit.item = item;
            exhibit.kind = kind;
            exhibit.title = title;
            exhibits_.push_back(std::move(exhibit));
        }
        return exhibits_[found->second];
    }
    void move_to(std::vector<Exhibit>& out)
    {
        for (auto& exhibit : exhibits_) out.push_back(std::move(exhibit));
    }

private:
    std::vector<Exhibit> exhibits_;
    std::map<std::string, std::size_t> places_;
};

void take(Exhibit& exhibit, const std::string& record, int grade)
{
    exhibit.records.push_back(record);
    exhibit.grade = std::max(exhibit.grade, grade);
}

// What a conversation is called: by the first sender who is the buyer, a mail thread by its subject (its own name is a
// message id), else by the name its program shows, where the thread is a number, else by the thread's name.
std::map<std::string, std::string> titles_of(const Material& material)
{
    std::map<std::string, std::string> titles, subjects, names;
    for (const auto& record : material.records) {
        const auto* message = std::get_if<model::Message>(&record.body);
        if (!message) continue;
        const auto key = record.shop + "/" + message->thread;
        if (message->role == model::Role::buyer && !message->sender.empty())
            titles.try_emplace(key, "Conversation with " + message->sender);
        if (const auto subject = record.extra["subject"].string(); subject && !subject->empty())
            subjects.try_emplace(key, "Mail: " + *subject);
        if (const auto name = record.extra["thread_name"].string()) names.try_emplace(key, "Conversation with " + *name);
    }
    titles.merge(names);
    for (const auto& [key, title] : subjects) titles[key] = title;
    return titles;
}

} // namespace

int grade_of(const model::Record& record)
{
    if (const auto* event = std::get_if<model::Event>(&record.body)) return grade_of(*event);
    const auto* document = std::get_if<model::Document>(&record.body);
    if (!document) return grade_log;
    return document->kind == "statement" ? grade_shot : grade_of(*document);
}

std::vector<Exhibit> plan_exhibits(const Material& material)
{
    Group conversations, orders, events, reviews, documents, statements;
    const auto titles = titles_of(material);
    for (const auto& record : material.records) {
        if (const auto* message = std::get_if<model::Message>(&record.body)) {
            const auto key = record.shop + "/" + message->thread;
            const auto title = titles.find(key);
            take(conversations.at("thread:" + key, "transcript",
                                  title == titles.end() ? "Conversation with " + message->thread : title->second),
                 record.id, grade_log);
        } else if (const auto* order = std::get_if<model::Order>(&record.body)) {
            take(orders.at("order:" + order->number, "order", "Order " + order->number), record.id, grade_log);
        } else if (const auto* event = std::get_if<model::Event>(&record.body)) {
            // What a statement of account holds belongs to the case, but names no order.
            const std::string title = event->order.empty() ? "Account records" : "Events of order " + event->order;
            take(events.at("events:" + event->order, "events", title), record.id, grade_of(*event));
        } else if (std::holds_alternative<model::Review>(record.body)) {
            take(reviews.at("reviews", "reviews", "Reviews"), record.id, grade_log);
        } else if (const auto* document = std::get_if<model::Document>(&record.body)) {
            const bool typed = document->kind == "statement";
            auto& group = typed ? statements : documents;
            const auto what = document->name.empty() ? document->kind : document->name;
            take(group.at("document:" + record.id, typed ? "statement" : "document",
                          (typed ? "Statement " : "Document ") + what),
                 record.id, typed ? grade_shot : grade_of(*document));
        }
    }
    std::vector<Exhibit> all;
    for (auto* group : {&conversations, &orders, &events, &reviews, &documents, &statements}) group->move_to(all);
    return all;
}

Said title_words(const std::string& title)
{
    return said_again(title, {form("Conversation with {}"), form("Mail: {}"), form("Events of order {}"), form("Order {}"),
                              form("Reviews"), form("Account records"), form("Document {}"), form("Statement {}")});
}

std::string exhibit_label(int number, bool numbered)
{
    if (numbered) return std::to_string(number);
    std::string label;
    for (; number > 0; number = (number - 1) / 26) label.insert(label.begin(), static_cast<char>('A' + (number - 1) % 26));
    return label;
}

bool is_numbered(std::string_view style)
{
    return style.find("{number}") != std::string_view::npos;
}

std::string name_in_style(const std::string& style, const std::string& label)
{
    auto name = style;
    const std::string slot = is_numbered(style) ? "{number}" : "{label}";
    if (const auto at = name.find(slot); at != std::string::npos) name.replace(at, slot.size(), label);
    return name;
}

Place place_of(const std::vector<Exhibit>& exhibits, const std::string& record)
{
    for (const auto& exhibit : exhibits) {
        const auto found = std::find(exhibit.records.begin(), exhibit.records.end(), record);
        if (found == exhibit.records.end()) continue;
        return {exhibit.label, exhibit.kind == "transcript" ? static_cast<int>(found - exhibit.records.begin()) + 1 : 0};
    }
    return {};
}

} // namespace redress::analyze
