#include "ingest/mail_text.hpp"

#include "base/text.hpp"

#include <vector>

namespace redress::ingest::mail {
namespace {

// How mail programs introduce what they quote: the start and the end of a line, or of two together.
struct Intro {
    std::string_view start, end;
};
constexpr Intro intros[] = {{"On ", "wrote:"},   {"Am ", "schrieb:"},  {"Am ", ":"},           {"Le ", "a écrit :"},
                            {"Le ", "a écrit:"}, {"El ", "escribió:"}, {"Il ", "ha scritto:"}, {"Em ", "escreveu:"},
                            {"", " wrote:"},     {"", "写道："},       {"", "写道:"},          {"", "寫道："},
                            {"", "寫道:"},       {"", "пишет:"},       {"", "написал:"},       {"", "のメール:"},
                            {"", "님이 작성:"},  {"Op ", "schreef:"}};
// From here on nothing is the writer's own.
constexpr std::string_view cuts[] = {
    "-----Original Message-----",   "----- Original Message -----", "-----Ursprüngliche Nachricht-----",
    "-----Mensaje original-----",   "-----Message d'origine-----",  "-----Messaggio originale-----",
    "---------- Forwarded message", "Begin forwarded message:",     "-----原始邮件-----",
    "------------------ 原始邮件",  "------------------ Original"};
constexpr std::string_view from_labels[] = {"From:",   "Von:",     "De:",     "Da:",        "发件人:", "发件人：",
                                            "寄件者:", "寄件者：", "差出人:", "보낸 사람:", "От:"};
constexpr std::string_view date_labels[] = {"Sent:",    "Date:",     "Gesendet:",  "Datum:", "Enviado",  "Envoyé",
                                            "Inviato:", "发送时间",  "发送日期",   "日期",   "寄件日期", "送信日時",
                                            "日付",     "보낸 날짜", "Отправлено", "Дата",   "Fecha:",   "Data:"};

std::vector<std::string_view> lines_of(std::string_view text)
{
    return text::split(text, '\n');
}

template <std::size_t N> bool starts_any(std::string_view line, const std::string_view (&list)[N])
{
    for (const auto w : list)
        if (line.starts_with(w)) return true;
    return false;
}

bool is_intro(std::string_view line)
{
    if (line.size() > 300) return false;
    for (const auto& intro : intros) {
        if (!line.starts_with(intro.start) || !line.ends_with(intro.end) ||
            line.size() <= intro.start.size() + intro.end.size())
            continue;
        // Every such line holds a date or an address; "Am Ende:" and "as he wrote:" do not.
        if (line.find_first_of("0123456789") == std::string_view::npos && line.find('@') == std::string_view::npos) continue;
        if (intro.end == ":" && line.find("schrieb") == std::string_view::npos) continue;
        return true;
    }
    return false;
}

// A block of headers as Outlook pastes it: a sender, and a date within three lines.
bool is_header_block(const std::vector<std::string_view>& lines, std::size_t i)
{
    if (!starts_any(text::trim(lines[i]), from_labels)) return false;
    for (auto k = i + 1; k < lines.size() && k <= i + 3; ++k)
        if (starts_any(text::trim(lines[k]), date_labels)) return true;
    return false;
}

bool is_quote(std::string_view line)
{
    return line.starts_with(">") || line.starts_with(" >");
}

void add(std::string& to, std::string_view line)
{
    to.append(line).append("\n");
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of("\n ");
    const auto last = text.find_last_not_of("\n \t");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

// How many lines from i introduce a quotation; 0: none.
std::size_t intro_at(const std::vector<std::string_view>& lines, std::size_t i)
{
    const auto line = text::trim(lines[i]);
    if (is_intro(line)) return 1;
    if (i + 1 >= lines.size() || line.empty() || line.size() > 150) return 0;
    const auto next = text::trim(lines[i + 1]);
    if (next.empty() || next.size() > 150 || is_quote(next)) return 0;
    const bool opens =
        line.starts_with("On ") || line.starts_with("Am ") || line.starts_with("Le ") || line.starts_with("El ");
    return opens && is_intro(std::string(line) + " " + std::string(next)) ? 2 : 0;
}

bool quote_follows(const std::vector<std::string_view>& lines, std::size_t i)
{
    while (i < lines.size() && text::trim(lines[i]).empty()) ++i;
    return i < lines.size() && is_quote(lines[i]);
}

} // namespace

std::string fold_lines(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            out += text[i];
        else if (i + 1 >= text.size() || text[i + 1] != '\n')
            out += '\n';
    }
    return out;
}

std::string unflow(std::string_view text, bool delete_space)
{
    std::string out;
    bool open = false; // the line before ends softly
    std::size_t depth_before = 0;
    for (auto line : lines_of(text)) {
        std::size_t depth = 0;
        while (depth < line.size() && line[depth] == '>') ++depth;
        auto words = line.substr(depth);
        if (words.starts_with(' ')) words.remove_prefix(1);
        const bool signature = words == "-- ";
        const bool joined = open && depth == depth_before && !signature;
        if (!joined) {
            if (!out.empty() || open) out += '\n';
            if (depth > 0) out.append(depth, '>').append(" ");
        }
        open = words.ends_with(' ') && !signature;
        depth_before = depth;
        out += open && delete_space ? words.substr(0, words.size() - 1) : words;
    }
    return out;
}

Words split_quoted(std::string_view text)
{
    const auto lines = lines_of(text);
    std::string own, quoted;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = text::trim(lines[i]);
        if (is_quote(lines[i])) {
            add(quoted, lines[i]);
            continue;
        }
        const auto intro = intro_at(lines, i);
        const bool cut = starts_any(line, cuts) || is_header_block(lines, i);
        if (!cut && intro > 0 && quote_follows(lines, i + intro)) { // an answer may stand below the quotation
            for (std::size_t k = 0; k < intro; ++k) add(quoted, lines[i + k]);
            i += intro - 1;
            continue;
        }
        if (cut || intro > 0) {
            for (; i < lines.size(); ++i) add(quoted, lines[i]);
            break;
        }
        add(own, lines[i]);
    }
    // Outlook's rule above a header block belongs to the block.
    own = trimmed(own);
    while (own.size() >= 10 && own.ends_with("__________")) own = trimmed(own.substr(0, own.find_last_not_of('_') + 1));
    return {own, trimmed(quoted)};
}

std::string plain_subject(std::string_view subject)
{
    static constexpr std::string_view prefixes[] = {
        "re:",  "fw:",   "fwd:",   "aw:",   "wg:",    "sv:",   "vs:",    "tr:",   "rv:",   "res:",
        "enc:", "回复:", "回复：", "答复:", "答复：", "转发:", "转发：", "回覆:", "轉寄:", "r:"};
    auto folded = text::fold_case(subject);
    std::string_view rest = text::trim(folded);
    for (bool again = true; again;) {
        again = false;
        for (const auto p : prefixes)
            if (rest.starts_with(p)) {
                rest = text::trim(rest.substr(p.size()));
                again = true;
            }
    }
    return std::string(rest);
}

} // namespace redress::ingest::mail
