#include "base/gzip.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace redress::gzip {
namespace {

[[noreturn]] void refuse(const std::string& name, const Said& why, const Said& hint = {})
{
    throw Error(ErrorKind::input, said("cannot unpack '{}': {}", name, why), hint);
}

class Inflater {
public:
    Inflater(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name)
    {
        if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK)
            refuse(name, said("the inflater does not start")); // 16: gzip only
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    void run(const std::function<void(std::string_view)>& take)
    {
        std::string buffer(1 << 18, '\0');
        for (;;) {
            const auto got = step(buffer);
            count(got);
            take(std::string_view(buffer).substr(0, got));
            if (code_ != Z_STREAM_END) continue;
            if (!is_gzip(rest())) break; // padding of tapes and disks
            inflateReset(&stream_);
        }
        if (rest().find_first_not_of('\0') != std::string_view::npos)
            refuse(name_, said("it ends in bytes that are no gzip"), hint);
    }

private:
    std::string_view rest() const { return bytes_.substr(at_); }

    std::size_t step(std::string& buffer)
    {
        const auto feed = std::min<std::size_t>(bytes_.size() - at_, std::numeric_limits<uInt>::max());
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes_.data() + at_));
        stream_.avail_in = static_cast<uInt>(feed);
        stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream_.avail_out = static_cast<uInt>(buffer.size());
        code_ = inflate(&stream_, Z_NO_FLUSH);
        at_ += feed - stream_.avail_in;
        if (code_ == Z_BUF_ERROR) refuse(name_, said("it is cut short"), hint);
        if (code_ != Z_OK && code_ != Z_STREAM_END) refuse(name_, said("it is damaged"), hint);
        return buffer.size() - stream_.avail_out;
    }

    void count(std::size_t got)
    {
        total_ += got;
        if (total_ > archive::max_total_bytes)
            refuse(name_, said("it unpacks to more than {} bytes", archive::max_total_bytes));
        if (total_ > archive::ratio_floor && total_ / std::max<std::size_t>(bytes_.size(), 1) > archive::max_ratio)
            refuse(name_, said("it unpacks to more than {} times its size", archive::max_ratio));
    }

    const Said hint = said("copy or export it again: nothing of it was read");
    std::string_view bytes_;
    const std::string& name_;
    z_stream stream_{};
    std::size_t at_ = 0;
    std::uint64_t total_ = 0;
    int code_ = Z_OK;
};

} // namespace

bool is_gzip(std::string_view head)
{
    return head.substr(0, 3) == "\x1F\x8B\x08";
}

void unpack(std::string_view bytes, const std::string& name, const std::function<void(std::string_view)>& take)
{
    Inflater(bytes, name).run(take);
}

std::string inflate_some(std::string_view bytes, std::size_t most)
{
    std::string out;
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return out;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
    std::string buffer(1 << 16, '\0');
    for (int code = Z_OK; code == Z_OK && out.size() < most;) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        code = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer, 0, buffer.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    out.resize(std::min(out.size(), most));
    return out;
}

} // namespace redress::gzip
