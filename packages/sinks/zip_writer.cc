#include "packages/sinks/zip_writer.h"

#include <algorithm>
#include <chrono>

#include "core/text/utf8.h"
#include "packages/sinks/inflater.h"

namespace delo::packages {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr std::uint64_t kMost32 = 0xFFFFFFFF, kMost16 = 0xFFFF;
constexpr std::uint16_t kUtf8Flag = 1 << 11;
constexpr std::uint16_t kVersionZip64 = 45;    // APPNOTE 4.4.3
constexpr std::uint16_t kMadeByUnix = 3 << 8;  // 4.4.2
constexpr std::uint32_t kRegularFile = 0100644;

void number(std::string& to, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xFF);
}

// UTC: the format has no zone.  The first day it can tell is 1980-01-01.
std::uint32_t dos_time_of(Timestamp time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const int years = static_cast<int>(date.year()) - 1980;
  if (years < 0 || years > 127) return (1u << 5 | 1u) << 16;
  const hh_mm_ss clock(floor<seconds>(time - day));
  const auto dos_date = static_cast<std::uint32_t>(years) << 9 |
                        static_cast<unsigned>(date.month()) << 5 |
                        static_cast<unsigned>(date.day());
  const auto dos_clock = static_cast<std::uint32_t>(clock.hours().count()) << 11 |
                         static_cast<std::uint32_t>(clock.minutes().count()) << 5 |
                         static_cast<std::uint32_t>(clock.seconds().count()) / 2;
  return dos_date << 16 | dos_clock;
}

std::uint32_t unix_seconds_of(Timestamp time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(seconds, 0, INT32_MAX));
}

}  // namespace

ZipWriter::ZipWriter(ByteSink& to, Timestamp modified, const std::filesystem::path& aside)
    : to_(to),
      dos_time_(dos_time_of(modified)),
      unix_seconds_(unix_seconds_of(modified)),
      directory_(aside),
      piece_(kPiece, '\0') {}

Result<void> ZipWriter::put(std::string_view bytes) {
  DELO_CHECK(to_.write_text(bytes));
  at_ += bytes.size();
  return {};
}

// What local header and directory have in common: flags to the CRC.
std::string ZipWriter::fixed_fields(const Entry& entry) const {
  std::string fields;
  number(fields, kVersionZip64, 2);
  number(fields, is_utf8(entry.name) ? kUtf8Flag : 0, 2);
  number(fields, 0, 2);  // stored
  number(fields, dos_time_, 4);
  number(fields, entry.crc, 4);
  return fields;
}

Result<void> ZipWriter::add(const RelativePath& path, const ByteSource& content,
                            std::uint32_t crc) {
  Entry entry{.name = path.text(), .crc = crc, .size = content.size(), .header_at = at_};
  const bool large = entry.size >= kMost32;
  std::string header;
  number(header, 0x04034b50, 4);
  header += fixed_fields(entry);
  number(header, large ? kMost32 : entry.size, 4);
  number(header, large ? kMost32 : entry.size, 4);
  number(header, entry.name.size(), 2);
  std::string extra;
  if (large) {  // zip64: size, compressed size
    number(extra, 0x0001, 2), number(extra, 16, 2);
    number(extra, entry.size, 8), number(extra, entry.size, 8);
  }
  number(extra, 0x5455, 2), number(extra, 5, 2), number(extra, 1, 1);
  number(extra, unix_seconds_, 4);
  number(header, extra.size(), 2);
  DELO_CHECK(put(header + entry.name + extra));

  std::uint32_t found_crc = 0;
  for (std::uint64_t at = 0; at < entry.size;) {
    DELO_TRY(const std::size_t got,
             content.read_at(at, std::as_writable_bytes(std::span(piece_.data(), piece_.size()))));
    if (got == 0 || got > entry.size - at) break;
    const std::string_view chunk = std::string_view(piece_).substr(0, got);
    found_crc = crc32_of(found_crc, std::as_bytes(std::span(chunk.data(), chunk.size())));
    DELO_CHECK(put(chunk));
    at += got;
  }
  if (found_crc != crc) {
    return Error{ErrorCode::kConflict, "changed while it was packed", path.text()};
  }
  DELO_CHECK(directory_.append(directory_entry(entry)));
  ++entries_;
  return {};
}

std::string ZipWriter::directory_entry(const Entry& entry) const {
  std::string extra;
  std::string zip64;
  if (entry.size >= kMost32) number(zip64, entry.size, 8), number(zip64, entry.size, 8);
  if (entry.header_at >= kMost32) number(zip64, entry.header_at, 8);
  if (!zip64.empty()) {
    number(extra, 0x0001, 2), number(extra, zip64.size(), 2);
    extra += zip64;
  }
  number(extra, 0x5455, 2), number(extra, 5, 2), number(extra, 1, 1);
  number(extra, unix_seconds_, 4);
  std::string header;
  number(header, 0x02014b50, 4);
  number(header, kMadeByUnix | kVersionZip64, 2);
  header += fixed_fields(entry);
  number(header, std::min(entry.size, kMost32), 4);
  number(header, std::min(entry.size, kMost32), 4);
  number(header, entry.name.size(), 2);
  number(header, extra.size(), 2);
  number(header, 0, 2), number(header, 0, 2), number(header, 0, 2);  // comment, disk, internal
  number(header, std::uint64_t{kRegularFile} << 16, 4);
  number(header, std::min(entry.header_at, kMost32), 4);
  return header + entry.name + extra;
}

Result<void> ZipWriter::finish() {
  const std::uint64_t directory_at = at_;
  for (std::uint64_t at = 0; at < directory_.size();) {
    DELO_TRY(
        const std::size_t got,
        directory_.read_at(at, std::as_writable_bytes(std::span(piece_.data(), piece_.size()))));
    DELO_CHECK(put(std::string_view(piece_).substr(0, got)));
    at += got;
  }
  const std::uint64_t directory_size = at_ - directory_at;
  std::string end;
  if (entries_ >= kMost16 || directory_at >= kMost32 || directory_size >= kMost32) {
    const std::uint64_t end64_at = at_;
    number(end, 0x06064b50, 4), number(end, 44, 8);
    number(end, kMadeByUnix | kVersionZip64, 2), number(end, kVersionZip64, 2);
    number(end, 0, 4), number(end, 0, 4);
    number(end, entries_, 8), number(end, entries_, 8);
    number(end, directory_size, 8), number(end, directory_at, 8);
    number(end, 0x07064b50, 4), number(end, 0, 4), number(end, end64_at, 8), number(end, 1, 4);
  }
  const std::uint64_t count = std::min<std::uint64_t>(entries_, kMost16);
  number(end, 0x06054b50, 4), number(end, 0, 4);
  number(end, count, 2), number(end, count, 2);
  number(end, std::min(directory_size, kMost32), 4);
  number(end, std::min(directory_at, kMost32), 4);
  number(end, 0, 2);
  return put(end);
}

}  // namespace delo::packages
