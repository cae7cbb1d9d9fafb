// Names people go by in programs, and the addresses of their machines.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

bool is_name_char(char c)
{
    return is_alnum(c) || c == '_' || c == '-';
}

// Blanks, colons and the words between a label and what it names; says whether they name something plainly.
std::size_t behind_label(std::string_view text, std::size_t at, bool& plain)
{
    constexpr std::array<std::string_view, 25> glue{
        "live:",    ":",    "：",     "号码", "号", "號", "id", "是",      "为", "=",  "账号", "帐号", "is",
        "username", "user", "handle", "name", "@",  "me", "es", "usuario", "(",  "【", "[",    "加"};
    for (bool more = true; more;) {
        while (at < text.size() &&
               (text[at] == ' ' || (static_cast<unsigned char>(text[at]) >= 0x80 && text::is_emoji(char_at(text, at)))))
            at += char_length(text, at);
        more = false;
        for (const auto one : glue) {
            if (!text.substr(at).starts_with(one)) continue;
            const auto end = at + one.size();
            if (is_letter(one.back()) && end < text.size() && is_name_char(text[end])) continue;
            at = end;
            plain = plain || (one != "me" && one != "name" && one != "user");
            more = true;
            break;
        }
    }
    return at;
}

bool label_stands(std::string_view text, std::size_t at, std::string_view label)
{
    if (!is_letter(label.front())) return true;
    return at == 0 || !is_alnum(text[at - 1]);
}

// What a label names: a name of the allowed length with a digit or a mark in it, or one that is plainly said to be a name.
void find_named(const Reading& form, Finds& finds, Words labels, std::size_t least, std::size_t most)
{
    const std::string_view text = form.lower;
    for (const auto label : labels)
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            if (!label_stands(text, at, label)) continue;
            const auto after = at + label.size();
            if (is_letter(label.back()) && after < text.size() && is_alnum(text[after]) && label.size() > 2) continue;
            bool plain = false;
            const auto begin = behind_label(text, after, plain);
            auto end = begin;
            while (end < text.size() &&
                   (is_name_char(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_name_char(text[end + 1]))))
                ++end;
            const auto name = text.substr(begin, end - begin);
            if (begin == after && label.size() <= 2 && is_letter(label.back())) continue; // "vxyz"
            if (name.size() < least || name.size() > most || !is_letter(name[0])) continue;
            const bool odd = name.find_first_of("0123456789_") != std::string_view::npos;
            if (!odd && !plain && label != "微信" && label != "薇信") continue;
            constexpr std::array<std::string_view, 19> words{
                "payment", "transfer", "account", "number", "please", "official", "service",  "support", "android", "iphone",
                "windows", "group",    "version", "wechat", "alipay", "whatsapp", "telegram", "contact", "business"};
            if (std::find(words.begin(), words.end(), name) != words.end()) continue;
            if (end < text.size() && text[end] == '@') continue; // an e-mail address
            finds.add(begin, end, Strength::likely, std::string(name));
        }
}

constexpr std::string_view version_words[]{"android", "ios",     "macos",    "windows", "linux",   "python",  "java",
                                           "第",      "系统",    "版本",     "version", "ver",     "v",       "build",
                                           "升级",    "固件",    "firmware", "驱动",    "driver",  "章",      "节",
                                           "section", "chapter", "chrome",   "update",  "release", "versión", "更新"};
constexpr std::string_view network_words[]{"ip", "地址", "登录", "login", "host", "server", "服务器", "address"};

constexpr std::string_view mac_words[]{"mac", "物理地址", "physical address", "bluetooth", "蓝牙", "wifi", "wi-fi"};

// Digits only, no pair above 59: hours, minutes, frames.
bool is_timecode(std::string_view mac)
{
    for (std::size_t i = 0; i < mac.size(); i += 3)
        if (!is_digit(mac[i]) || !is_digit(mac[i + 1]) || mac[i] > '5') return false;
    return true;
}

// "Q 12345678加我": one letter names the number only with what people say around it.
void find_bare_q(const Reading& form, Finds& finds)
{
    constexpr std::size_t least = 6, most = 11;
    static constexpr std::string_view words[]{"加", "聊", "联系", "聯繫", "找我", "咨询", "私"};
    for (const auto& token : form.tokens) {
        const std::string_view text = form.lower;
        auto begin = token.begin;
        auto end = token.end;
        if (text[begin] != 'q') continue;
        ++begin;
        if (begin == end && begin < text.size() && text[begin] == ' ')
            for (end = ++begin; end < text.size() && is_digit(text[end]);) ++end;
        const auto number = text.substr(begin, end - begin);
        if (number.size() < least || number.size() > most || number[0] == '0' ||
            !std::all_of(number.begin(), number.end(), is_digit))
            continue;
        if (said_before(form, token.begin, words, 9) || said_behind(form, end, words, 9))
            finds.add(begin, end, Strength::likely, std::string(number));
    }
}

} // namespace

void find_wechat(const Reading& form, Finds& finds)
{
    const std::string_view text = form.lower;
    for (auto at = text.find("wxid_"); at != std::string_view::npos; at = text.find("wxid_", at + 1)) {
        auto end = at + 5;
        while (end < text.size() && is_alnum(text[end])) ++end;
        if (end - at >= 11 && (at == 0 || !is_alnum(text[at - 1])))
            finds.add(at, end, Strength::sure, std::string(text.substr(at, end - at)));
    }
    static constexpr std::string_view labels[]{"微信",   "薇信",   "威信", "徽信", "v信",  "vx",  "wx",
                                               "wechat", "weixin", "加v",  "➕v",   "+v",   "v:",  "卫星",
                                               "加薇",   "加微",   "薇:",  "微:",  "维信", "加威"};
    find_named(form, finds, labels, 6, 20);
}

void find_qq(const Reading& form, Finds& finds)
{
    if (!form.digits) return;
    find_bare_q(form, finds);
    const std::string_view text = form.lower;
    for (const std::string_view label : {"qq", "扣扣", "企鹅", "q群", "加q", "+q", "q号", "q:", "q："})
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            if (at > 0 && is_letter(label.front()) && is_alnum(text[at - 1])) continue;
            bool plain = false;
            auto begin = behind_label(text, at + label.size(), plain);
            if (text.substr(begin).starts_with("群"))
                begin = behind_label(text, begin + std::string_view("群").size(), plain);
            if (text.substr(begin).starts_with("邮箱"))
                begin = behind_label(text, begin + std::string_view("邮箱").size(), plain);
            for (const std::string_view part : {"前面数字", "前面的数字", "数字", "前面"})
                if (text.substr(begin).starts_with(part)) begin = behind_label(text, begin + part.size(), plain);
            auto end = begin;
            while (end < text.size() && is_digit(text[end])) ++end;
            const auto size = end - begin;
            if (size < 5 || size > 11 || text[begin] == '0' || (end < text.size() && is_alnum(text[end]))) continue;
            finds.add(begin, end, Strength::likely, std::string(text.substr(begin, size)));
        }
}

void find_handles(const Reading& form, Finds& finds)
{
    static constexpr std::string_view labels[]{
        "账号:",    "帐号:",   "用户名:", "用户名",   "username:", "user name:", "user id:", "usuario:",
        "telegram", "tg",      "电报",    "飞机号",   "纸飞机",    "skype",      "discord",  "instagram",
        "ig",       "line id", "kakao",   "snapchat", "facebook",  "t.me/",      "whatsapp", "支付宝账号",
        "支付宝",   "alipay",  "抖音号",  "小红书号", "快手号",    "淘宝账号",   "旺旺"};
    find_named(form, finds, labels, 4, 32);
}

void find_addresses_ip(const Reading& form, Finds& finds)
{
    const std::string_view text = form.lower;
    const auto is_ip_char = [](char c) { return is_digit(c) || c == '.' || c == ':' || (c >= 'a' && c <= 'f'); };
    for (std::size_t at = 0; at < text.size();) {
        if (!is_ip_char(text[at])) {
            ++at;
            continue;
        }
        auto begin = at;
        while (at < text.size() && is_ip_char(text[at])) ++at;
        if (text[begin] == ':' && text.substr(begin, 2) != "::") ++begin; // "IP:203.0.113.9"
        auto end = at;
        while (end > begin && (text[end - 1] == '.' ||
                               (text[end - 1] == ':' && text.substr(begin, end - begin).find("::") != end - begin - 2)))
            --end;
        // "ipv6:2001:db8::1": the 6 is the word's.
        if (text.substr(0, begin).ends_with("ipv") && end - begin > 2 && text[begin + 1] == ':') begin += 2;
        const bool named = begin >= 2 && text.substr(0, begin).ends_with("ip") && (begin == 2 || !is_alnum(text[begin - 3]));
        if (begin > 0 && !named && (is_letter(text[begin - 1]) || text[begin - 1] == '-' || text[begin - 1] == '_'))
            continue;
        if (end < text.size() && (is_letter(text[end]) || text[end] == '_')) continue;
        std::string word(text.substr(begin, end - begin));
        auto from = begin;
        if (const auto colon = word.find(':');
            colon != std::string::npos && word.find('.') != std::string::npos && word.find('.') > colon) {
            if (word.rfind("::ffff:", 0) != 0) { // "ip:203.0.113.9" with letters of a word in front
                from += word.rfind(':') + 1;
                word.erase(0, word.rfind(':') + 1);
            }
        } else if (colon != std::string::npos && word.find('.') != std::string::npos) { // 203.0.113.9:443
            word.resize(colon);
        }
        std::array<unsigned char, 16> bytes{};
        const bool four = word.find(':') == std::string::npos && inet_pton(AF_INET, word.c_str(), bytes.data()) == 1;
        const bool six = !four && word.size() >= 6 && word.find(':') != std::string::npos &&
                         inet_pton(AF_INET6, word.c_str(), bytes.data()) == 1;
        if (!four && !six) continue;
        const bool idle = four && (bytes[0] == 0 || bytes[0] == 127 || bytes[0] == 255);
        const bool slashed = from > 0 && text[from - 1] == '/' && from > 1 && is_letter(text[from - 2]);
        const bool version = said_before(form, from, version_words, 16) && !said_before(form, from, network_words, 24);
        if (idle || slashed || (four && version)) continue;
        finds.add(from, from + word.size(), Strength::sure, word);
    }
}

void find_macs(const Reading& form, Finds& finds)
{
    const std::string_view text = form.lower;
    const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
    constexpr std::size_t length = 17;
    for (std::size_t at = 0; at + length <= text.size(); ++at) {
        if (!is_hex(text[at]) || (text[at + 2] != ':' && text[at + 2] != '-')) continue;
        if (at > 0 && is_alnum(text[at - 1])) continue;
        if (at > 1 && text[at - 1] == text[at + 2] && is_hex(text[at - 2])) continue; // of something longer
        const char mark = text[at + 2];
        bool whole = true;
        for (std::size_t i = 0; whole && i < length; ++i) whole = i % 3 == 2 ? text[at + i] == mark : is_hex(text[at + i]);
        if (!whole) continue;
        const auto end = at + length;
        if (end < text.size() && (is_alnum(text[end]) || text[end] == mark)) continue;
        auto value = std::string(text.substr(at, length));
        if (is_timecode(value) && !said_before(form, at, mac_words, 30)) continue;
        std::replace(value.begin(), value.end(), '-', ':');
        finds.add(at, end, Strength::sure, value);
    }
}

} // namespace redress::analyze
