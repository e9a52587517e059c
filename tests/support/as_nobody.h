// What only an account with few rights meets, also where the tests are run by root.
#pragma once

#include <unistd.h>

#include <stdexcept>

namespace delo::tests {

// While it lives the process is nobody, if it was root: make it before the test's
// folders, which are then nobody's own.  Not beside other threads that need rights.
class AsNobody {
 public:
  AsNobody() : was_root_(::geteuid() == 0) {
    // The saved id stays root's, to come back.
    if (was_root_ && ::setresuid(kNobody, kNobody, 0) != 0) throw std::runtime_error("setresuid");
  }
  ~AsNobody() {
    if (was_root_) static_cast<void>(::setresuid(0, 0, 0));
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  bool was_root_;
};

}  // namespace delo::tests
