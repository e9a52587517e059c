#include "validators/text_stream.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "validators/finding_list.h"
#include "validators/formats/format_identifier.h"
#include "validators/text/text_reader.h"

namespace delo::validators {
namespace {

constexpr std::size_t kPiece = 64 * 1024;  // bytes

// The longest beginning of at most `most` bytes that divides no character.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return end > 0 ? end : most;
}

class Streamer final : public text::TextHandler {
 public:
  Streamer(const IsolatedStream& stream, FindingList& findings)
      : stream_(stream), findings_(findings) {}

  void text(std::string_view utf8) override {
    kept_ += utf8;
    if (kept_.size() >= kPiece) pass_on();
  }
  void page(std::string_view) override { kept_ += '\f'; }
  void fault(const Rule& rule, std::optional<std::uint64_t> offset, std::string part,
             std::string message) override {
    findings_.add(rule, offset, std::move(part), std::move(message));
  }

  void finish() {
    pass_on();
    stream_({});
  }

 private:
  void pass_on() {
    std::string_view rest = kept_;
    while (!rest.empty() && heard_) {
      const std::size_t some = whole_characters(rest, kPiece);
      heard_ = stream_(rest.substr(0, some));
      rest.remove_prefix(some);
    }
    kept_.clear();
  }

  const IsolatedStream& stream_;
  FindingList& findings_;
  std::string kept_;
  bool heard_ = true;
};

}  // namespace

Result<Examination> stream_text(const ByteSource& bytes, const RelativePath& path,
                                const IsolatedStream& stream) {
  Examination out;
  FindingList findings(path);
  Streamer streamer(stream, findings);
  DELO_TRY(out.format, identify_format(bytes, path));
  if (bytes.size() > 0 && text::has_text_reader(out.format.puid)) {
    out.technical.text.emplace();  // says that there is a reader
    DELO_CHECK(text::read_text(bytes, out.format, streamer));
  }
  streamer.finish();
  out.findings = findings.take();
  out.validity = validity_of(out.findings);
  return out;
}

bool TextPieces::take(std::string_view piece) {
  believed_ = is_utf8(piece);
  too_long_ = piece.size() > left_;
  if (too_long_) piece = piece.substr(0, whole_characters(piece, left_));
  if (!believed_) return false;
  left_ -= piece.size();
  bytes_ += piece.size();
  written_ = text_.write_text(piece);
  return written_.has_value() && !too_long_;
}

}  // namespace delo::validators
