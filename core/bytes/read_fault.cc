#include "core/bytes/read_fault.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace delo {

bool is_fault_of_medium(const Error& error) {
  switch (error.sys_errno) {
    case EIO:
    case EUCLEAN:  // the file system's own structures are damaged
    case EBADMSG:  // its own checksum is wrong
    case ENODATA:
    case EREMOTEIO:
    case EILSEQ:
    case EFBIG:
    case EOVERFLOW:
      return true;
    default:
      return error.message.starts_with("file ended");  // shrank while it was read
  }
}

bool is_fault_of_file(const Error& error) {
  if (is_fault_of_medium(error)) return true;
  switch (error.sys_errno) {
    case EACCES:
    case EPERM:
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
    case ENXIO:
    case ENODEV:
    case ESTALE:  // of a server that lost it
    case EBUSY:
    case ETXTBSY:
    case ENOKEY:
      return true;
    case 0:
      return error.code == ErrorCode::kNotFound || error.code == ErrorCode::kInvalidArgument ||
             error.code == ErrorCode::kCorrupt;
    default:
      return false;
  }
}

Error fault_of_ours(Error error) {
  if (!is_fault_of_file(error)) return error;
  if (error.sys_errno != 0) {
    error.message += ": " + std::generic_category().message(std::exchange(error.sys_errno, 0));
  }
  error.message.insert(0, "what was put aside: ");
  error.code = ErrorCode::kIo;
  return error;
}

}  // namespace delo
