#include "bundle/proof.hpp"

#include "base/money.hpp"
#include "base/said.hpp"
#include "bundle/facts.hpp"

#include <algorithm>
#include <vector>

namespace redress::bundle {
namespace {

// Appends what is not there yet.
void add(std::vector<std::string>& words, const std::string& word)
{
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

std::string joined(const std::vector<std::string>& words, const std::string& between)
{
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : between) + word;
    return out;
}

std::string document_words(const model::Document& document, const Say& say)
{
    constexpr int third_party = 3; // by the seller's word; the kind alone is a guess by the file's type
    if (document.kind == "screenshot") return say("A picture");
    if (document.kind == "receipt") return say("A receipt");
    if (document.kind == "log") return say("What a system recorded");
    if (document.kind == "recording") return say("A recording");
    if (document.kind == "third_party" && document.grade >= third_party) return say("What a third party states");
    return say("A file kept as evidence");
}

} // namespace

std::string shown_words(const analyze::Exhibit& exhibit, const Records& records, const View& view)
{
    const Say say(view.lang);
    const auto between = say(", ");
    std::vector<std::string> parts;
    std::string first, last;
    for (const auto& id : exhibit.records) {
        const auto found = records.find(id);
        if (found == records.end()) continue;
        const auto& body = found->second->body;
        if (const auto* stamp = model::time_of(body); stamp && stamp->at) {
            last = stamp_text(*stamp, view);
            if (first.empty()) first = last;
        }
        if (const auto* event = std::get_if<model::Event>(&body))
            add(parts, event_label(*found->second, *event).in(view.lang));
        if (const auto* document = std::get_if<model::Document>(&body)) {
            const auto meant = view.meant.find(id);
            add(parts, meant == view.meant.end() ? document_words(*document, say) : meant->second);
        }
        if (const auto* order = std::get_if<model::Order>(&body)) {
            add(parts, order->title);
            add(parts, order->amount ? money::to_string(*order->amount) : "");
            add(parts, order->status);
        }
    }
    const auto n = exhibit.records.size();
    if (exhibit.kind == "transcript")
        return n == 1 ? say("What was written: 1 message, {}", first)
                      : say("What was written: {} messages, {} to {}", n, first, last);
    if (exhibit.kind == "events") return say("What happened and when: {}", joined(parts, between));
    if (exhibit.kind == "order") return say("What was ordered: {}", joined(parts, between));
    if (exhibit.kind == "reviews") return say("How the buyer rated, and the answers: {}", n);
    if (exhibit.kind == "statement") return say("What a screenshot shows, typed by the seller");
    return joined(parts, between);
}

std::string grade_words(int grade, const std::string& lang)
{
    const Say say(lang);
    if (grade == 1) return say("1: picture or file, or typed from one");
    if (grade == 2) return say("2: record of a system");
    if (grade == 3) return say("3: statement of a third party");
    return {};
}

} // namespace redress::bundle
