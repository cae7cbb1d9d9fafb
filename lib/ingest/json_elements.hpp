// The elements of a JSON array, or of a file with one object after another (NDJSON), one at a time: such files may be
// gigabytes, cut short, or damaged in the middle. Counts them, knows their lines, and goes on after a bad one where it can.
#pragma once

#include "ingest/columns.hpp"
#include "ingest/format.hpp"
#include "ingest/json_mend.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace redress::ingest {

enum class Outcome { parsed, system, rejected };
// What became of an element, and what there is to say about it.
struct Taken {
    Outcome outcome = Outcome::rejected;
    const char* problem = ""; // a diagnostic's code; empty: none
    Said remark;              // and its words
    std::size_t faults = 0;   // bytes that were no UTF-8 and were replaced
};
// An element that is no JSON, or JSON but no object.
Taken rejected_element(const std::optional<Json>& parsed);

class JsonElements {
public:
    // json: the element's text; at: its offset in the file; element: its number, from 1, over all arrays of the file.
    using Take = std::function<Taken(std::string_view json, std::size_t at, std::uint64_t element)>;

    explicit JsonElements(Reading& reading);
    // Each element of the array whose '[' stands at `at`; returns the offset past it. What is no array is passed over.
    std::size_t array(std::size_t at, const Take& take);
    // The one value that begins at `at` and stands in no array; returns the offset past it.
    std::size_t one(std::size_t at, const Take& take);
    // A line that holds no element at all; returns the offset of the next.
    std::size_t reject_line(std::size_t at);
    // Each value from `at` to the end of the file: one a line, or one after another.
    void lines(std::size_t at, const Take& take);

    // The file ended inside something. A caller that walks what stands around the arrays says so too.
    bool cut() const { return cut_; }
    void set_cut() { cut_ = true; }
    std::uint64_t line_at(std::size_t at); // asked for in the order of the file
    // A remark on the element that begins there; many alike are counted, not repeated.
    void remark(std::size_t at, const char* problem, Said words) { remarks_.add(line_at(at), problem, std::move(words)); }
    void finish(); // says what is left to say: more remarks, bytes replaced, a file that was cut

private:
    bool pass_too_long(std::size_t at, std::size_t end); // true: it was, and is counted
    bool take_one(std::size_t at, std::size_t end, const Take& take);
    std::size_t after_damage(std::size_t at, std::size_t end, bool line) const;

    Reading& reading_;
    std::string_view bytes_;
    Remarks remarks_;
    std::uint64_t element_ = 0, faults_ = 0, line_ = 1;
    std::size_t counted_ = 0, good_ = std::string_view::npos, walked_again_ = 0;
    bool cut_ = false;
};

// Past a byte order mark and white space.
std::size_t json_root(std::string_view text);
// The value that begins there, mended; null if it cannot be read.
Json json_value(std::string_view text, std::size_t at);
// Past the value at `at` without looking at it; of an array's pages none stays in memory.
std::size_t pass_over(const MappedFile& file, std::size_t at);
model::Source element_source(std::string_view json, std::size_t at, std::uint64_t element);

} // namespace redress::ingest
