#include "ingest/desk.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/mail_text.hpp"
#include "ingest/table_time.hpp"

#include <algorithm>

namespace redress::ingest::desk {
namespace {

using json_scan::Members;

constexpr int deepest = 12;                      // wrappers in wrappers; real ones have three
constexpr std::size_t longest_head = 256 * 1024; // bytes of one member of a talk's head

bool is_one_of(std::string_view name, std::string_view several)
{
    if (several.empty()) return false;
    const auto names = text::split(several, '|');
    return std::find(names.begin(), names.end(), name) != names.end();
}

Keys keys_of(std::string_view text, std::size_t at)
{
    Keys keys;
    for (Members members(text, at); members.next();) {
        keys.names.push_back(members.key());
        if (members.key() == "type") keys.type = json_scan::string_at(text, members.value());
    }
    return keys;
}

bool is_wrapper_of_lines(std::string_view text, std::size_t at)
{
    const auto next = text.find('\n', at);
    return next != std::string_view::npos && next + 1 < text.size() && text[next + 1] == '{';
}

class Walk {
public:
    Walk(Reading& reading, const Manners& manners)
        : reading_(reading), manners_(manners), bytes_(reading.file.bytes()), elements_(reading)
    {}
    void run();

private:
    struct Parts {
        std::vector<std::size_t> openings, ratings, lists;
        std::size_t end = 0;
    };
    void learn_people(std::size_t at);
    std::size_t value(std::size_t at, Talk& talk, int depth);
    std::size_t list(std::size_t at, Talk& talk, int depth);
    std::size_t object(std::size_t at, Talk& talk, int depth);
    std::size_t whole_talk(std::size_t at, int depth);
    void collect(std::size_t at, Talk& talk, Parts& parts);
    std::size_t next_root(std::size_t at);
    Taken take(std::string_view json, std::size_t at, std::uint64_t number, Talk& talk);
    void open(std::size_t at, Talk& talk);
    void rate(std::size_t at, const Talk& talk);
    void emit(Draft&& draft, std::string_view json, std::size_t at, std::uint64_t number) const;
    JsonElements::Take taking(Talk& talk)
    {
        return [this, &talk](auto json, auto at, auto number) { return take(json, at, number, talk); };
    }

    Reading& reading_;
    const Manners& manners_;
    std::string_view bytes_;
    JsonElements elements_;
    People people_;
    bool known_ = false; // something of this desk was seen
};

void Walk::emit(Draft&& draft, std::string_view json, std::size_t at, std::uint64_t number) const
{
    draft.record.sources.push_back(element_source(json, at, number));
    reading_.emit(std::move(draft));
}

Taken Walk::take(std::string_view json, std::size_t at, std::uint64_t number, Talk& talk)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    auto element = manners_.read(*parsed, talk, people_);
    taken.outcome = element.outcome;
    taken.problem = element.problem;
    taken.remark = std::move(element.remark);
    if (element.outcome != Outcome::rejected) emit(std::move(element.draft), json, at, number);
    return taken;
}

// The first message, where it is no element of a list.
void Walk::open(std::size_t at, Talk& talk)
{
    if (!manners_.open) return;
    auto element = manners_.open(json_value(bytes_, at), talk, people_);
    if (!element) return;
    elements_.one(at, [&](std::string_view json, std::size_t offset, std::uint64_t number) {
        emit(std::move(element->draft), json, offset, number);
        return Taken{element->outcome, element->problem, std::move(element->remark), 0};
    });
}

void Walk::rate(std::size_t at, const Talk& talk)
{
    auto review = manners_.rate(json_value(bytes_, at), talk, people_);
    if (!review) return;
    elements_.one(at, [&](std::string_view json, std::size_t offset, std::uint64_t number) {
        Draft draft;
        draft.record.extra.set("thread", talk.id);
        draft.record.body = std::move(*review);
        emit(std::move(draft), json, offset, number);
        return Taken{Outcome::parsed, "", {}, 0};
    });
}

void Walk::collect(std::size_t at, Talk& talk, Parts& parts)
{
    Members members(bytes_, at);
    while (members.next()) {
        const auto key = members.key();
        const auto place = members.value();
        if (key == manners_.inner && bytes_[place] == '{') {
            collect(place, talk, parts);
            continue;
        }
        if (is_one_of(key, manners_.openings)) parts.openings.push_back(place);
        if (is_one_of(key, manners_.ratings)) parts.ratings.push_back(place);
        if (is_one_of(key, manners_.lists) && (bytes_[place] == '[' || bytes_[place] == '{')) {
            parts.lists.push_back(place);
            continue;
        }
        if (json_scan::value_end(bytes_, place) - place <= longest_head)
            talk.head.set(std::string(key), json_value(bytes_, place));
    }
    if (members.cut()) elements_.set_cut();
    parts.end = members.cut() ? bytes_.size() : members.end();
}

std::size_t Walk::whole_talk(std::size_t at, int depth)
{
    Talk talk;
    Parts parts;
    collect(at, talk, parts);
    manners_.enter(talk, people_);
    if (!manners_.opens_last)
        for (const auto place : parts.openings) open(place, talk);
    for (const auto place : parts.lists) value(place, talk, depth + 1);
    if (manners_.opens_last && !talk.opened)
        for (const auto place : parts.openings) open(place, talk);
    if (manners_.rate)
        for (const auto place : parts.ratings) rate(place, talk);
    return parts.end;
}

std::size_t Walk::object(std::size_t at, Talk& talk, int depth)
{
    const auto keys = keys_of(bytes_, at);
    if (manners_.is_message(keys)) {
        known_ = true;
        return elements_.one(at, taking(talk));
    }
    if (manners_.is_talk(keys)) {
        known_ = true;
        return whole_talk(at, depth);
    }
    Members members(bytes_, at);
    while (members.next())
        if (is_one_of(members.key(), manners_.lists)) members.continue_at(value(members.value(), talk, depth + 1));
    if (members.cut()) elements_.set_cut();
    return members.cut() ? bytes_.size() : members.end();
}

std::size_t Walk::list(std::size_t at, Talk& talk, int depth)
{
    const auto first = json_scan::skip_space(bytes_, at + 1);
    if (first < bytes_.size() && bytes_[first] == '{' && manners_.is_message(keys_of(bytes_, first))) {
        known_ = true;
        return elements_.array(at, taking(talk));
    }
    for (++at;;) {
        while (at < bytes_.size() && (json_scan::is_space(bytes_[at]) || bytes_[at] == ',')) ++at;
        if (at >= bytes_.size()) {
            elements_.set_cut();
            return at;
        }
        if (bytes_[at] == ']') return at + 1;
        at = std::max(at + 1, bytes_[at] == '{' ? object(at, talk, depth + 1) : elements_.one(at, taking(talk)));
    }
}

std::size_t Walk::value(std::size_t at, Talk& talk, int depth)
{
    if (at < bytes_.size() && depth < deepest) {
        if (bytes_[at] == '[') return list(at, talk, depth);
        if (bytes_[at] == '{') return object(at, talk, depth);
    }
    bool cut = false;
    const auto end = json_scan::value_end(bytes_, at, &cut);
    if (cut) elements_.set_cut();
    return end;
}

// Lists of people may stand behind what they wrote.
void Walk::learn_people(std::size_t at)
{
    if (at >= bytes_.size() || bytes_[at] != '{') return;
    for (Members members(bytes_, at); members.next();)
        if (members.key() == "users" && bytes_[members.value()] == '[')
            for (std::size_t from = members.value() + 1; from < bytes_.size() && bytes_[from] != ']';) {
                if (bytes_[from] == '{') learn(people_, json_value(bytes_, from));
                from = std::max(from + 1, json_scan::value_end(bytes_, from));
            }
}

// One value of several: one a line, unless a line is damaged.
std::size_t Walk::next_root(std::size_t at)
{
    Talk talk;
    bool cut = false;
    json_scan::value_end(bytes_, at, &cut);
    const bool lines = is_wrapper_of_lines(bytes_, at);
    if ((bytes_[at] != '{' && bytes_[at] != '[') || (cut && lines)) return elements_.reject_line(at);
    return std::max(at + 1, value(at, talk, 0));
}

void Walk::run()
{
    auto at = json_root(bytes_);
    learn_people(at);
    while (at < bytes_.size()) {
        at = next_root(at);
        while (at < bytes_.size() && (json_scan::is_space(bytes_[at]) || bytes_[at] == ',')) ++at;
        reading_.file.release(at);
    }
    if (!known_)
        throw Error(ErrorKind::input, said("'{}' is {}", reading_.name, said_text(manners_.what.english)),
                    said("see EXPORTING in redress-ingest(1)"));
    elements_.finish();
}

bool looks_at(std::string_view text, std::size_t at, const Manners& manners, int depth)
{
    at = json_scan::skip_space(text, at);
    if (at >= text.size() || depth > deepest) return false;
    if (text[at] == '[') return looks_at(text, at + 1, manners, depth + 1);
    if (text[at] != '{') return false;
    const auto keys = keys_of(text, at);
    if (manners.is_message(keys) || manners.is_talk(keys)) return true;
    for (Members members(text, at); members.next();)
        if (is_one_of(members.key(), manners.lists) && looks_at(text, members.value(), manners, depth + 1)) return true;
    return false;
}

} // namespace

bool Keys::has(std::string_view name) const
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool Keys::has_any(std::string_view several) const
{
    return std::any_of(names.begin(), names.end(), [&](auto name) { return is_one_of(name, several); });
}

bool looks_like(const Probe& probe, const Manners& manners)
{
    return looks_at(probe.text, json_root(probe.text), manners, 0);
}

void read(Reading& reading, const Manners& manners)
{
    Walk(reading, manners).run();
}

void learn(People& people, const Json& person)
{
    const auto id = scalar_text(person["id"]);
    if (id.empty()) return;
    auto& known = people[id];
    const auto take = [](std::string& to, const Json& value) {
        if (auto text = value.string_or(""); !text.empty()) to = std::move(text);
    };
    take(known.name, person["name"]);
    take(known.email, person["email"]);
    const auto role = person["role"].string_or("");
    if (role == "end-user") known.role = model::Role::buyer;
    if (role == "agent" || role == "admin") known.role = model::Role::seller;
}

void set_time(Element& element, const Json& value)
{
    auto& when = message_of(element.draft).when;
    const auto read = read_stamp(scalar_text(value), {});
    when = read.stamp;
    element.draft.local = read.local;
    if (read.readable) return;
    element.problem = when.local.empty() ? "no-date" : "bad-date";
    element.remark = when.local.empty() ? said("a message without a time") : said("a date that cannot be read");
}

void set_private(Draft& draft)
{
    draft.record.extra.set("private", true);
}

std::string text_of_html(const std::string& html)
{
    const bool marked = html.find('<') != std::string::npos || html.find('&') != std::string::npos;
    return std::string(text::trim(marked ? mail::html_to_text(html) : html));
}

std::string file_name(const Json& file, std::string_view names)
{
    for (const auto name : text::split(names, '|')) {
        auto found = file[name].string_or("");
        if (found.starts_with("http")) found = found.substr(0, found.find_first_of("?#"));
        if (const auto slash = found.rfind('/'); found.starts_with("http")) found = found.substr(slash + 1);
        if (!found.empty()) return found;
    }
    return {};
}

model::Message& message_of(Draft& draft)
{
    if (!std::holds_alternative<model::Message>(draft.record.body)) draft.record.body = model::Message{};
    return std::get<model::Message>(draft.record.body);
}

} // namespace redress::ingest::desk
