// WhatsApp "Export chat" with media: a zip of the text and the files it names.
#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "ingest/media.hpp"
#include "ingest/unfold.hpp"
#include "ingest/whatsapp_chat.hpp"
#include "ingest/whatsapp_words.hpp"
#include "model/identity.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace redress::ingest {
namespace {

std::string base_name(const std::string& path)
{
    return path.substr(path.find_last_of("/\\") + 1); // npos + 1 is 0
}

bool is_text(const std::string& path)
{
    return text::lower_ascii(path).ends_with(".txt");
}

bool is_chat_name(const std::string& path)
{
    const auto name = base_name(path);
    return name == "_chat.txt" || (is_text(name) && whatsapp::chat_name(name).certain);
}

int sniff(const Probe& probe)
{
    // Any other zip with a chat in it is read as a folder.
    return std::any_of(probe.members.begin(), probe.members.end(), is_chat_name) ? 95 : 0;
}

class ZipReader {
public:
    explicit ZipReader(Reading& reading) : reading_(reading) {}
    void run();

private:
    void keep(archive::Entry&& entry, std::uint64_t position);
    std::vector<std::pair<archive::Entry, std::uint64_t>> pick_chats();

    Reading& reading_;
    std::vector<std::pair<archive::Entry, std::uint64_t>> texts_;
    std::map<std::string, std::string> documents_;
};

void ZipReader::keep(archive::Entry&& entry, std::uint64_t position)
{
    const auto label = reading_.name + ":" + entry.name;
    const auto size = entry.bytes.size();
    auto draft = document_draft(std::move(entry.bytes), base_name(entry.name));
    const auto& document = std::get<model::Document>(draft.record.body);
    documents_[document.name] = model::document_id(document.sha256);
    model::Source source;
    source.name = label;
    source.unit = "element"; // offset and length are of the member
    source.position = position;
    source.length = size;
    draft.record.sources.push_back(std::move(source));
    reading_.emit(std::move(draft));
}

// Texts with the app's names are chats, the others attachments.
std::vector<std::pair<archive::Entry, std::uint64_t>> ZipReader::pick_chats()
{
    std::vector<std::pair<archive::Entry, std::uint64_t>> chats;
    const auto named =
        std::stable_partition(texts_.begin(), texts_.end(), [](const auto& t) { return !is_chat_name(t.first.name); });
    std::move(named, texts_.end(), std::back_inserter(chats));
    texts_.erase(named, texts_.end());
    if (chats.empty())
        throw Error(ErrorKind::input, said("zip '{}' holds no chat text", reading_.name),
                    said("export the chat again, or unpack it and read its files one by one"));
    return chats;
}

void ZipReader::run()
{
    std::uint64_t position = 0;
    archive::read_zip(reading_.file.bytes(), reading_.name, [&](archive::Entry&& entry) {
        ++position;
        if (is_litter(entry.name)) {
            reading_.findings.not_stored.push_back(said("'{}', made by the packing program", base_name(entry.name)));
        } else if (is_text(entry.name)) {
            texts_.emplace_back(std::move(entry), position);
        } else {
            keep(std::move(entry), position);
        }
    });
    auto chats = pick_chats();
    for (auto& [entry, at] : texts_) keep(std::move(entry), at);
    for (const auto& [entry, at] : chats) {
        whatsapp::ChatText chat;
        chat.bytes = entry.bytes;
        chat.name = reading_.name + ":" + entry.name;
        chat.path = whatsapp::chat_name(entry.name).certain ? entry.name : reading_.name;
        chat.documents = &documents_;
        whatsapp::read_chat(chat, reading_);
    }
}

void read(Reading& reading)
{
    ZipReader(reading).run();
}

} // namespace

extern const Format format_whatsapp_zip;
const Format format_whatsapp_zip{"whatsapp_zip", "WhatsApp chat export with media (.zip)", 1, sniff, read};

} // namespace redress::ingest
