// Datagrams with file descriptors beside them, between a run and its zygote.
//
// A SOCK_SEQPACKET socket keeps the bounds of messages and tells when the other
// side is gone.  Nothing here raises SIGPIPE.
#pragma once

#include <sys/types.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/disk.h"
#include "core/result.h"

namespace delo::isolation {

// A request is one datagram; larger ones don't fit every kernel's socket buffer.
inline constexpr std::size_t kMaxDatagram = 64 * 1024;  // bytes
inline constexpr std::size_t kMaxFiles = 2;             // descriptors a datagram

struct Datagram {
  std::string bytes;
  std::vector<FileDescriptor> files;  // ours now, close-on-exec
};

// Both ends close-on-exec.
Result<std::pair<FileDescriptor, FileDescriptor>> make_channel();

// false: the other side is gone.  `files` are borrowed.
// REQUIRES: 1 … kMaxDatagram bytes, at most kMaxFiles files
Result<bool> send_datagram(const FileDescriptor& channel, std::string_view bytes,
                           std::span<const int> files = {});

// Waits for the next datagram; nothing when the other side is gone.
Result<std::optional<Datagram>> receive_datagram(const FileDescriptor& channel);

// A descriptor that becomes readable when the process ends (Linux 5.3).  Not open: errno says why.
FileDescriptor watch_process(pid_t process);

}  // namespace delo::isolation
