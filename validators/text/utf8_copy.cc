#include "validators/text/utf8_copy.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text/utf8.h"
#include "validators/text/declared_encoding.h"
#include "validators/text/encoding_verdict.h"
#include "validators/text/plain_text.h"
#include "validators/text/text_scan.h"
#include "validators/text/text_validator.h"

namespace delo::validators::text {
namespace {

constexpr std::string_view kPlainText = "x-fmt/111";

// Holds the head of an HTML text until it is known what it declares.
class SinkOfHtml final : public ByteSink {
 public:
  explicit SinkOfHtml(ByteSink& out) : out_(out) {}

  Result<void> write(std::span<const std::byte> chunk) override {
    if (passed_) return out_.write(chunk);
    head_.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    return head_.size() < kMostHeld ? Result<void>() : pass_head();
  }
  Result<void> finish() override { return passed_ ? Result<void>() : pass_head(); }

 private:
  Result<void> pass_head() {
    passed_ = true;
    std::string told;
    std::size_t at = 0;
    for (const DeclaredEncoding& declared : encodings_declared_in(head_)) {
      told += std::string_view(head_).substr(at, declared.begin - at);
      told += "utf-8";
      at = declared.end;
    }
    told += std::string_view(head_).substr(at);
    head_.clear();
    return out_.write_text(told);
  }

  ByteSink& out_;
  std::string head_;
  bool passed_ = false;
};

bool is_utf8_name(std::string_view encoding) {
  return encoding == "UTF-8" || encoding == "US-ASCII";
}

// "UTF-16" says what "UTF-16LE" is.
bool means(std::string_view declared, std::string_view found) {
  return declared == found || (declared.starts_with("UTF-") && found.starts_with(declared));
}

}  // namespace

bool can_have_utf8_copy(std::string_view puid) {
  constexpr std::array<std::string_view, 3> kPuids = {kPlainText, "fmt/96", "fmt/471"};
  return std::find(kPuids.begin(), kPuids.end(), puid) != kPuids.end();
}

bool is_not_utf8(const Format& format, const TechnicalMetadata& technical) {
  return can_have_utf8_copy(format.puid) && technical.text &&
         !is_utf8_name(technical.text_encoding);
}

std::string why_no_utf8_copy(const TechnicalMetadata& technical) {
  const std::string& found = technical.text_encoding;
  const TextMetadata& text = *technical.text;
  if (found.empty()) return "its encoding can't be told";
  if (!text.encoding_certain) {
    return "its encoding is not certain: it may be " + found;
  }
  if (text.undecodable > 0) {
    return std::to_string(text.undecodable) +
           (text.undecodable == 1 ? " place is no character in "
                                  : " places are no characters in ") +
           found;
  }
  const std::string_view declared = encoding_of_label(text.declared_encoding);
  if (!text.declared_encoding.empty() && !means(declared, found)) {
    return "it declares the encoding " + display_of(text.declared_encoding) + ", and reads as " +
           found;
  }
  return {};
}

Result<std::string> copy_as_utf8(const ByteSource& bytes, const Format& format, ByteSink& utf8) {
  Examination seen;
  DELO_TRY(seen, examine(bytes, *RelativePath::parse("text"), format, {}));
  if (!is_not_utf8(format, seen.technical)) return std::string("it is UTF-8 already");
  if (std::string why = why_no_utf8_copy(seen.technical); !why.empty()) return why;
  const std::string& encoding = seen.technical.text_encoding;
  if (format.puid == kPlainText) {
    DELO_CHECK(decode_text(bytes, encoding, utf8));
    return std::string();
  }
  SinkOfHtml html(utf8);
  DELO_CHECK(decode_text(bytes, encoding, html));
  DELO_CHECK(html.finish());
  return std::string();
}

Result<std::string> encoding_of_copy(const ByteSource& copy) {
  DELO_TRY(const TextScan scan, scan_text(copy));
  DELO_TRY(const EncodingVerdict found, encoding_of(copy, {}, scan));
  return found.name;
}

}  // namespace delo::validators::text
