// Many values in any bytes at once, in whichever of the usual forms they are written: any case, full-width, UTF-16 and
// UTF-32, with separators put in or left out. What is encoded otherwise (base64, hex, percent) is decoded first:
// bundle/disguise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

class Needles {
public:
    // How freely a value may be written and still be it.
    enum class Form {
        written, // an order number: with separators dropped every date would be one
        loose    // a phone number, an address, a key: "138 1234-5678" is 13812345678 in a text
    };

    // tag: what find() gives back. A value too short to be told from any other text is not looked for.
    void add(std::string_view wanted, std::uint32_t tag, Form form);
    void allow(std::string_view value); // "a@b.example" inside jane.a@b.example is no find where the latter is allowed
    void prepare();                     // after the last add(), before the first find()
    bool empty() const { return values_.empty(); }
    bool beyond_ascii() const { return beyond_ascii_; }

    // The tag of a value that stands in bytes as a whole: "1001234" is not found in "21001234". text: bytes are meant to be
    // read, so separators may stand in a value; in drawing commands and tables of numbers they would make up anything. from:
    // what begins earlier was looked for.
    std::optional<std::uint32_t> find(std::string_view bytes, bool text, std::size_t from = 0) const;

private:
    struct Value {
        std::string shape; // as written: lower case, trimmed of separators
        std::string core;  // without separators
        std::uint32_t tag = 0;
        bool loose = false, digits = false, raw = false, cut = false;
    };
    struct Entry { // a few bytes of a core, by which it is found
        std::uint32_t value = 0, skip = 0, next = 0;
    };
    struct Window;
    void add_raw(std::string bytes, std::uint32_t tag);
    void keep(Value value);
    const Entry* first_of(std::uint64_t key) const;
    const Value* find_in(Window& window, bool text) const;
    bool stands(const Window& window, std::size_t at, const Value& value, bool text) const;
    bool is_part_of_allowed(std::string_view bytes, std::size_t begin, std::size_t end) const;

    std::vector<Value> values_;
    std::vector<Entry> entries_;
    std::vector<std::uint64_t> seen_;    // a bit for each hash of an entry's bytes
    std::vector<std::uint32_t> buckets_; // by hash: 1 + index of an entry, the others by Entry::next
    unsigned shift_ = 63, bucket_shift_ = 63;
    std::set<std::string, std::less<>> allowed_;
    bool beyond_ascii_ = false;
};

} // namespace redress::bundle
