// Work on all processors the machine has.
#pragma once

#include <cstddef>
#include <functional>

namespace redress {

// job(0) … job(count - 1), begun in this order, the calling thread at work too. Once a job throws no further one is begun,
// and the error of the lowest index is thrown.
void for_each_index(std::size_t count, const std::function<void(std::size_t)>& job);

// The same work on each processor at once, for work that shares out its pieces itself. An error is thrown when all are done.
void for_each_processor(const std::function<void()>& work);

} // namespace redress
