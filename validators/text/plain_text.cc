#include "validators/text/plain_text.h"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "validators/text/encoding.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

// Takes bytes in any pieces, gives whole characters.
class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual void take(std::span<const unsigned char> bytes, std::string& out) = 0;
  virtual void finish(std::string& out) = 0;  // a character that was cut off is U+FFFD
  std::uint64_t lost() const { return lost_; }  // U+FFFD that are not in the text itself

 protected:
  void lose(std::string& out) {
    append_utf8(out, 0xFFFD);
    ++lost_;
  }

 private:
  std::uint64_t lost_ = 0;
};

class Utf8Decoder final : public Decoder {
 public:
  void take(std::span<const unsigned char> bytes, std::string& out) override {
    for (const unsigned char byte : bytes) {
      if (needed_ > 0) {
        if (byte >= low_ && byte <= high_) {
          kept_ += static_cast<char>(byte);
          low_ = 0x80, high_ = 0xBF;
          if (--needed_ == 0) out += kept_;
          continue;
        }
        needed_ = 0;
        lose(out);
      }
      begin(byte, out);
    }
  }
  void finish(std::string& out) override {
    if (needed_ > 0) lose(out);
  }

 private:
  // Table 3-7 of the Unicode Standard.
  void begin(unsigned char byte, std::string& out) {
    if (byte < 0x80) {
      out += static_cast<char>(byte);
      return;
    }
    low_ = 0x80, high_ = 0xBF;
    needed_ = byte >= 0xC2 && byte <= 0xDF   ? 1
              : byte >= 0xE0 && byte <= 0xEF ? 2
              : byte >= 0xF0 && byte <= 0xF4 ? 3
                                             : 0;
    if (needed_ == 0) return lose(out);
    if (byte == 0xE0) low_ = 0xA0;
    if (byte == 0xED) high_ = 0x9F;
    if (byte == 0xF0) low_ = 0x90;
    if (byte == 0xF4) high_ = 0x8F;
    kept_ = static_cast<char>(byte);
  }

  int needed_ = 0;
  unsigned char low_ = 0x80, high_ = 0xBF;
  std::string kept_;
};

class WideDecoder final : public Decoder {
 public:
  WideDecoder(std::size_t width, bool little) : width_(width), little_(little) {}

  void take(std::span<const unsigned char> bytes, std::string& out) override {
    for (const unsigned char byte : bytes) {
      unit_ |= char32_t{byte} << (8 * (little_ ? have_ : width_ - 1 - have_));
      if (++have_ < width_) continue;
      take_unit(unit_, out);
      unit_ = 0;
      have_ = 0;
    }
  }
  void finish(std::string& out) override {
    if (have_ > 0 || surrogate_ != 0) lose(out);
  }

 private:
  void take_unit(char32_t unit, std::string& out) {
    if (width_ == 4) return put(unit, out);
    if (surrogate_ != 0) {
      const char32_t high = surrogate_;
      surrogate_ = 0;
      if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
      }
      lose(out);
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      surrogate_ = unit;
    } else {
      put(unit, out);
    }
  }

  void put(char32_t unit, std::string& out) {
    const bool none = unit > 0x10FFFF || (unit >= 0xD800 && unit <= 0xDFFF);
    if (none) return lose(out);
    append_utf8(out, unit);
  }

  std::size_t width_, have_ = 0;
  bool little_;
  char32_t unit_ = 0, surrogate_ = 0;
};

class PageDecoder final : public Decoder {
 public:
  explicit PageDecoder(const CodePage& page) {
    for (std::size_t i = 0; i < 0x80; ++i) {
      if (page.upper[i] != 0xFFFD) append_utf8(upper_[i], page.upper[i]);
    }
  }
  void take(std::span<const unsigned char> bytes, std::string& out) override {
    for (const unsigned char byte : bytes) {
      if (byte < 0x80) {
        out += static_cast<char>(byte);
      } else if (const std::string& character = upper_[byte - 0x80]; !character.empty()) {
        out += character;
      } else {
        lose(out);
      }
    }
  }
  void finish(std::string&) override {}

 private:
  std::array<std::string, 0x80> upper_;  // empty: not assigned
};

std::unique_ptr<Decoder> decoder_for(std::string_view encoding) {
  if (encoding == "UTF-8" || encoding == "US-ASCII") return std::make_unique<Utf8Decoder>();
  if (encoding == "UTF-16LE") return std::make_unique<WideDecoder>(2, true);
  if (encoding == "UTF-16BE") return std::make_unique<WideDecoder>(2, false);
  if (encoding == "UTF-32LE") return std::make_unique<WideDecoder>(4, true);
  if (encoding == "UTF-32BE") return std::make_unique<WideDecoder>(4, false);
  if (encoding.empty()) encoding = "windows-1252";
  return std::make_unique<PageDecoder>(code_page(encoding));
}

}  // namespace

Result<std::uint64_t> decode_text(const ByteSource& bytes, std::string_view encoding,
                                  ByteSink& utf8) {
  const std::unique_ptr<Decoder> decoder = decoder_for(encoding);
  std::vector<std::byte> chunk(64 * 1024);
  std::string out;
  bool at_start = encoding.starts_with("UTF-");
  const auto pass_on = [&]() -> Result<void> {
    std::string_view text = out;
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (at_start && text.starts_with(kMark)) text.remove_prefix(kMark.size());
    if (!out.empty()) at_start = false;
    if (text.empty()) return {};
    return utf8.write(std::as_bytes(std::span(text.data(), text.size())));
  };
  for (std::uint64_t at = 0;;) {
    DELO_TRY(const std::size_t size, bytes.read_at(at, chunk));
    if (size == 0) break;
    at += size;
    out.clear();
    decoder->take({reinterpret_cast<const unsigned char*>(chunk.data()), size}, out);
    DELO_CHECK(pass_on());
  }
  out.clear();
  decoder->finish(out);
  DELO_CHECK(pass_on());
  return decoder->lost();
}

}  // namespace delo::validators::text
