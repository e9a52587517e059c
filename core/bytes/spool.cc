#include "core/bytes/spool.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/bytes/read_fault.h"

namespace delo {

Result<std::uint64_t> Spool::append(std::string_view bytes) {
  if (tail_.size() + bytes.size() > most_in_memory_ && !tail_.empty()) DELO_CHECK(flush());
  const std::uint64_t at = size();
  tail_.append(bytes);
  return at;
}

Result<void> Spool::flush() {
  if (!file_.is_open()) {
    const auto folder = folder_.empty() ? std::filesystem::temp_directory_path() : folder_;
    folder_ = nearest_existing(std::filesystem::absolute(folder));
    auto opened = open_nameless(folder_);
    if (!opened) return fault_of_ours(std::move(opened).error());
    file_ = *std::move(opened);
  }
  // At its own place: after a write that failed half-way the next one begins there again.
  auto written = write_fully_at(file_, in_file_,
                                std::as_bytes(std::span(tail_.data(), tail_.size())), folder_);
  if (!written) return fault_of_ours(std::move(written).error());
  in_file_ += tail_.size();
  tail_.clear();
  return {};
}

Result<std::size_t> Spool::read_at(std::uint64_t offset, std::span<std::byte> out) const {
  std::size_t done = 0;
  while (done < out.size() && offset + done < in_file_) {
    const std::size_t wanted = std::min<std::uint64_t>(out.size() - done, in_file_ - offset - done);
    const ssize_t n =
        ::pread(file_.get(), out.data() + done, wanted, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fault_of_ours(io_error("cannot read what was put aside", folder_));
    if (n == 0) return Error{ErrorCode::kIo, "what was put aside has become shorter", folder_};
    done += static_cast<std::size_t>(n);
  }
  if (const std::uint64_t at = offset + done; done < out.size() && at < size()) {
    const std::string_view rest = std::string_view(tail_).substr(at - in_file_);
    const std::size_t n = std::min(out.size() - done, rest.size());
    std::memcpy(out.data() + done, rest.data(), n);
    done += n;
  }
  return done;
}

}  // namespace delo
