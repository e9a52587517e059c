// A TIFF as libtiff sees it: our bytes as its file, its messages as texts, its
// handle with an owner.  For strip_decoder.cc alone.
#pragma once

#include <tiffio.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "core/bytes/byte_source.h"

namespace delo::validators::tiff {

// libtiff reads without mapping through this; small reads are served from a
// window so that a file of many short strips does not cost a call for each.
class LibtiffInput {
 public:
  explicit LibtiffInput(const ByteSource& source) : source_(source), size_(source.size()) {}

  std::size_t read(std::byte* out, std::size_t wanted) {
    std::size_t done = 0;
    while (done < wanted && at_ < size_ && !error_) {
      if (at_ >= window_at_ && at_ - window_at_ < window_size_) {
        const auto from = static_cast<std::size_t>(at_ - window_at_);
        const std::size_t n = std::min(wanted - done, window_size_ - from);
        std::memcpy(out + done, window_.get() + from, n);
        done += n;
        at_ += n;
      } else if (wanted - done >= kDirect) {
        const std::size_t n = fetch(out + done, wanted - done);
        if (n == 0) break;
        done += n;
        at_ += n;
      } else {
        window_at_ = at_;
        window_size_ = fetch(window_.get(), kWindow);
        if (window_size_ == 0) break;
      }
    }
    return done;
  }

  std::uint64_t seek(std::uint64_t offset, int whence) {
    at_ = whence == SEEK_SET ? offset : whence == SEEK_CUR ? at_ + offset : size_ + offset;
    return at_;
  }
  std::uint64_t size() const { return size_; }
  const std::optional<Error>& error() const { return error_; }

  // For pieces that libtiff has no part in.
  std::size_t read_at(std::uint64_t offset, std::byte* out, std::size_t wanted) {
    at_ = offset;
    std::size_t done = 0;
    while (done < wanted) {
      const std::size_t n = fetch(out + done, wanted - done);
      if (n == 0) break;
      done += n;
      at_ += n;
    }
    return done;
  }

 private:
  static constexpr std::size_t kWindow = 64 * 1024, kDirect = 32 * 1024;

  std::size_t fetch(std::byte* out, std::size_t wanted) {
    auto n = source_.read_at(at_, {out, wanted});
    if (!n) {
      error_ = n.error();
      return 0;
    }
    return *n;
  }

  const ByteSource& source_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::uint64_t window_at_ = 0;
  std::size_t window_size_ = 0;
  std::unique_ptr<std::byte[]> window_ = std::make_unique_for_overwrite<std::byte[]>(kWindow);
  std::optional<Error> error_;
};

// What libtiff says, kept instead of printed.
struct LibtiffMessages {
  std::string error;  // the first since clear(); empty: none
  std::string warning;
  void clear() { error.clear(), warning.clear(); }
};

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using LibtiffHandle = std::unique_ptr<TIFF, CloseTiff>;

// Never maps the file and reads no directory: those are set by their offsets.  Null
// when libtiff refuses; both arguments outlive the handle.
LibtiffHandle open_libtiff(LibtiffInput& input, LibtiffMessages& messages,
                           std::uint64_t largest_allocation);

}  // namespace delo::validators::tiff
