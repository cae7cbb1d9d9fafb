// SHA-256 over a row's columns, length-prefixed: what every data row keeps in `hash`. For lib/store only.
#pragma once

#include "base/hash.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace redress::store {

class RowHash {
public:
    RowHash& text(std::string_view value)
    {
        sha_.add_field(value);
        return *this;
    }
    RowHash& number(std::int64_t value)
    {
        const fmt::format_int digits(value);
        sha_.add_field({digits.data(), digits.size()});
        return *this;
    }
    RowHash& null()
    {
        sha_.add(std::string_view("\xFF", 1));
        return *this;
    }
    std::string finish() { return hash::to_hex(sha_.finish()); }

private:
    hash::Sha256 sha_;
};

} // namespace redress::store
