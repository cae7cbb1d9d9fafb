// Arrays of plain values as bytes one behind the other, read again in place: for what is compiled once and mapped at each
// start. Numbers stand as they lie in memory, so the bytes are for the machine and the program that wrote them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace redress::flat {

inline constexpr std::size_t alignment = 64; // of every array, from the start of the bytes

class Writer {
public:
    template <class T> void put(std::span<const T> values)
    {
        static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignment);
        const std::uint64_t count = values.size();
        out_.append(reinterpret_cast<const char*>(&count), sizeof count);
        pad();
        if (!values.empty()) out_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
        pad();
    }
    template <class T> void put(const T& values) { put(std::span<const typename T::value_type>(values)); }
    std::string take() { return std::move(out_); }

private:
    void pad() { out_.resize((out_.size() + alignment - 1) / alignment * alignment, '\0'); }
    std::string out_;
};

// `bytes` must stay as long as what was read of them, and start where memory is aligned.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes)
    {
        good_ = reinterpret_cast<std::uintptr_t>(bytes.data()) % alignment == 0;
    }

    template <class T> std::span<const T> take()
    {
        static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignment);
        std::uint64_t count = 0;
        if (good_ && at_ + alignment <= bytes_.size()) std::memcpy(&count, bytes_.data() + at_, sizeof count);
        at_ += alignment;
        good_ = good_ && at_ <= bytes_.size() && count <= (bytes_.size() - at_) / sizeof(T);
        if (!good_ || count == 0) return {};
        const std::span<const T> out{reinterpret_cast<const T*>(bytes_.data() + at_), count};
        at_ += (out.size_bytes() + alignment - 1) / alignment * alignment;
        return out;
    }
    std::string_view take_text()
    {
        const auto chars = take<char>();
        return {chars.data(), chars.size()};
    }

    bool good() const { return good_; } // false once something was not there

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

} // namespace redress::flat
