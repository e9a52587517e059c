#include "validators/text_stream.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "validators/finding_list.h"
#include "validators/formats/format_identifier.h"
#include "validators/text/text_analysis.h"
#include "validators/text/text_reader.h"
#include "validators/text/utf8_copy.h"

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
  // `analysis` hears all that is streamed.
  Streamer(const IsolatedStream& stream, FindingList& findings, text::TextHandler& analysis)
      : stream_(stream), findings_(findings), analysis_(analysis) {}

  void text(std::string_view utf8) override {
    analysis_.text(utf8);
    kept_ += utf8;
    if (kept_.size() >= kPiece) pass_on();
  }
  void page(std::string_view label) override {
    analysis_.page(label);
    kept_ += '\f';
  }
  void declared_language(std::string_view tag) override { analysis_.declared_language(tag); }
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
  text::TextHandler& analysis_;
  std::string kept_;
  bool heard_ = true;
};

// Pieces that divide no character, each of at most kPiece bytes.
class StreamSink final : public ByteSink {
 public:
  explicit StreamSink(const IsolatedStream& stream) : stream_(stream) {}

  Result<void> write(std::span<const std::byte> chunk) override {
    kept_.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    std::string_view rest = kept_;
    while (rest.size() >= kPiece && heard_) {
      const std::size_t some = whole_characters(rest, kPiece);
      heard_ = stream_(rest.substr(0, some));
      rest.remove_prefix(some);
    }
    kept_.erase(0, kept_.size() - rest.size());
    return {};
  }
  Result<void> finish() override {
    if (!kept_.empty() && heard_) stream_(kept_);
    stream_({});
    return {};
  }

 private:
  const IsolatedStream& stream_;
  std::string kept_;
  bool heard_ = true;
};

}  // namespace

Result<Examination> stream_text(const ByteSource& bytes, const RelativePath& path,
                                const IsolatedStream& stream) {
  Examination out;
  FindingList findings(path);
  // What is odd about the text is its examination's business.
  FindingList odd(path);
  text::TextAnalysis analysis(odd);
  Streamer streamer(stream, findings, analysis);
  DELO_TRY(out.format, identify_format(bytes, path));
  if (bytes.size() > 0 && text::has_text_reader(out.format.puid)) {
    DELO_CHECK(text::read_text(bytes, out.format, streamer));
    out.technical.text = analysis.finish();  // says that there is a reader, too
  }
  streamer.finish();
  out.findings = findings.take();
  out.validity = validity_of(out.findings);
  return out;
}

Result<Examination> stream_utf8_copy(const ByteSource& bytes, const RelativePath& path,
                                     const IsolatedStream& stream) {
  Examination out;
  DELO_TRY(out.format, identify_format(bytes, path));
  StreamSink sink(stream);
  DELO_TRY(std::string why_not, text::copy_as_utf8(bytes, out.format, sink));
  DELO_CHECK(sink.finish());
  if (!why_not.empty()) out.not_checked.push_back(std::move(why_not));
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
