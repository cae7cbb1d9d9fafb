// QQ chats as qq-chat-exporter writes them: one JSON file; the same in chunks; or a manifest and parts with a message a
// line.
#include "base/error.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/qq_element.hpp"

#include <filesystem>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;

class Export {
public:
    explicit Export(Reading& reading) : reading_(reading), bytes_(reading.file.bytes()), elements_(reading) {}
    void run();

private:
    void object(std::size_t root);
    std::size_t chunks(std::size_t at);
    std::size_t messages(std::size_t at);
    void lines(std::size_t root);
    void compare();
    Taken take(std::string_view json, std::size_t at, std::uint64_t number);

    Reading& reading_;
    std::string_view bytes_;
    JsonElements elements_;
    qq::Chat chat_;
    std::int64_t declared_ = -1;
    bool found_ = false, manifest_ = false;
};

Taken Export::take(std::string_view json, std::size_t at, std::uint64_t number)
{
    Draft draft;
    auto taken = qq::read_element(json, chat_, draft);
    if (taken.outcome == Outcome::rejected) return taken;
    draft.record.sources.push_back(element_source(json, at, number));
    reading_.emit(std::move(draft));
    return taken;
}

std::size_t Export::messages(std::size_t at)
{
    found_ = true;
    return elements_.array(at, [this](auto json, auto from, auto number) { return take(json, from, number); });
}

// Each chunk is an export of its own, with the whole one's heading.
std::size_t Export::chunks(std::size_t at)
{
    for (++at; at < bytes_.size();) {
        if (bytes_[at] == ']') return at + 1;
        if (bytes_[at] != '{') {
            ++at;
            continue;
        }
        Members members(bytes_, at);
        while (members.next())
            if (members.key() == "messages" && bytes_[members.value()] == '[')
                members.continue_at(messages(members.value()));
            else if (members.key() == "chatInfo" && chat_.name.empty())
                qq::read_chat(json_value(bytes_, members.value()), chat_);
        if (members.cut()) elements_.set_cut();
        at = members.end();
    }
    elements_.set_cut();
    return at;
}

void Export::object(std::size_t root)
{
    Members members(bytes_, root);
    while (members.next()) {
        const auto key = members.key();
        const auto value = members.value();
        if (key == "chatInfo") qq::read_chat(json_value(bytes_, value), chat_);
        if (key == "statistics" || key == "chunkInfo")
            for (Members inner(bytes_, value); inner.next();)
                if (inner.key() == "totalMessages") declared_ = json_value(bytes_, inner.value()).integer().value_or(-1);
        manifest_ = manifest_ || key == "chunked";
        if (key == "messages" && bytes_[value] == '[')
            members.continue_at(messages(value));
        else if (key == "chunks" && bytes_[value] == '[')
            members.continue_at(chunks(value));
    }
    if (members.cut()) elements_.set_cut();
}

// Parts lie in NAME_chunked_jsonl/chunks: whose chat it is stands in the manifest beside them, and in the folder's name.
std::string name_of_folder(const std::string& path)
{
    const auto chunks = std::filesystem::path(path).parent_path();
    if (chunks.filename() != "chunks") return {};
    auto name = chunks.parent_path().filename().string();
    constexpr std::string_view ending = "_chunked_jsonl";
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    return name;
}

void Export::lines(std::size_t root)
{
    found_ = true;
    chat_.name = name_of_folder(reading_.name);
    elements_.lines(root, [this](auto json, auto from, auto number) { return take(json, from, number); });
    if (chat_.name.empty() && chat_.peer.value_or("").empty() && reading_.options.thread.empty())
        reading_.warn(0, "no-thread",
                      said("a part of an export does not say whose chat it is: --thread NAME for all parts makes one "
                           "conversation of them"));
}

void Export::compare()
{
    if (declared_ < 0 || !found_) return;
    const auto found = reading_.findings.tally.total;
    reading_.findings.declared = static_cast<std::uint64_t>(declared_);
    if (*reading_.findings.declared != found)
        reading_.warn(
            0, "declared-count",
            said("the file says it holds {} messages, {} were read: parts of it may have been cut away, or others put in",
                 declared_, found));
}

void Export::run()
{
    const auto root = json_root(bytes_);
    if (root < bytes_.size() && bytes_[root] == '[')
        messages(root);
    else if (root < bytes_.size() && qq::is_message(bytes_.substr(0, probe_bytes), root)) // not all of a large export
        lines(root);
    else
        object(root);
    if (!found_ && manifest_) // whose parts may come with it in the same folder
        reading_.warn(
            0, "parts",
            said("lists the parts of an export and holds no message itself: the .jsonl files in the folder beside it do"));
    else if (!found_)
        throw Error(ErrorKind::input, said("'{}' holds no chat of QQ", reading_.name),
                    said("export the chat as JSON with qq-chat-exporter"));
    elements_.finish();
    compare();
}

bool is_named(std::string_view text, std::size_t at)
{
    for (Members members(text, at); members.next();)
        if (members.key() == "name")
            return json_scan::string_at(text, members.value()).find("QQChatExporter") != std::string_view::npos;
    return false;
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    const auto root = json_root(text);
    if (root >= text.size()) return 0;
    if (text[root] == '[') {
        const auto first = json_scan::skip_space(text, root + 1);
        return first < text.size() && text[first] == '{' && qq::is_message(text, first) ? 85 : 0;
    }
    if (text[root] != '{') return 0;
    if (qq::is_message(text, root)) return 90;
    std::set<std::string_view> keys;
    for (Members members(text, root); members.next();) {
        keys.insert(members.key());
        if (members.key() == "metadata" && text[members.value()] == '{' && is_named(text, members.value())) return 97;
        if (members.key() == "messages" && text[members.value()] == '[') {
            const auto first = json_scan::skip_space(text, members.value() + 1);
            if (first < text.size() && text[first] == '{' && qq::is_message(text, first)) return 92;
        }
    }
    return keys.count("metadata") && keys.count("chatInfo") && (keys.count("statistics") || keys.count("chunked")) ? 88 : 0;
}

void read(Reading& reading)
{
    Export(reading).run();
}

} // namespace

extern const Format format_qq_json;
const Format format_qq_json{"qq_json", "QQ chat in JSON or JSONL (qq-chat-exporter)", 1, sniff, read};

} // namespace redress::ingest
