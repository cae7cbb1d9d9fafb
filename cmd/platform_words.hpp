// Codes and figures of a profile in words for people.
#pragma once

#include "profile/profile.hpp"

#include <cstdint>
#include <string>

namespace redress {

// "20 days", "1 hour", "90 minutes"
std::string length_in_words(double hours, bool business_days, const std::string& lang);
std::string bytes_in_words(std::uint64_t bytes);
// "2000 characters", "400 bytes of UTF-8 (133 Chinese characters)"
std::string limit_in_words(const profile::TextRule& rule, const std::string& lang);
// "1.5%", "20 orders"
std::string amount_in_words(double value, const std::string& unit, const std::string& lang);
// A code such as seller, tracking, opened; what is no such code stays as it is.
std::string said_for_people(const std::string& word, const std::string& lang);

} // namespace redress
