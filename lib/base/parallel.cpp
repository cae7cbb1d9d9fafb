#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace redress {
namespace {

std::size_t processors()
{
    return std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
}

void run_on(std::size_t threads, const std::function<void()>& work)
{
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < threads; ++i) others.push_back(std::async(std::launch::async, work));
    work();
    for (auto& other : others) other.get();
}

} // namespace

void for_each_processor(const std::function<void()>& work)
{
    run_on(processors(), work);
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& job)
{
    std::atomic<std::size_t> next{0};
    std::mutex guard;
    std::exception_ptr failure;
    std::size_t failed_at = count;
    const auto work = [&] {
        for (std::size_t at = next++; at < count; at = next++) {
            try {
                job(at);
            } catch (...) {
                const std::lock_guard lock(guard);
                if (at < failed_at) {
                    failed_at = at;
                    failure = std::current_exception();
                }
                next = count;
            }
        }
    };
    run_on(std::min(processors(), count), work);
    if (failure) std::rethrow_exception(failure);
}

} // namespace redress
