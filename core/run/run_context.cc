#include "core/run/run_context.h"

namespace delo {

Timestamp SystemClock::now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace delo
