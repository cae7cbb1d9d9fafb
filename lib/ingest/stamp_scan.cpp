#include "ingest/stamp_scan.hpp"

#include <array>
#include <cstdint>

namespace redress::ingest {
namespace {

struct HalfWord {
    std::string_view word;
    Half half;
};
// Words for the halves of the day as phones print them; the Latin forms with dots are scanned by hand.
constexpr std::array half_words = {
    HalfWord{"上午", Half::am},   HalfWord{"下午", Half::pm},   HalfWord{"凌晨", Half::am},    HalfWord{"清晨", Half::am},
    HalfWord{"早上", Half::am},   HalfWord{"中午", Half::noon}, HalfWord{"晚上", Half::pm},    HalfWord{"午前", Half::am},
    HalfWord{"午後", Half::pm},   HalfWord{"오전", Half::am},   HalfWord{"오후", Half::pm},    HalfWord{"مساءً", Half::pm},
    HalfWord{"صباحًا", Half::am},  HalfWord{"م", Half::pm},      HalfWord{"ص", Half::am},       HalfWord{"SA", Half::am},
    HalfWord{"CH", Half::pm},     HalfWord{"ÖÖ", Half::am},     HalfWord{"ÖS", Half::pm},      HalfWord{"π.μ.", Half::am},
    HalfWord{"μ.μ.", Half::pm},   HalfWord{"ഉച്ചയ്ക്ക്", Half::pm}, HalfWord{"पूर्वाह्न", Half::am},  HalfWord{"अपराह्न", Half::pm},
    HalfWord{"午夜", Half::am},   HalfWord{"半夜", Half::am},   HalfWord{"傍晚", Half::pm},    HalfWord{"새벽", Half::am},
    HalfWord{"ق.ظ.", Half::am},   HalfWord{"ق.ظ", Half::am},    HalfWord{"ب.ظ.", Half::pm},    HalfWord{"ب.ظ", Half::pm},
    HalfWord{"пр.об.", Half::am}, HalfWord{"сл.об.", Half::pm}, HalfWord{"म.पू.", Half::am},    HalfWord{"म.उ.", Half::pm},
    HalfWord{"পূর্বাহ্ণ", Half::am}, HalfWord{"অপরাহ্ণ", Half::pm}, HalfWord{"ಪೂರ್ವಾಹ್ನ", Half::am}, HalfWord{"ಅಪರಾಹ್ನ", Half::pm},
    HalfWord{"முற்பகல்", Half::am}, HalfWord{"பிற்பகல்", Half::pm}, HalfWord{"ก่อนเที่ยง", Half::am}, HalfWord{"หลังเที่ยง", Half::pm},
    HalfWord{"לפנה״צ", Half::am}, HalfWord{"אחה״צ", Half::pm},  HalfWord{"дп", Half::am},      HalfWord{"пп", Half::pm}};

} // namespace

bool scan_date(Cursor& in, DateFields& date)
{
    for (std::size_t k = 0; k < 3; ++k) {
        const auto count = in.number(date.value[k], 4);
        if (count == 0) return false;
        date.digits[k] = static_cast<std::uint8_t>(count);
        if (k == 2) break;
        if (!in.take_any("/.-")) return false;
        in.space();
    }
    return true;
}

Half scan_half_word(Cursor& in)
{
    const auto start = in.at();
    if (!in.may_be_half_word()) return Half::none;
    for (const auto& w : half_words)
        if (in.take_word(w.word)) {
            if (!in.at_letter()) return w.half; // "SARAH" is a name
            in.back_to(start);
        }
    return Half::none;
}

Half scan_half(Cursor& in)
{
    const auto start = in.at();
    in.space();
    if (const auto half = scan_half_word(in); half != Half::none) return half;
    const bool am = in.take_any("aA");
    if (am || in.take_any("pP")) {
        in.take('.');
        in.space();
        if (in.take_any("mM") && !in.at_letter()) {
            in.take('.');
            return am ? Half::am : Half::pm;
        }
    }
    in.back_to(start);
    return Half::none;
}

int on_the_clock(int hour, Half half)
{
    if (half == Half::am) return hour == 12 ? 0 : hour;
    if (half == Half::pm) return hour < 12 ? hour + 12 : hour; // "23:59 PM" is printed by some phones
    if (half == Half::noon) return hour < 11 ? hour + 12 : hour;
    return hour;
}

} // namespace redress::ingest
