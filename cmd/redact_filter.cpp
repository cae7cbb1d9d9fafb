#include "redact_filter.hpp"

#include "analyze/redact_record.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/media.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace redress {
namespace {

// Every line with its end; the last may have none.
void each_line_of(const MappedFile& file, const std::function<void(std::string_view line, std::string_view end)>& take)
{
    const auto bytes = file.bytes();
    for (std::size_t at = 0; at < bytes.size();) {
        const auto stop = std::min(bytes.find('\n', at), bytes.size());
        take(bytes.substr(at, stop - at), stop < bytes.size() ? "\n" : "");
        at = std::min(stop + 1, bytes.size());
        file.release(at);
    }
}

// A piece at a time, so that a file of any size is not held.
bool is_utf8(const MappedFile& file)
{
    constexpr std::size_t piece = 1U << 20;
    const auto bytes = file.bytes();
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = std::min(bytes.find('\n', std::min(at + piece, bytes.size())), bytes.size() - 1) + 1;
        if (!text::is_valid_utf8(bytes.substr(at, end - at))) return false;
        at = end;
        file.release(at);
    }
    return true;
}

bool is_text_type(std::string_view type)
{
    static constexpr std::array<std::string_view, 5> types{"application/json", "application/xml", "message/rfc822",
                                                           "multipart/related", "image/svg+xml"};
    return type.starts_with("text/") || std::find(types.begin(), types.end(), type) != types.end();
}

} // namespace

void refuse_what_is_no_text(const MappedFile& file, const std::string& name)
{
    constexpr std::size_t head = 1U << 20;
    const auto bytes = file.bytes().substr(0, head);
    const auto type = ingest::media_type(bytes, name);
    if (bytes.empty() || is_text_type(type)) return;
    if (type == "application/octet-stream") { // text in an encoding of its own, or anything
        const auto encoding = text::detect_encoding(bytes, bytes.size() == file.bytes().size());
        if (bytes.find('\0') == std::string_view::npos || encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32"))
            return;
    }
    throw Error(ErrorKind::input, said("'{}' is no text ({}): what is packed in it would stay", name, type),
                type.starts_with("image/")
                    ? said("of a picture: redress redact --image FILE, with --box for what has to go")
                    : said("make text or pictures of it (pdftotext, pdftoppm, or 'save as'), and take those"));
}

RedactFilter::RedactFilter(analyze::Redactor& redactor, Session& session, Put put)
    : redactor_(redactor), session_(session), put_(std::move(put))
{}

void RedactFilter::learn(const MappedFile& file)
{
    each_line_of(file, [&](std::string_view line, std::string_view) {
        const auto json = json::parse(line);
        if (!json || !json->is_object()) return;
        analyze::learn_people(*json, analyze::Owner::anyone, redactor_);
        analyze::learn_numbers(*json, redactor_);
    });
}

void RedactFilter::records(const MappedFile& file, const std::string& name)
{
    name_ = name;
    place_ = redactor_.apply(std::filesystem::path(name).filename().string(), "");
    std::uint64_t number = 0;
    each_line_of(file, [&](std::string_view line, std::string_view end) {
        ++number;
        auto json = text::trim(line).empty() ? std::nullopt : json::parse(line);
        if (json && json->is_object()) return take(std::move(*json), std::string(line) + std::string(end));
        flush();
        if (!text::trim(line).empty()) {
            ++malformed_;
            session_.warn({Severity::warning, name_, number, 1, said("not a JSON object"), "bad-record"});
        }
        put_(redactor_.apply(line, place_) + std::string(end));
    });
    flush();
}

void RedactFilter::take(Json json, std::string_view line)
{
    if (pending_.empty() || !analyze::goes_on(pending_.back().json, json)) flush();
    pending_.push_back({std::move(json), std::string(line)});
}

void RedactFilter::flush()
{
    std::vector<std::string> texts;
    if (pending_.size() > 1) {
        for (const auto& one : pending_) texts.push_back(one.json["text"].string_or(""));
        texts = redactor_.apply_all(texts, place_);
    }
    for (std::size_t i = 0; i < pending_.size(); ++i) {
        auto& [json, line] = pending_[i];
        const bool joined = !texts.empty() && texts[i] != json["text"].string_or("");
        if (joined) json.set("text", texts[i]);
        const bool changed = analyze::redact_record(json, place_, redactor_);
        if (!joined && !changed)
            put_(line);
        else
            put_(json.dump() + (line.ends_with('\n') ? "\n" : ""));
    }
    pending_.clear();
}

void RedactFilter::text(const MappedFile& file, const std::string& name)
{
    constexpr std::size_t chunk = 1U << 20;
    name_ = name;
    place_ = redactor_.apply(std::filesystem::path(name).filename().string(), "");
    const auto bytes = file.bytes();
    const auto encoding = is_utf8(file) ? "UTF-8" : text::detect_encoding(bytes.substr(0, chunk), bytes.size() <= chunk);
    if (encoding != "UTF-8") {
        const auto decoded = text::decode(bytes, encoding);
        if (decoded.faults == 0) {
            const auto out = plain(decoded.text, 1);
            const auto back = text::encode(out, encoding);
            if (!back) session_.note(said("{}: written as UTF-8, for {} has no place for all of it", name_, encoding));
            put_(back ? *back : out);
            return;
        }
    }
    std::uint64_t line = 1;
    for (std::size_t at = 0; at < bytes.size();) {
        auto end = std::min(at + chunk, bytes.size());
        const auto key = bytes.substr(at, end - at).rfind("-----BEGIN ");
        if (key != std::string_view::npos) end = std::max(end, std::min(bytes.find("-----END ", at + key), bytes.size()));
        end = std::min(bytes.find('\n', end - 1), bytes.size() - 1) + 1;
        const auto part = bytes.substr(at, end - at);
        put_(plain(part, line));
        line += static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\n'));
        at = end;
        file.release(at);
    }
}

std::string RedactFilter::plain(std::string_view text, std::uint64_t first_line)
{
    std::vector<analyze::Doubt> doubts;
    auto out = redactor_.apply(text, place_, &doubts);
    tell(text, doubts, first_line);
    return out;
}

void RedactFilter::tell(std::string_view text, const std::vector<analyze::Doubt>& doubts, std::uint64_t first_line)
{
    constexpr std::uint64_t most = 20;
    for (const auto& doubt : doubts) {
        if (++doubts_ > most) continue;
        const auto before = text.substr(0, doubt.offset);
        const auto line = first_line + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
        const auto start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        session_.warn({Severity::note, name_, line, text::count_code_points(before.substr(start)) + 1,
                       said("this may be personal ({}) and was left", doubt.kind), "review"});
    }
}

} // namespace redress
