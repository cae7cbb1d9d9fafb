// The half of base/text.hpp that converts: charsets and Unicode normal forms.
#include "base/encoding.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace redress::text {
namespace {

struct CloseConverter {
    void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& name)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &status));
    if (U_FAILURE(status)) return nullptr;
    return converter;
}

// How badly bytes fit an encoding: replacements weigh most, then private-use characters, then Han outside the common
// block's first levels. Used only to choose between double-byte Chinese encodings.
std::size_t misfit(std::string_view bytes, const char* encoding)
{
    const auto decoded = decode(bytes, encoding);
    std::size_t score = decoded.faults * 50;
    for (const auto c : to_u32(decoded.text)) {
        if (c >= 0xE000 && c <= 0xF8FF)
            score += 20;
        else if (c >= 0x3400 && c < 0x4E00)
            score += 5;
        else if (c >= 0x2500 && c < 0x2600)
            score += 3; // box drawing: what a wrong guess produces
    }
    return score;
}

// The most frequent characters of written Chinese; a right guess is full of them, a wrong one is not.
std::size_t common_han(std::string_view bytes, const char* encoding)
{
    static constexpr std::u32string_view common =
        U"的一是不了在有人我他这这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于著着下自之年过"
        U"過发發后後作里用道行所然家种種"
        U"事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日"
        U"军軍者意无無力它与與长長把机機"
        U"十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利"
        U"什二等产產或新己制身果加西斯月"
        U"话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認"
        U"条條平系气氣题題活尔爾更别別打"
        U"女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至"
        U"队隊形社便空决決治展马馬科司五"
        U"基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规"
        U"規万萬取拉格望觉覺术術领領共确確"
        U"传傳师師观觀清今切院让讓识識候带帶导導争爭运運订單单买買卖賣付款货貨退换換卡密元额額编号號备注備註支付宝寶交易";
    std::size_t count = 0;
    for (const auto c : to_u32(decode(bytes, encoding).text)) count += common.find(c) != std::u32string_view::npos;
    return count;
}

// What no text written in its own encoding has much of: capitals within words, letters of neighbours' alphabets or signs
// between letters, bytes without a meaning.
std::size_t oddities(std::string_view bytes, const char* encoding)
{
    std::size_t odd = 0;
    char32_t before = ' ', last = ' ';
    for (const auto c : to_u32(decode(bytes, encoding).text)) {
        const auto lower = [](char32_t x) { return u_islower(static_cast<UChar32>(x)) != 0; };
        const auto letter = [](char32_t x) { return u_isalpha(static_cast<UChar32>(x)) != 0; };
        odd += c == 0xFFFD || (c >= 0x80 && c < 0xA0);
        odd += u_isupper(static_cast<UChar32>(c)) != 0 && lower(last);
        odd += letter(before) && last > 0x7F && !letter(last) && letter(c);
        before = last;
        last = c;
    }
    return odd;
}

// ICU's statistics know few encodings of each language; of its relatives the one whose text is least odd. Windows before
// ISO: it is what sellers' programs write.
std::string best_relative(std::string_view sample, const std::string& name)
{
    static constexpr const char* families[][4] = {{"windows-1251", "x-mac-cyrillic", "KOI8-R", "IBM866"},
                                                  {"windows-1253", "ISO-8859-7", "x-mac-greek", "IBM869"},
                                                  {"windows-1254", "x-mac-turkish", "IBM857", "windows-1254"},
                                                  {"windows-1250", "ISO-8859-2", "x-mac-centraleurroman", "IBM852"},
                                                  {"windows-1252", "macintosh", "windows-1252", "windows-1252"}};
    for (const auto& family : families) {
        if (std::none_of(std::begin(family), std::end(family), [&](const char* one) { return name == one; })) continue;
        std::string best;
        std::size_t least = 0;
        for (const auto* one : family) {
            if (!canonical_encoding(one)) continue;
            const auto odd = oddities(sample, one);
            if (best.empty() || odd < least) best = one, least = odd;
        }
        return best;
    }
    return name;
}

// What ICU's own statistics say.
std::optional<std::string> guess(std::string_view head)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto sample = head.substr(0, 1 << 16);
    const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&status), ucsdet_close);
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    const auto* match = ucsdet_detect(detector.get(), &status);
    const auto* name = U_SUCCESS(status) && match ? ucsdet_getName(match, &status) : nullptr;
    const auto canonical = U_SUCCESS(status) && name ? canonical_encoding(name) : std::nullopt;
    return canonical ? std::optional<std::string>(best_relative(sample, *canonical)) : std::nullopt;
}

std::string detect_chinese(std::string_view head)
{
    const auto gb = misfit(head, "GB18030"), big5 = misfit(head, "Big5");
    const auto gb_common = common_han(head, "GB18030"), big5_common = common_han(head, "Big5");
    if (big5 <= gb && big5_common > gb_common) return "Big5";
    if (gb > head.size() / 50) return {};
    // A Western text with a few accents also decodes as GB18030: demand common characters.
    if (gb_common == 0) return {};
    // Korean and Japanese bytes decode as rare Chinese: where few characters are common ones, ICU may name another.
    std::size_t han = 0;
    for (const auto c : to_u32(decode(head, "GB18030").text)) han += is_han(c);
    if (gb_common * 3 < han) {
        const auto other = guess(head).value_or("");
        for (const auto* name : {"windows-949", "EUC-JP", "Shift_JIS"})
            if (other == canonical_encoding(name)) return other;
    }
    return "GB18030";
}

// Thai in one byte a character, which ICU's statistics do not know: vowel signs and tone marks stand behind consonants only.
bool is_thai(std::string_view head)
{
    const auto decoded = decode(head, "windows-874");
    if (decoded.faults > 0) return false;
    std::size_t letters = 0, marks = 0;
    char32_t before = 0;
    for (const auto c : to_u32(decoded.text)) {
        const bool mark = c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E);
        if (c > 0x7F && (c < 0x0E01 || c > 0x0E59) && c != 0xA0) return false;
        if (mark && (before < 0x0E01 || before > 0x0E4E)) return false;
        letters += c >= 0x0E01;
        marks += mark;
        before = c;
    }
    return letters >= 4 && marks * 20 >= letters;
}

// Two bytes a character without a mark at the start. NULs are the upper halves of line ends and digits: all at one side.
std::string detect_wide(std::string_view head)
{
    const auto whole = head.substr(0, head.size() & ~std::size_t{1});
    std::size_t nuls[2] = {0, 0};
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (whole[i] == '\0') ++nuls[i % 2];
    if (nuls[0] + nuls[1] < 4 || (nuls[0] > 0 && nuls[1] > 0)) return {};
    const std::string name = nuls[0] > 0 ? "UTF-16BE" : "UTF-16LE";
    const auto decoded = decode(whole, name);
    if (decoded.faults > 1) return {}; // one: the head may end amid a pair
    std::size_t line_ends = 0;
    for (const auto c : to_u32(decoded.text)) {
        if (c < 0x20 && c != '\t' && c != '\r' && c != '\n') return {};
        if (c >= 0xE000 && c < 0xF900) return {};
        line_ends += c == '\n' || c == '\r';
    }
    return line_ends * 300 >= whole.size() / 2 ? name : std::string();
}

const icu::Normalizer2& normalizer(bool fold)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* n = fold ? icu::Normalizer2::getNFKCCasefoldInstance(status) : icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw Error(ErrorKind::input, said("ICU data files are missing"), said("install libicu72"));
    return *n;
}

std::string from_icu(const icu::UnicodeString& s)
{
    std::string out;
    s.toUTF8String(out);
    return out;
}

icu::UnicodeString to_icu(std::string_view utf8)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

} // namespace

std::string detect_encoding(std::string_view head, bool head_is_all)
{
    return detect_encoding_sure(head, head_is_all).name;
}

DetectedEncoding detect_encoding_sure(std::string_view head, bool head_is_all)
{
    const auto starts = [&](std::string_view mark) { return head.substr(0, mark.size()) == mark; };
    if (starts("\xEF\xBB\xBF")) return {"UTF-8", Sure::mark};
    if (starts("\xFF\xFE")) return {"UTF-16LE", Sure::mark};
    if (starts("\xFE\xFF")) return {"UTF-16BE", Sure::mark};
    // Text of one byte a character stored as two: every second byte is NUL.
    const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
    if (nuls > head.size() / 4 && head.size() > 3) return {head[0] == '\0' ? "UTF-16BE" : "UTF-16LE", Sure::likely};
    if (nuls > 0)
        if (auto wide = detect_wide(head); !wide.empty()) return {std::move(wide), Sure::likely};
    auto sample = head;
    if (!head_is_all) // the cut may have split a character
        for (int i = 0; i < 3 && !sample.empty() && !is_valid_utf8(sample); ++i) sample.remove_suffix(1);
    if (is_valid_utf8(sample)) return {"UTF-8", Sure::valid};
    // UTF-8 with a few broken bytes stays UTF-8: the rest of it is proof enough.
    const auto repaired = repair_utf8(head);
    std::size_t multi = 0;
    for (const auto c : to_u32(repaired.text)) multi += c > 0x7F && c != 0xFFFD;
    if (multi > repaired.faults * 10) return {"UTF-8", Sure::likely};
    if (auto chinese = detect_chinese(head); !chinese.empty()) return {std::move(chinese), Sure::likely};
    if (is_thai(head)) return {*canonical_encoding("windows-874"), Sure::likely};
    return {guess(head).value_or("windows-1252"), Sure::guess};
}

namespace {

// The name people know: what mails and web pages call it, not ICU's own.
std::string public_name(const char* internal)
{
    for (const auto* standard : {"MIME", "IANA", "WINDOWS"}) {
        UErrorCode status = U_ZERO_ERROR;
        const auto* name = ucnv_getStandardName(internal, standard, &status);
        if (U_SUCCESS(status) && name) return name;
    }
    return internal;
}

} // namespace

std::string nearest_encoding(std::string_view name)
{
    std::vector<std::string> names, known; // names in lower case, and how they are written
    for (std::int32_t i = 0; i < ucnv_countAvailable(); ++i) {
        const auto written = canonical_encoding(ucnv_getAvailableName(i));
        if (!written) continue;
        names.push_back(lower_ascii(*written));
        known.push_back(*written);
    }
    const auto near = nearest(lower_ascii(name), names);
    const auto at = std::find(names.begin(), names.end(), near);
    return at == names.end() ? std::string() : known[static_cast<std::size_t>(at - names.begin())];
}

std::optional<std::string> canonical_encoding(std::string_view name)
{
    auto key = lower_ascii(trim(name));
    if (const auto cut = key.find("//"); cut != std::string::npos) key.resize(cut); // "UTF-8//IGNORE"
    if (key == "utf8" || key == "utf-8" || key == "utf-8-sig") return "UTF-8";
    // By these ICU means IBM's pages, people Microsoft's.
    if (key == "cp949") key = "windows-949";
    if (key == "cp950") key = "big5";
    UErrorCode status = U_ZERO_ERROR;
    const auto converter = open_converter(key.empty() ? "?" : key);
    if (!converter) return std::nullopt;
    const auto* internal = ucnv_getName(converter.get(), &status);
    if (U_FAILURE(status) || !internal) return std::nullopt;
    auto known = public_name(internal);
    // Labels that say less than what is written under them (the WHATWG's Encoding standard does the same).
    static constexpr std::pair<std::string_view, const char*> wider[] = {
        {"GB2312", "GB18030"},          {"GBK", "GB18030"},
        {"GB_2312-80", "GB18030"},      {"gb18030", "GB18030"},
        {"EUC-KR", "windows-949"},      {"KSC_5601", "windows-949"},
        {"US-ASCII", "windows-1252"},   {"ISO-8859-1", "windows-1252"},
        {"ISO-8859-9", "windows-1254"}, {"TIS-620", "windows-874"},
        {"ISO-8859-11", "windows-874"}};
    for (const auto& [narrow, wide] : wider)
        if (known == narrow) return wide;
    return known;
}

Repaired decode(std::string_view bytes, const std::string& encoding)
{
    if (encoding == "UTF-8") return repair_utf8(bytes.substr(0, 3) == "\xEF\xBB\xBF" ? bytes.substr(3) : bytes);
    const auto converter = open_converter(encoding);
    if (!converter)
        throw Error(ErrorKind::input, said("unknown encoding '{}'", encoding),
                    said("name one that ICU knows, for instance GB18030"));
    Repaired out;
    UErrorCode status = U_ZERO_ERROR;
    std::u16string buffer(4096, u'\0');
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    icu::UnicodeString decoded;
    do {
        auto* target = buffer.data();
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &target, buffer.data() + buffer.size(), &source, end, nullptr, true, &status);
        decoded.append(buffer.data(), static_cast<std::int32_t>(target - buffer.data()));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (!decoded.isEmpty() && decoded.charAt(0) == 0xFEFF) decoded.remove(0, 1);
    decoded.toUTF8String(out.text);
    for (std::int32_t i = 0; i < decoded.length(); ++i) out.faults += decoded.charAt(i) == 0xFFFD;
    return out;
}

std::optional<std::string> encode(std::string_view utf8, const std::string& encoding)
{
    if (encoding == "UTF-8") return std::string(utf8);
    const auto converter = open_converter(encoding);
    if (!converter) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    const auto text = to_icu(utf8);
    std::string out(static_cast<std::size_t>(text.length()) * 4 + 16, '\0');
    const auto length = ucnv_fromUChars(converter.get(), out.data(), static_cast<std::int32_t>(out.size()), text.getBuffer(),
                                        text.length(), &status);
    if (U_FAILURE(status)) return std::nullopt;
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string nfkc(std::string_view utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    return from_icu(normalizer(false).normalize(to_icu(utf8), status));
}

std::string fold_case(std::string_view utf8)
{
    auto text = to_icu(utf8);
    return from_icu(text.foldCase());
}

namespace {

// Nothing else changes (ICU 72: U+300C to U+9F9C), and what changes them takes milliseconds to make.
void simplify(icu::UnicodeString& text)
{
    constexpr char16_t first = 0x3000, last = 0x9FFF;
    const auto* units = text.getBuffer();
    if (std::none_of(units, units + text.length(), [](char16_t c) { return c >= first && c <= last; })) return;
    static const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
    }();
    if (made) made->transliterate(text);
}

} // namespace

std::string fold_for_search(std::string_view utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    auto text = normalizer(true).normalize(to_icu(utf8), status);
    simplify(text);
    return from_icu(text);
}

} // namespace redress::text
