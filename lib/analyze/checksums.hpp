// Check digits of numbers people are known by. Each takes the bare number, without blanks and dashes.
#pragma once

#include <string_view>

namespace redress::analyze {

bool is_luhn(std::string_view digits);        // cards, ISO/IEC 7812-1
bool is_resident_id(std::string_view id);     // China, 18 places, GB 11643: province, date, ISO 7064 MOD 11-2
bool is_resident_id_old(std::string_view id); // 15 places: province and date, no check digit
bool is_credit_code(std::string_view code);   // China, companies, GB 32100: 18 places, mod 31
bool is_hkid(std::string_view id);            // "A1234563", letter or two, six digits, check digit
bool is_dni(std::string_view id);             // Spain, DNI "12345678Z" and NIE "X1234567L"
bool is_ssn(std::string_view digits);         // United States, nine digits: never issued ones are none
bool is_itin(std::string_view digits);        // the same for those who pay tax without one
bool is_taiwan_id(std::string_view id);       // "A123456789", and the residents' with 8 or 9 behind the letter
bool is_nino(std::string_view id);            // United Kingdom, "AB123456C": no check digit, but letters never given out
bool is_curp(std::string_view id);            // Mexico, people, 18 places
bool is_rfc(std::string_view id);             // Mexico, tax, 13 places for people, 12 for companies
bool is_clabe(std::string_view digits);       // Mexico, bank accounts, 18 digits
bool is_iban(std::string_view iban);          // the country's length, mod 97
// The first byte is the version; 25 bytes make an address, 34 or 38 a private key.
bool is_base58check(std::string_view text, unsigned version, std::size_t length = 25);
bool is_bech32(std::string_view text, std::string_view prefix); // BIP 173 and BIP 350, lower case

std::size_t iban_length(std::string_view country); // of "DE": 22; 0 if it has none

} // namespace redress::analyze
