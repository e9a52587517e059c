#include "packages/bagit/tag_text.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <vector>

#include "core/text/utf8.h"

namespace delo::packages {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;             // bytes
constexpr std::uint64_t kMostConverted = std::uint64_t{64} << 20;  // bytes
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_all_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

class Converter {
 public:
  explicit Converter(const std::string& from) : handle_(::iconv_open("UTF-8", from.c_str())) {}
  ~Converter() {
    if (is_open()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  iconv_t get() const { return handle_; }

 private:
  iconv_t handle_;
};

// What to add to the name of an encoding so that its bytes are read in their own
// order: iconv takes the machine's when no byte order mark tells.  Of text most code
// units are below 256, so the zeros tell; big endian is the default (RFC 2781 §4.3).
std::string_view ending_of(std::string_view name, std::string_view bytes) {
  const std::string lower = to_lower(name);
  const std::size_t width = lower == "utf-16" ? 2 : lower == "utf-32" ? 4 : 0;
  if (width == 0 || bytes.size() < width) return "";
  const std::string_view first = bytes.substr(0, width);
  if (first.starts_with("\xFE\xFF") || first.starts_with("\xFF\xFE") ||
      first == std::string_view("\0\0\xFE\xFF", 4)) {
    return "";
  }
  std::size_t zeros_first = 0, zeros_last = 0;
  for (std::size_t i = 0; i + width <= std::min<std::size_t>(bytes.size(), 4096); i += width) {
    zeros_first += bytes[i] == '\0' ? 1 : 0;
    zeros_last += bytes[i + width - 1] == '\0' ? 1 : 0;
  }
  return zeros_last > zeros_first ? "LE" : "BE";
}

// Cuts pieces into lines.
class LineSplitter {
 public:
  LineSplitter(const TagDecoder& decoder, const std::function<Result<void>(const TagLine&)>& visit)
      : check_utf8_(decoder.is_utf8()), ascii_(decoder.is_ascii()), visit_(visit) {}

  Result<void> take(std::string_view piece) {
    while (!piece.empty()) {
      if (after_cr_ && piece.front() == '\n') piece.remove_prefix(1);
      after_cr_ = false;
      const std::size_t end = end_of_line(piece);
      if (end == piece.size()) return append(piece);
      if (line_.empty() && !cut_ && end <= kMostLine) {
        DELO_CHECK(give(piece.substr(0, end)));
      } else {
        DELO_CHECK(append(piece.substr(0, end)));
        DELO_CHECK(flush());
      }
      after_cr_ = piece[end] == '\r';
      piece.remove_prefix(end + 1);
    }
    return {};
  }
  // A last line need not have an end.
  Result<void> finish() {
    if (!line_.empty() || cut_) return flush();
    return {};
  }

 private:
  Result<void> append(std::string_view text) {
    const std::size_t room = kMostLine - line_.size();
    if (text.size() > room) cut_ = true;
    line_ += text.substr(0, room);
    return {};
  }
  static std::size_t end_of_line(std::string_view piece) {
    const std::size_t feed = std::min(piece.find('\n'), piece.size());
    return std::min(piece.substr(0, feed).find('\r'), feed);
  }
  Result<void> flush() {
    DELO_CHECK(give(line_));
    line_.clear();
    cut_ = false;
    return {};
  }
  Result<void> give(std::string_view text) {
    const bool mark = ++number_ == 1 && text.starts_with(kByteOrderMark);
    if (mark) text.remove_prefix(kByteOrderMark.size());
    const bool decoded = !check_utf8_ || cut_ || (ascii_ ? is_all_ascii(text) : is_utf8(text));
    return visit_(TagLine{
        .number = number_, .text = text, .decoded = decoded, .cut = cut_, .byte_order_mark = mark});
  }

  const bool check_utf8_, ascii_;
  const std::function<Result<void>(const TagLine&)>& visit_;
  std::string line_;
  bool cut_ = false, after_cr_ = false;
  int number_ = 0;
};

}  // namespace

std::optional<TagDecoder> TagDecoder::named(std::string_view encoding) {
  const bool plain = std::ranges::all_of(encoding, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':';
  });
  if (encoding.empty() || encoding.size() > 40 || !plain) return std::nullopt;
  TagDecoder decoder;
  const std::string lower = to_lower(encoding);
  decoder.ascii_ = lower == "us-ascii" || lower == "ascii";
  if (lower == "utf-8" || lower == "utf8" || decoder.ascii_) return decoder;
  decoder.name_ = encoding;
  if (!Converter(decoder.name_).is_open()) return std::nullopt;
  return decoder;
}

std::optional<std::string> TagDecoder::decode(std::string_view bytes) const {
  if (this->is_utf8()) {
    if (ascii_ ? !is_all_ascii(bytes) : !delo::is_utf8(bytes)) return std::nullopt;
    return std::string(bytes);
  }
  const Converter converter(name_ + std::string(ending_of(name_, bytes)));
  if (!converter.is_open()) return std::nullopt;
  std::string text;
  std::vector<char> out(kPiece);
  char* in = const_cast<char*>(bytes.data());  // iconv(3) reads only
  std::size_t in_left = bytes.size();
  while (in_left > 0) {
    char* to = out.data();
    std::size_t to_left = out.size();
    const std::size_t status = ::iconv(converter.get(), &in, &in_left, &to, &to_left);
    text.append(out.data(), out.size() - to_left);
    if (status == static_cast<std::size_t>(-1) && errno != E2BIG) return std::nullopt;
  }
  return text;
}

Result<void> for_each_line(const ByteSource& bytes, const TagDecoder& decoder,
                           const std::function<Result<void>(const TagLine&)>& visit) {
  LineSplitter lines(decoder, visit);
  if (!decoder.is_utf8()) {
    DELO_TRY(const std::string raw, read_all(bytes, kMostConverted));
    const auto text = decoder.decode(raw);
    if (!text) {
      return visit(TagLine{
          .number = 1, .text = std::string_view(raw).substr(0, kMostLine), .decoded = false});
    }
    DELO_CHECK(lines.take(*text));
    return lines.finish();
  }
  std::string piece(kPiece, '\0');
  for (std::uint64_t at = 0;;) {
    DELO_TRY(const std::size_t got,
             bytes.read_at(at, std::as_writable_bytes(std::span(piece.data(), piece.size()))));
    if (got == 0) break;
    DELO_CHECK(lines.take(std::string_view(piece).substr(0, got)));
    at += got;
  }
  return lines.finish();
}

}  // namespace delo::packages
