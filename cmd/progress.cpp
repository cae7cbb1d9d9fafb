#include "progress.hpp"

#include "base/text.hpp"

namespace redress {
namespace {

constexpr std::chrono::milliseconds patience{1000}, pace{200};

} // namespace

void Progress::begin(const std::string& path)
{
    path_ = path;
    count_ = 0;
    next_ = std::chrono::steady_clock::now() + patience;
}

void Progress::show()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + pace;
    shown_ = true;
    session_.err("\r\x1b[K" + text::visible(session_.say("{}: {} records so far", path_, count_)));
}

void Progress::end()
{
    if (shown_) session_.err("\r\x1b[K");
    shown_ = false;
}

} // namespace redress
