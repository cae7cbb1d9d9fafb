// QQ's message manager as a page: .mht with the pictures in it, or .html. One table on one line; a row a message, rows for
// days. No sample of it is public: the shape is what programs say that read it (see redress-ingest(1)).
#include "base/text.hpp"
#include "ingest/html_page.hpp"
#include "ingest/media.hpp"
#include "ingest/mht_parts.hpp"
#include "ingest/qq_words.hpp"
#include "ingest/written_date.hpp"
#include "model/identity.hpp"

#include <algorithm>
#include <map>

namespace redress::ingest {
namespace {

using html::Node;

html::Take look(const html::Tag& tag)
{
    return tag.is("tr") ? html::Take::element : html::Take::pass;
}

// "日期: 2018-10-11" -> "2018-10-11"; empty for any other row.
std::string behind(const std::string& words, std::initializer_list<std::string_view> labels)
{
    for (const auto label : labels) {
        if (!text::starts_with_icase(words, label)) continue;
        auto rest = std::string_view(words).substr(label.size());
        rest = trim_line(rest);
        for (const std::string_view colon : {":", "："})
            if (rest.starts_with(colon)) return std::string(trim_line(rest.substr(colon.size())));
    }
    return {};
}

std::string day_of(const std::string& words)
{
    return behind(words, {"日期", "Date"});
}

// QQ writes each blank as &nbsp;
std::string with_blanks(std::string words)
{
    for (auto at = words.find("\xC2\xA0"); at != std::string::npos; at = words.find("\xC2\xA0", at))
        words.replace(at, 2, " ");
    return words;
}

struct Row {
    Node head, name, body; // of a message
};

// <td><div style=color:…><div>name</div>12:25:31</div><div>words</div></td>
Row message_in(const Node& cell)
{
    Row row;
    std::vector<Node> blocks;
    for (const auto& child : cell.children())
        if (child.name() == "div") blocks.push_back(child);
    if (blocks.empty()) return row;
    const auto inside = blocks.front().children();
    if (inside.empty() || inside.front().name() != "div") return row;
    row.head = blocks.front();
    row.name = inside.front();
    if (blocks.size() > 1) row.body = blocks[1];
    return row;
}

std::string clock_in(const Row& row)
{
    const auto words = row.head.text();
    return words.substr(words.rfind('\n') + 1); // npos + 1 is 0
}

class Table {
public:
    explicit Table(Reading& reading) : reading_(reading), page_(reading, look), parts_(page_.bytes()) {}
    void run();

private:
    void survey();
    bool structure(const std::string& words);
    void message(const Row& row);
    void take_pictures(const Node& body, model::Message& message);
    void emit_picture(const std::string& location, const MhtPart& part);

    Reading& reading_;
    html::Page page_;
    MhtParts parts_;
    WrittenDates dates_{1999};
    const text::MonthNames english_{"en"};
    std::string day_, group_, peer_;
    std::map<std::string, std::pair<std::string, std::string>> pictures_; // by address: document and type; told once
};

void Table::survey()
{
    const auto bytes = page_.bytes();
    html::Pieces pieces(bytes, look);
    html::Piece piece;
    while (pieces.next(piece)) {
        if (piece.end - piece.at > 2048) continue; // a day's row is short
        const auto own = page_.utf8(piece.own(bytes), false);
        if (own.find("日期") == std::string::npos && own.find("Date") == std::string::npos) continue;
        if (const auto day = day_of(html::Fragment("<table>" + own + "</table>").root().text()); !day.empty())
            dates_.see(day + " 0:00", 0);
    }
    dates_.decide(reading_);
}

// A row of the page itself: what the chat is, which day begins, nothing.
bool Table::structure(const std::string& words)
{
    if (auto day = day_of(words); !day.empty())
        day_ = std::move(day);
    else if (auto peer = behind(words, {"消息对象", "Message Object", "Contact"}); !peer.empty())
        peer_ = text::trim(text::clean_header(peer));
    else if (auto group = behind(words, {"消息分组", "Message Group", "Group"}); !group.empty())
        group_ = std::move(group);
    else if (!words.empty() && !words.starts_with("消息记录") && !(day_.empty() && words.find('\n') == std::string::npos))
        return false;
    return true;
}

void Table::emit_picture(const std::string& location, const MhtPart& part)
{
    auto bytes = parts_.bytes(part);
    if (!bytes || bytes->empty()) {
        page_.remark("bad-part", said("a picture that cannot be read"));
        pictures_[location] = {};
        return;
    }
    auto draft = document_draft(std::move(*bytes), html::file_of(location));
    const auto& document = std::get<model::Document>(draft.record.body);
    pictures_[location] = {model::document_id(document.sha256), document.media_type};
    model::Source source;
    source.unit = "part";
    source.position = part.number;
    source.offset = part.offset;
    source.length = part.length;
    draft.record.sources.push_back(std::move(source));
    reading_.emit(std::move(draft));
}

void Table::take_pictures(const Node& body, model::Message& message)
{
    for (const auto& image : body.named("img")) {
        const auto location = image.attribute("src");
        if (const auto* part = parts_.find(location); part && !pictures_.count(location)) emit_picture(location, *part);
        const auto known = pictures_.find(location);
        if (known == pictures_.end())
            html::add_file(message, location, "image/*");
        else
            message.attachments.push_back({html::file_of(location), known->second.second, known->second.first});
    }
}

void Table::message(const Row& row)
{
    ChatEntry entry;
    const auto name = row.name.text();
    qq::set_sender(name, {}, entry);
    if (name.empty()) entry.message.role = model::Role::system; // the program's own lines have no name
    entry.message.thread = peer_;
    put_text(entry.extra, "group", group_);
    const auto style = text::lower_ascii(row.head.attribute("style"));
    if (style.find("#42b475") != std::string::npos) entry.extra.set("sent", true); // the colour of one's own messages
    entry.message.text = with_blanks(row.body.text());
    qq::settle(entry);
    take_pictures(row.body, entry.message);
    Draft draft;
    draft.record.extra = std::move(entry.extra);
    const auto written = day_ + " " + clock_in(row);
    const auto date = dates_.read(written);
    put_time(draft, entry.message, date ? std::optional(date->in(dates_.order())) : std::nullopt, written, page_);
    draft.raw_body = entry.message.text;
    const bool system = entry.message.role == model::Role::system;
    draft.record.body = std::move(entry.message);
    if (system)
        page_.system(std::move(draft));
    else
        page_.parsed(std::move(draft));
}

void Table::run()
{
    survey();
    html::Piece piece;
    while (page_.next(piece)) {
        const html::Fragment fragment("<table>" + page_.own(piece) + "</table>");
        const auto cells = fragment.root().named("td");
        const auto row = cells.empty() ? Row() : message_in(cells.front());
        if (row.head && read_written_date("2000-1-1 " + clock_in(row), english_))
            message(row);
        else if (structure(fragment.root().text()))
            page_.structure();
        else
            page_.reject("bad-element", said("a row that is neither a message nor a date"));
    }
    for (const auto& [location, part] : parts_.all())
        if (!pictures_.count(location)) emit_picture(location, part);
    const auto bytes = page_.bytes();
    const bool ended = bytes.find("</html") != std::string_view::npos || bytes.find("</HTML") != std::string_view::npos;
    page_.finish(parts_.whole() && ended, "QQ");
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text, head = text.substr(0, 4096);
    const auto has = [](std::string_view where, std::string_view what) {
        return where.find(what) != std::string_view::npos;
    };
    if (has(head.substr(0, 512), "Save by Tencent MsgMgr") || has(head, "<title>QQ Message</title>")) return 96;
    const bool rows = has(text, "消息对象") && has(text, "日期") && has(text, "<tr");
    return rows && (has(text, "padding-left:10px") || has(text, "#006EFE")) ? 90 : 0;
}

void read(Reading& reading)
{
    Table(reading).run();
}

} // namespace

extern const Format format_qq_mht;
const Format format_qq_mht{"qq_mht", "QQ message manager's page (.mht, .html)", 1, sniff, read};

} // namespace redress::ingest
