// The only place that starts threads.
#pragma once

#include <cstddef>
#include <functional>

#include "core/result.h"

namespace delo {

// Calls work(index, worker) for index 0 … count-1 on `jobs` threads; `worker` is
// 0 … jobs-1.  Indices start in order.  The first Error ends the giving out of
// further indices and is returned when all threads have come home.
// REQUIRES: jobs ≥ 1
Result<void> for_each_parallel(std::size_t count, int jobs,
                               const std::function<Result<void>(std::size_t index, int worker)>& work);

}  // namespace delo
