// Where the mails of an mbox begin and end (the rules of redress-records(5), mbox).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::mail {

// A mail's entry: its "From " line and all up to the next one.
struct Slice {
    std::size_t begin = 0, mail = 0, end = 0; // mail: the first byte after the "From " line
};

class MboxSplitter {
public:
    // passed: told now and then up to where has been looked, so that a mapped file's pages may go.
    explicit MboxSplitter(std::string_view bytes, std::function<void(std::size_t)> passed = {});
    std::optional<Slice> next();
    std::size_t start() const { return start_; } // bytes before it belong to no mail

private:
    std::size_t find_separator(std::size_t from) const;
    std::optional<std::size_t> declared_end(std::size_t mail) const;
    std::string_view bytes_;
    std::function<void(std::size_t)> passed_;
    std::size_t start_ = 0, at_ = 0;
};

// Does a "From " line that separates mails stand at `at`?
bool is_separator(std::string_view bytes, std::size_t at);
// Does a line ">From " stand in it? Then unquote_from: ">From " as "From ", ">>From " as ">From " (mboxrd).
bool has_quoted_from(std::string_view mail);
std::string unquote_from(std::string_view mail);

} // namespace redress::ingest::mail
