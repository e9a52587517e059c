// What a zygote tells of the end of a child.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace delo::isolation {

// How a child that gave no answer leaves, when it still can say why.
inline constexpr int kExitNoWalls = 97;    // the sandbox could not be closed: nothing was looked at
inline constexpr int kExitException = 98;  // wrote the exception's text as its answer
inline constexpr int kExitOutOfMemory = 99;

struct ChildReport {
  enum class End : std::uint32_t {
    kEnded,       // `status` is waitpid's
    kWallClock,   // killed at the end of its time
    kUnkillable,  // did not go when killed: the storage under it does not respond
    kNotStarted,  // fork failed, `status` is errno
  };
  End end = End::kNotStarted;
  std::int32_t status = 0;
  std::uint64_t cpu_us = 0;  // user and system
};
static_assert(std::is_trivially_copyable_v<ChildReport>);

template <class Message>
std::string bytes_of(const Message& message) {
  return std::string(reinterpret_cast<const char*>(&message), sizeof message);
}

template <class Message>
std::optional<Message> message_from(std::string_view bytes) {
  static_assert(std::is_trivially_copyable_v<Message>);
  if (bytes.size() != sizeof(Message)) return std::nullopt;
  Message message;
  std::memcpy(&message, bytes.data(), sizeof message);
  return message;
}

}  // namespace delo::isolation
