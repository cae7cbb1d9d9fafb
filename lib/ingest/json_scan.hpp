// JSON text walked without building it: for files larger than memory, cut short, or not quite valid.
#pragma once

#include <cstddef>
#include <string_view>

namespace redress::ingest::json_scan {

inline bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Past white space; the size of the text at its end.
std::size_t skip_space(std::string_view text, std::size_t at);
// Past the one value that begins at `at`. If the text ends inside it: its size, and cut becomes true.
std::size_t value_end(std::string_view text, std::size_t at, bool* cut = nullptr);

// The members of the object that opens at `at`, one after the other; values are passed over, not read.
class Members {
public:
    Members(std::string_view text, std::size_t at);
    bool next();
    std::string_view key() const { return key_; } // as written between the quotes
    std::size_t value() const { return value_; }  // where the value begins
    // The caller walked the value and knows where it ends.
    void continue_at(std::size_t end) { at_ = end; }
    // Valid once next() was false: past the closing brace.
    std::size_t end() const { return at_; }
    bool cut() const { return cut_; } // the text ended inside the object

private:
    bool stop(bool cut);

    std::string_view text_, key_;
    std::size_t at_ = 0, value_ = 0; // at_ == value_: the value was not walked yet
    bool first_ = true, cut_ = false;
};

// The string that begins at `at`, between its quotes and with its escapes; empty if there is none.
std::string_view string_at(std::string_view text, std::size_t at);

} // namespace redress::ingest::json_scan
