// The elements of a backup of text messages, found in its bytes: <sms …/>, <mms …>…</mms>, <call …/>. Found before they are
// parsed, since such files hold pictures of megabytes in attributes, are cut short, and are no valid XML where an emoji is
// written as two halves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::sms {

struct Piece {
    std::string_view name; // sms, mms, call
    std::size_t offset = 0, length = 0;
    bool whole = false; // it ends where it should
};
// The next element from `at`; at becomes the offset behind it. A damaged one reaches to where the next begins.
std::optional<Piece> next_piece(std::string_view bytes, std::size_t& at);

// An element's attributes, and of an MMS those of what is in it. Empty where even mending makes no XML of it.
struct Node {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<Node> children;
    // Empty if absent; "null", which the app writes for nothing, is nothing.
    std::string get(std::string_view attribute) const;
    const Node* child(std::string_view wanted) const;
};
std::optional<Node> parse(std::string_view piece); // UTF-8

// The count attribute of the file's own element; nullopt if it has none.
std::optional<std::uint64_t> declared_count(std::string_view head);

} // namespace redress::ingest::sms
