// Full-text search over records: overlapping CJK bigrams and folded words, so that two-character words are found.
#pragma once

#include "model/record.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redress::store {

// Text as index terms separated by spaces: "退款了吗 Hello" -> "退款 款了 了吗 吗 hello".
std::string index_terms(std::string_view text);
// True if every word of the query occurs: a Chinese word as a run of characters, a Latin word as a whole folded word
// (with '*' at its end as a prefix).
bool matches(std::string_view text, std::string_view query);
// What of a record is searched: text, title, names, numbers.
std::string searchable_text(const model::Record& record);
// A condition on `r` (a record row) that keeps at least every match: index hits, and rows the index does not cover yet.
std::string search_clause(std::string_view query);
// Fills the index with what is not in it yet; returns how many records were added.
std::size_t fill_index(Store& store);
std::size_t unindexed(Store& store);

} // namespace redress::store
