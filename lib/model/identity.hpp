// Ids: a type letter, '_' and 24 hex digits of SHA-256 over length-prefixed identity fields. The recipes are frozen
// (tests/golden); what can be corrected later (UTC, role, repaired text, status) is never part of one.
#pragma once

#include "base/hash.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <string>

namespace redress::model {

// What makes two messages the same before they are counted: 32 raw bytes over (shop, thread, minute, sender, raw body).
hash::Digest message_key(hash::Sha256& sha, std::string_view shop, std::string_view thread, std::string_view local_minute,
                         std::string_view sender, std::string_view raw_body);
std::string message_id(hash::Sha256& sha, const hash::Digest& key, std::uint32_t occurrence); // occurrence from 1
std::string native_message_id(hash::Sha256& sha, std::string_view shop, std::string_view thread, std::string_view native);

std::string order_id(std::string_view shop, std::string_view platform, std::string_view number);
std::string event_id(std::string_view shop, const Event& event);
std::string review_id(std::string_view shop, const Review& review);
std::string document_id(std::string_view sha256);
std::string metric_id(std::string_view shop, const Metric& metric);
std::string note_id(std::string_view shop, const Note& note);

// Gives any record but a message its id.
void assign_id(Record& record);

} // namespace redress::model
