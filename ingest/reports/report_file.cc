#include "ingest/reports/report_file.h"

#include <array>

namespace delo::ingest {
namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;
constexpr std::size_t kLongestLine = std::size_t{1} << 30;

std::filesystem::path unfinished_name(const std::filesystem::path& path) {
  return std::filesystem::path(path).concat(".part");
}

}  // namespace

Result<std::unique_ptr<ReportFile>> ReportFile::create(const std::filesystem::path& path) {
  // One may lie there from a run that was killed.
  DELO_CHECK(remove_file(unfinished_name(path)));
  DELO_TRY(auto file, FileSink::create(unfinished_name(path)));
  static constexpr std::array kAlgorithms = {DigestAlgorithm::kSha256};
  DELO_TRY(auto hasher, Hasher::create(kAlgorithms));
  return std::unique_ptr<ReportFile>(new ReportFile(path, std::move(file), std::move(hasher)));
}

Result<void> ReportFile::write(std::span<const std::byte> chunk) {
  DELO_CHECK(hasher_->write(chunk));
  return file_->write(chunk);
}

Result<void> ReportFile::finish() {
  DELO_CHECK(hasher_->finish());
  DELO_CHECK(file_->finish());
  return rename_over(unfinished_name(path_), path_);
}

Result<LineReader> LineReader::open(const std::filesystem::path& path) {
  DELO_TRY(auto file, FileSource::open(path));
  return LineReader(std::move(file));
}

void LineReader::seek(std::uint64_t offset) {
  buffer_.clear();
  used_ = 0;
  buffer_offset_ = offset;
}

Result<bool> LineReader::next(std::string& line) {
  line.clear();
  DELO_TRY(
      const bool there, pass_line([&](std::string_view part) -> Result<void> {
        line += part;
        if (line.size() <= kLongestLine) return {};
        return Error{ErrorCode::kUnsupported, "a line of the record is longer than 1 GiB", {}, 0};
      }));
  if (!there) line.clear();
  return there;
}

Result<bool> LineReader::next(JsonRange& line) {
  std::uint64_t length = 0;
  DELO_TRY(const bool there, pass_line([&](std::string_view part) -> Result<void> {
             length += part.size();
             return {};
           }));
  line = {line_offset_, line_offset_ + length};
  return there;
}

Result<bool> LineReader::pass_line(const std::function<Result<void>(std::string_view part)>& part) {
  if (!file_) return false;
  line_offset_ = buffer_offset_ + used_;
  while (true) {
    const std::size_t end = buffer_.find('\n', used_);
    const bool whole = end != std::string::npos;
    DELO_CHECK(part(std::string_view(buffer_).substr(used_, whole ? end - used_ : end)));
    if (whole) {
      used_ = end + 1;
      return true;
    }
    buffer_offset_ += buffer_.size();
    buffer_.resize(kReadAtOnce);
    used_ = 0;
    const auto got = file_->read_at(
        buffer_offset_, std::as_writable_bytes(std::span(buffer_.data(), buffer_.size())));
    if (!got.has_value()) return got.error();
    buffer_.resize(*got);
    if (*got == 0) {
      torn_ = buffer_offset_ > line_offset_;
      return false;
    }
  }
}

}  // namespace delo::ingest
