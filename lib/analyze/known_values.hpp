// Values known beforehand, found wherever they stand in a text, whatever their width and spacing. However many there are, a
// text is looked through once.
#pragma once

#include "analyze/plain_form.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::analyze {

class KnownValues {
public:
    // `what` is the caller's number for it. False where it is too short to be told from any other text. A single word of
    // letters, as "Hope", is found only with the capitals it has, or all in capitals.
    bool add(std::string_view value, std::size_t what);

    struct Found { // bytes of the plain form
        std::size_t begin = 0, end = 0, what = 0;
    };
    std::vector<Found> find(const PlainForm& form) const;

private:
    void find_digits(const PlainForm& form, std::vector<Found>& found) const;

    struct Value {
        std::string text;  // plain, lower case
        std::string cased; // as written, if only that counts
        std::size_t what;
    };
    std::vector<bool> heads_ = std::vector<bool>(65536, false);
    std::unordered_map<std::string, std::vector<Value>> values_; // by their first three bytes
    std::unordered_map<std::string, std::size_t> digits_;        // numbers, which people group as they like
    std::size_t longest_digits_ = 0;
};

} // namespace redress::analyze
