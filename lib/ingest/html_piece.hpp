// A piece of a page as a small tree to ask, parsed by libxml2: no network, no entities but HTML's own, whatever its faults.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct _xmlNode;

namespace redress::ingest::html {

// Larger pieces are not parsed: no message is, and a tree takes many times its text.
inline constexpr std::size_t max_piece = 16u << 20;

// An element, or none; lives as long as its Fragment. To ask none gives nothing.
class Node {
public:
    Node() = default;
    explicit Node(const _xmlNode* node) : node_(node) {}
    explicit operator bool() const { return node_ != nullptr; }
    std::string_view name() const; // lower case
    std::string attribute(const char* name) const;
    bool has_class(std::string_view word) const;
    // The first element below, in the page's order, with that word in its class; what stands below an element with the
    // class `outside` does not count.
    Node first(std::string_view word, std::string_view outside = {}) const;
    std::vector<Node> all(std::string_view word, std::string_view outside = {}) const;
    std::vector<Node> named(std::string_view element, std::string_view outside = {}) const; // by the element's name
    std::vector<Node> children() const;                                                     // elements only
    // The words in it: <br> and blocks as line ends, pictures of characters (emoji) by their alt, no white space at the
    // ends. Blanks within stay as written; white space with a line end in it that stands alone between tags is layout,
    // unless written is set.
    std::string text(std::string_view outside = {}, bool written = false) const;

private:
    template <typename Keep> std::vector<Node> find(Keep keep, std::string_view outside, bool one) const;
    const _xmlNode* node_ = nullptr;
};

class Fragment {
public:
    explicit Fragment(const std::string& utf8); // longer than max_piece: an empty one
    ~Fragment();
    Fragment(const Fragment&) = delete;
    Fragment& operator=(const Fragment&) = delete;
    Node root() const; // <html>, which libxml2 puts around what has none
private:
    struct State;
    std::unique_ptr<State> state_;
};

// Text with HTML's entities as plain text: "Tom &amp; Ann".
std::string plain(std::string_view utf8);
// "photos/a%20b.jpg?x" -> "a b.jpg": the last part of an address.
std::string file_of(std::string_view address);

} // namespace redress::ingest::html
