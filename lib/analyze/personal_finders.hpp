// The finders of personal.cpp's table, and what they share. For lib/analyze/personal*.cpp only.
#pragma once

#include "analyze/personal.hpp"
#include "analyze/plain_form.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

// Collects in places of the plain form.
class Finds {
public:
    struct One {
        std::size_t begin, end;
        const PersonalKind* kind;
        Strength strength;
        std::string value;
    };
    void of(const PersonalKind& kind) { kind_ = &kind; }
    void add(std::size_t begin, std::size_t end, Strength strength, std::string value)
    {
        all_.push_back({begin, end, kind_, strength, std::move(value)});
    }
    std::vector<One>& all() { return all_; }

private:
    const PersonalKind* kind_ = nullptr;
    std::vector<One> all_;
};

// Digits as people group them: "138 0013-8000" is one chain of three groups.
struct DigitGroup {
    std::size_t begin = 0, end = 0;
    std::size_t size() const { return end - begin; }
};
// Groups with at most three marks between them (or "空格", "加": a mark spelt out), none of them another letter, a colon, a
// sign of a currency or a line end.
using DigitChain = std::vector<DigitGroup>;
std::vector<DigitChain> digit_chains(const PlainForm& form);

// A run of letters and digits that nothing of the kind touches.
struct Token {
    std::size_t begin = 0, end = 0;
    bool digit = false, upper = false, lower = false;
    std::size_t size() const { return end - begin; }
};

// A text as the finders read it: its runs and numbers are told apart once.
struct Reading : PlainForm {
    explicit Reading(PlainForm form);

    std::vector<DigitChain> chains;
    std::vector<Token> tokens;
    std::shared_ptr<const Reading>
        alike; // the same with letters among digits read as digits, "l38 OOl3 8OOO"; null if there are none
};

using Words = std::span<const std::string_view>;

// One of the words (lower case) within so many bytes before a place, on its line. ASCII words as words of their own.
bool said_before(const Reading& form, std::size_t at, Words words, std::size_t window = 40);
// Or behind it.
bool said_behind(const Reading& form, std::size_t at, Words words, std::size_t window = 16);
// One of the words right before a place, with nothing but "号：", "no.", ": #" between.
bool labelled_by(const Reading& form, std::size_t at, Words words);
// The number is an order's, a parcel's, an amount, a version …: not a person's.
bool is_business_number(const Reading& form, std::size_t begin, std::size_t end);

std::string digits_of(const Reading& form, const DigitChain& chain, std::size_t first, std::size_t last);
// What stands between two groups of a chain.
std::string_view between(const Reading& form, const DigitGroup& left, const DigitGroup& right);

bool is_surname(char32_t c); // Chinese, of one character
// The length of a Chinese name that is all there is up to the next stop; 0 if it is none.
std::size_t name_alone(std::string_view text, std::size_t at);

void find_secrets(const Reading& form, Finds& finds);
void find_card_keys(const Reading& form, Finds& finds);
void find_emails(const Reading& form, Finds& finds);
void find_tron(const Reading& form, Finds& finds);
void find_bitcoin(const Reading& form, Finds& finds);
void find_evm(const Reading& form, Finds& finds);
void find_ibans(const Reading& form, Finds& finds);
void find_resident_ids(const Reading& form, Finds& finds);
void find_hkids(const Reading& form, Finds& finds);
void find_travel_documents(const Reading& form, Finds& finds);
void find_us_tax_ids(const Reading& form, Finds& finds);
void find_spanish_ids(const Reading& form, Finds& finds);
void find_taiwan_ids(const Reading& form, Finds& finds);
void find_british_ids(const Reading& form, Finds& finds);
void find_mexican_ids(const Reading& form, Finds& finds);
void find_births(const Reading& form, Finds& finds);
void find_plates(const Reading& form, Finds& finds);
void find_clabes(const Reading& form, Finds& finds);
void find_companies(const Reading& form, Finds& finds);
void find_bank_cards(const Reading& form, Finds& finds);
void find_chinese_phones(const Reading& form, Finds& finds);
void find_phones(const Reading& form, Finds& finds);
void find_wechat(const Reading& form, Finds& finds);
void find_qq(const Reading& form, Finds& finds);
void find_handles(const Reading& form, Finds& finds);
void find_addresses_ip(const Reading& form, Finds& finds);
void find_macs(const Reading& form, Finds& finds);
void find_chinese_addresses(const Reading& form, Finds& finds);
void find_western_addresses(const Reading& form, Finds& finds);
void find_names(const Reading& form, Finds& finds);
void find_western_names(const Reading& form, Finds& finds);
void find_names_beside(const Reading& form, Finds& finds); // beside what is found already

} // namespace redress::analyze
