#include "core/isolation/channel.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>

namespace delo::isolation {
namespace {

constexpr std::size_t kControlSize = CMSG_SPACE(sizeof(int) * kMaxFiles);

bool other_side_is_gone(int error) {
  return error == EPIPE || error == ECONNRESET || error == ENOTCONN || error == ECONNREFUSED;
}

std::vector<FileDescriptor> take_files(msghdr& message) {
  std::vector<FileDescriptor> files;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t n = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < n; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
      files.emplace_back(fd);
    }
  }
  return files;
}

}  // namespace

Result<std::pair<FileDescriptor, FileDescriptor>> make_channel() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return io_error("cannot make a socket pair");
  }
  return std::pair(FileDescriptor(ends[0]), FileDescriptor(ends[1]));
}

Result<bool> send_datagram(const FileDescriptor& channel, std::string_view bytes,
                           std::span<const int> files) {
  assert(!bytes.empty() && bytes.size() <= kMaxDatagram && files.size() <= kMaxFiles);
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) std::array<char, kControlSize> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!files.empty()) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(files.size_bytes());
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(files.size_bytes());
    std::memcpy(CMSG_DATA(rights), files.data(), files.size_bytes());
  }
  while (::sendmsg(channel.get(), &message, MSG_NOSIGNAL) < 0) {
    if (errno == EINTR) continue;
    if (other_side_is_gone(errno)) return false;
    return io_error("cannot send to the other side of a sandbox");
  }
  return true;
}

Result<std::optional<Datagram>> receive_datagram(const FileDescriptor& channel) {
  // On the stack and not cleared: only the pages that are filled are touched.  In
  // a zygote every touched page is copied after every fork.
  std::array<char, kMaxDatagram> buffer;
  iovec part{buffer.data(), buffer.size()};
  alignas(cmsghdr) std::array<char, kControlSize> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t n = 0;
  while ((n = ::recvmsg(channel.get(), &message, MSG_CMSG_CLOEXEC)) < 0) {
    if (errno == EINTR) continue;
    if (other_side_is_gone(errno)) return std::optional<Datagram>();
    return io_error("cannot receive from the other side of a sandbox");
  }
  Datagram datagram;
  datagram.files = take_files(message);
  if (n == 0) return std::optional<Datagram>();
  if (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) {
    // MSG_CTRUNC: no room in our table of descriptors.
    return io_error("a message of a sandbox came in cut", {}, EMFILE);
  }
  datagram.bytes.assign(buffer.data(), static_cast<std::size_t>(n));
  return std::optional<Datagram>(std::move(datagram));
}

FileDescriptor watch_process(pid_t process) {
  // Not pidfd_open(): glibc 2.36 declares it without extern "C".
  return FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0u)));
}

}  // namespace delo::isolation
