#include "validators/jpeg/jpeg_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <string_view>

#include "validators/jpeg/jpeg_rules.h"

namespace delo::validators::jpeg {
namespace {

using namespace std::string_view_literals;

// T.81 table B.1
constexpr std::uint8_t kSoi = 0xD8, kEoi = 0xD9, kSos = 0xDA, kDnl = 0xDC, kTem = 0x01;
constexpr std::uint8_t kApp0 = 0xE0, kApp1 = 0xE1, kApp2 = 0xE2, kApp13 = 0xED, kApp14 = 0xEE;
constexpr bool is_restart(std::uint8_t marker) { return marker >= 0xD0 && marker <= 0xD7; }
// SOF0 … SOF15 without DHT, JPG and DAC, which lie between.
constexpr bool is_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::string hex_of(std::uint8_t byte) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  return {kDigits[byte >> 4], kDigits[byte & 15]};
}

// A window that moves forward over the bytes.
class Window {
 public:
  explicit Window(const ByteSource& bytes) : bytes_(bytes), size_(bytes.size()) {}
  std::uint64_t at() const { return at_; }
  std::uint64_t left() const { return size_ - at_; }
  void skip(std::uint64_t n) { at_ += std::min(n, left()); }

  // The bytes from here on, as many as are at hand, at least `wanted` unless the
  // file ends before.
  // REQUIRES: wanted ≤ kSize
  Result<std::string_view> look(std::size_t wanted) {
    const std::uint64_t have = at_ - start_ <= held_ ? held_ - (at_ - start_) : 0;
    if (have < std::min<std::uint64_t>(wanted, left())) {
      start_ = at_;
      DELO_TRY(held_, bytes_.read_at(start_, std::as_writable_bytes(std::span(buffer_))));
      if (held_ < std::min<std::uint64_t>(wanted, left())) {
        return Error{ErrorCode::kIo, "file ended after " + std::to_string(start_ + held_) + " of " +
                                         std::to_string(size_) + " bytes"};
      }
    }
    const auto from = static_cast<std::size_t>(at_ - start_);
    return std::string_view(buffer_.data() + from, held_ - from);
  }

  static constexpr std::size_t kSize = 128 * 1024;

 private:
  const ByteSource& bytes_;
  std::uint64_t size_, at_ = 0;
  std::uint64_t start_ = 0;
  std::size_t held_ = 0;
  std::string buffer_ = std::string(kSize, '\0');
};

std::uint32_t u8(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}
std::uint32_t u16(std::string_view bytes, std::size_t at) {
  return u8(bytes, at) << 8 | u8(bytes, at + 1);
}

// The IIM data among the resources of Photoshop ("8BIM", id 0x0404).
std::string iptc_of(std::string_view resources) {
  while (resources.size() >= 12 && resources.starts_with("8BIM")) {
    const std::uint32_t id = u16(resources, 4);
    const std::size_t name = (u8(resources, 6) + 2) & ~std::size_t{1};  // length and text, even
    if (resources.size() - 6 < name + 4) break;
    const std::size_t size_at = 6 + name;
    const std::size_t size =
        std::size_t{u16(resources, size_at)} << 16 | u16(resources, size_at + 2);
    resources.remove_prefix(size_at + 4);
    if (resources.size() < size) break;
    if (id == 0x0404) return std::string(resources.substr(0, size));
    resources.remove_prefix(std::min(resources.size(), (size + 1) & ~std::size_t{1}));
  }
  return {};
}

class Reader {
 public:
  Reader(const ByteSource& bytes, FindingList& findings) : window_(bytes), findings_(findings) {}

  Result<JpegFile> read() {
    DELO_TRY(const std::string_view start, window_.look(2));
    if (!start.starts_with("\xFF\xD8"sv)) {
      findings_.add(kStart, 0, "", "the file does not begin with FF D8");
      return std::move(file_);
    }
    window_.skip(2);
    while (file_.end == 0) {
      DELO_TRY(const std::optional<std::uint8_t> marker, next_marker());
      if (!marker) {
        findings_.add(kEnd, window_.at(), "", "the file ends without EOI (FF D9)");
        break;
      }
      if (*marker == kEoi) {
        file_.end = window_.at();
      } else if (*marker != kSoi && *marker != kTem && !is_restart(*marker)) {
        DELO_TRY(const bool goes_on, take_segment(*marker));
        if (!goes_on) break;
      }
    }
    if (file_.end != 0 && window_.left() > 0) {
      findings_.add(kTrailingBytes, file_.end, "",
                    std::to_string(window_.left()) + " bytes follow the end of the image");
    }
    join_icc();
    return std::move(file_);
  }

 private:
  // Goes behind the next marker; nothing at the end of the file.  Bytes that are
  // no marker are told once and skipped.
  Result<std::optional<std::uint8_t>> next_marker() {
    const std::uint64_t from = window_.at();
    std::uint64_t strange = 0;
    while (window_.left() >= 2) {
      DELO_TRY(const std::string_view bytes, window_.look(2));
      const std::size_t ff = bytes.find('\xFF');
      if (ff != 0) {
        const std::size_t n = std::min(ff, bytes.size());
        strange += n;
        window_.skip(n);
        continue;
      }
      const std::uint8_t second = static_cast<std::uint8_t>(bytes[1]);
      if (second == 0xFF) {  // a fill byte, T.81 B.1.1.2
        window_.skip(1);
        continue;
      }
      window_.skip(2);
      if (second == 0) {
        strange += 2;
        continue;
      }
      if (strange > 0) tell_strange(from, strange);
      return std::optional(second);
    }
    strange += window_.left();
    window_.skip(window_.left());
    if (strange > 0) tell_strange(from, strange);
    return std::optional<std::uint8_t>();
  }

  void tell_strange(std::uint64_t from, std::uint64_t count) {
    findings_.add(kMarker, from, "", std::to_string(count) + " bytes where a marker should be");
  }

  // false: the segment leaves the file.
  Result<bool> take_segment(std::uint8_t marker) {
    const std::uint64_t offset = window_.at() - 2;
    const std::string part = "marker FF " + hex_of(marker);
    if (window_.left() < 2) {
      findings_.add(kSegmentOutsideFile, offset, part, "the file ends before the segment's length");
      return false;
    }
    DELO_TRY(const std::string_view head, window_.look(2));
    const std::uint32_t length = u16(head, 0);
    if (length < 2) {
      findings_.add(kSegmentLength, offset, part, "length is " + std::to_string(length));
      window_.skip(2);
      return true;
    }
    if (window_.left() < length) {
      findings_.add(kSegmentOutsideFile, offset, part,
                    "length is " + std::to_string(length) + ", the file has " +
                        std::to_string(window_.left()) + " bytes more");
      return false;
    }
    DELO_TRY(const std::string_view whole, window_.look(length));
    take_payload(marker, offset, part, whole.substr(2, length - 2));
    window_.skip(length);
    if (marker == kSos) DELO_CHECK(skip_entropy_coded_data());
    return true;
  }

  void take_payload(std::uint8_t marker, std::uint64_t offset, const std::string& part,
                    std::string_view payload) {
    if (is_frame(marker)) return take_frame(marker, offset, part, payload);
    switch (marker) {
      case kSos:
        ++file_.scans;
        if (file_.frames.empty()) {
          findings_.add(kScanBeforeFrame, offset, part, "a scan begins before any frame header");
        }
        break;
      case kDnl:
        if (payload.size() >= 2 && !file_.frames.empty() && file_.frames.back().height == 0) {
          file_.frames.back().height = u16(payload, 0);
        }
        break;
      case kApp0:
        if (payload.starts_with("JFIF\0"sv) && payload.size() >= 12 && !file_.jfif) {
          file_.jfif = JfifHeader{.version_major = u8(payload, 5),
                                  .version_minor = u8(payload, 6),
                                  .unit = u8(payload, 7),
                                  .density_x = u16(payload, 8),
                                  .density_y = u16(payload, 10)};
        }
        break;
      case kApp1:
        if (constexpr auto kName = "Exif\0\0"sv; payload.starts_with(kName) && file_.exif.empty()) {
          file_.exif = payload.substr(kName.size());
        }
        if (constexpr auto kName = "http://ns.adobe.com/xap/1.0/\0"sv;
            payload.starts_with(kName) && file_.xmp.empty()) {
          file_.xmp = payload.substr(kName.size());
        }
        break;
      case kApp2:
        if (constexpr auto kName = "ICC_PROFILE\0"sv;
            payload.starts_with(kName) && payload.size() >= kName.size() + 2) {
          icc_offset_ = icc_chunks_.empty() ? offset : icc_offset_;
          icc_total_ = u8(payload, kName.size() + 1);
          icc_chunks_.try_emplace(u8(payload, kName.size()), payload.substr(kName.size() + 2));
        }
        break;
      case kApp13:
        if (constexpr auto kName = "Photoshop 3.0\0"sv; payload.starts_with(kName)) {
          if (file_.iptc.empty()) file_.iptc = iptc_of(payload.substr(kName.size()));
        }
        break;
      case kApp14:
        if (payload.starts_with("Adobe") && payload.size() >= 12) {
          file_.adobe_transform = u8(payload, 11);
        }
        break;
      default:
        break;
    }
  }

  void take_frame(std::uint8_t marker, std::uint64_t offset, const std::string& part,
                  std::string_view payload) {
    if (payload.size() < 6) {
      findings_.add(kFrameLength, offset, part,
                    "the frame header has " + std::to_string(payload.size() + 2) + " bytes");
      return;
    }
    const Frame frame{.marker = marker,
                      .offset = offset,
                      .precision = u8(payload, 0),
                      .width = u16(payload, 3),
                      .height = u16(payload, 1),
                      .components = u8(payload, 5)};
    if (payload.size() != 6 + 3 * std::size_t{frame.components}) {
      findings_.add(kFrameLength, offset, part,
                    "the frame header has " + std::to_string(payload.size() + 2) + " bytes for " +
                        std::to_string(frame.components) + " components");
    }
    if (!file_.frames.empty()) {
      findings_.add(kFrameDuplicate, offset, part,
                    "a second frame header; the first is at byte " +
                        std::to_string(file_.frames.front().offset));
    }
    if (file_.frames.size() < 2) file_.frames.push_back(frame);
  }

  // Up to the next marker that is neither a stuffed zero nor a restart.  T.81 B.1.1.5
  Result<void> skip_entropy_coded_data() {
    while (window_.left() >= 2) {
      DELO_TRY(const std::string_view bytes, window_.look(2));
      std::size_t at = 0;
      while (true) {
        const void* ff = std::memchr(bytes.data() + at, 0xFF, bytes.size() - at);
        if (!ff) {
          at = bytes.size();
          break;
        }
        at = static_cast<std::size_t>(static_cast<const char*>(ff) - bytes.data());
        if (at + 1 == bytes.size()) break;  // its second byte lies in the next window
        const std::uint8_t second = static_cast<std::uint8_t>(bytes[at + 1]);
        if (second != 0 && second != 0xFF && !is_restart(second)) {
          window_.skip(at);
          return {};
        }
        at += second == 0xFF ? 1 : 2;
        if (at >= bytes.size()) break;
      }
      window_.skip(at);
    }
    return {};
  }

  // ICC.1:2010 B.4: chunk k of n, in any order.
  void join_icc() {
    if (icc_chunks_.empty()) return;
    for (unsigned k = 1; k <= icc_total_; ++k) {
      const auto chunk = icc_chunks_.find(k);
      if (chunk == icc_chunks_.end()) {
        findings_.add(kIccDamaged, icc_offset_, "marker FF E2",
                      "chunk " + std::to_string(k) + " of " + std::to_string(icc_total_) +
                          " of the ICC profile is missing");
        file_.icc.clear();
        return;
      }
      file_.icc += chunk->second;
    }
  }

  Window window_;
  FindingList& findings_;
  JpegFile file_;
  std::map<unsigned, std::string> icc_chunks_;
  unsigned icc_total_ = 0;
  std::uint64_t icc_offset_ = 0;
};

}  // namespace

Result<JpegFile> read_jpeg(const ByteSource& bytes, FindingList& findings) {
  return Reader(bytes, findings).read();
}

}  // namespace delo::validators::jpeg
