#include "core/result.h"

#include <cerrno>
#include <system_error>

namespace delo {

std::string Error::text() const {
  std::string out = message;
  if (!path.empty() && message.find(path.string()) == std::string::npos) {
    out += ": " + path.string();
  }
  // Of a thing that does not exist the message has said so.
  const bool said = code == ErrorCode::kNotFound && sys_errno == ENOENT;
  if (sys_errno != 0 && !said) out += " (" + std::generic_category().message(sys_errno) + ")";
  return out;
}

Error io_error(std::string message, std::filesystem::path path) {
  return io_error(std::move(message), std::move(path), errno);
}

Error io_error(std::string message, std::filesystem::path path, int sys_errno) {
  return Error{ErrorCode::kIo, std::move(message), std::move(path), sys_errno};
}

}  // namespace delo
