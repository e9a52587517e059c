// Result<T> is what every fallible function in this project returns: either a
// T, or an Error that says which of *our* operations could not be carried out.
//
// An Error is never a statement about the archival material.  What is wrong
// with a scan is a Finding (core/records/finding.h), and a function that finds
// a thousand faults in a TIFF returns a perfectly good value.
//
// The member names are those of std::expected (C++23), so that the day both
// compilers have it this header becomes an alias.
#pragma once

#include <cassert>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace delo {

enum class ErrorCode {
  kIo,               // the operating system refused; sys_errno says why
  kNotFound,         // the thing named does not exist
  kCorrupt,          // one of our own records or packages is damaged
  kUnsupported,      // well-formed, but we cannot do this (yet)
  kInvalidArgument,  // the caller or the archivist asked for something senseless
  kConflict,         // locked by another run, or changed under us
  kCancelled,        // the archivist pressed Ctrl-C
  kInternal,         // a bug of ours
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;         // one sentence, names the thing and what to do, no full stop
  std::filesystem::path path;  // empty when no file is concerned
  int sys_errno = 0;           // 0 when the operating system had no part in it

  // The whole error as one line for people: message, path, reason.
  std::string text() const;
};

// An Error of kind kIo from the current `errno`.
Error io_error(std::string message, std::filesystem::path path = {});
// The same from a saved errno value.
Error io_error(std::string message, std::filesystem::path path, int sys_errno);

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  // REQUIRES: has_value()
  T& value() & {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // REQUIRES: !has_value()
  const Error& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }
  const Error& error() const& {
    assert(error_);
    return *error_;
  }
  Error&& error() && {
    assert(error_);
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

// DELO_TRY(auto x, f());   x = the value of f(), or return f()'s Error.
// DELO_CHECK(f());         return f()'s Error, if it has one.
#define DELO_TRY(decl, expr) DELO_TRY_IMPL_(decl, expr, DELO_JOIN_(delo_try_, __LINE__))
#define DELO_TRY_IMPL_(decl, expr, tmp)                \
  auto tmp = (expr);                                   \
  if (!tmp.has_value()) return std::move(tmp).error(); \
  decl = std::move(tmp).value()
#define DELO_CHECK(expr)                                     \
  do {                                                       \
    if (auto delo_check_ = (expr); !delo_check_.has_value()) \
      return std::move(delo_check_).error();                 \
  } while (0)
#define DELO_JOIN_(a, b) DELO_JOIN2_(a, b)
#define DELO_JOIN2_(a, b) a##b

}  // namespace delo
