// A message catalogue as GNU msgfmt compiles it ("The Format of GNU MO Files",
// gettext manual, chapter 10.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/result.h"

namespace delo::ingest {

// Looks texts up by their English.  Our own reader and not libintl, which translates
// only where the system has a locale installed, and after the environment instead of
// what was asked.  Borrows the bytes, which must outlive it; any number of threads.
class MoCatalogue {
 public:
  MoCatalogue() = default;  // of nothing
  // Little-endian catalogues of revision 0; strings sorted, as msgfmt sorts them.
  // Every offset is checked here, so that look-ups need no check.  Error kCorrupt.
  static Result<MoCatalogue> parse(std::span<const std::byte> bytes);

  // The translation; its plural forms, if it has any, are separated by NUL.  For a
  // message with a plural `key` is the singular alone.
  std::optional<std::string_view> find(std::string_view key) const;

  std::uint32_t size() const { return count_; }
  // REQUIRES: n < size()
  std::string_view key(std::uint32_t n) const { return text_at(keys_, n); }
  std::string_view value(std::uint32_t n) const { return text_at(values_, n); }

 private:
  std::uint32_t number_at(std::size_t offset) const;
  std::string_view text_at(std::size_t table, std::uint32_t n) const;
  bool holds(std::size_t table) const;

  std::span<const std::byte> bytes_;
  std::uint32_t count_ = 0;
  std::size_t keys_ = 0, values_ = 0;  // offsets of the two tables
};

}  // namespace delo::ingest
