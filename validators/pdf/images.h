// Images (ISO 32000-1 8.9): the dictionary, then the data decoded to their last
// line by the codec they are in, and what came out against what was promised.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/records/page_look.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/image_dictionary.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {

// What the streams of one file may unfold to, all together; bytes.
struct DecodeBudget {
  std::uint64_t left = 0;
  bool spent = false;
};

// Decodes each image once.
class ImageChecker {
 public:
  ImageChecker(Document& document, Findings& findings, DecodeBudget& budget)
      : document_(document), findings_(findings), budget_(budget) {}

  void want_thumbnail_of(ObjectId id) { thumbnail_of_ = id; }
  void check(const Value& image);
  // An image within the content of `part`, as inline_image() makes it.
  void check_inline(const Value& image, std::string_view data, const std::string& part);

  // Of an image that was decoded without a fault; nullptr for none.
  const PageLook* look_of(ObjectId id) const {
    const auto at = looks_.find(id);
    return at == looks_.end() ? nullptr : &at->second;
  }
  const std::string& thumbnail() const { return thumbnail_; }
  const std::set<std::string>& tools() const { return tools_; }
  std::vector<std::string> not_checked() const;

  static constexpr std::size_t kMostLooks = 4000;

 private:
  using Subject = ImageSubject;
  void decode(const Subject& subject);
  DecodeOutcome bytes_of(const Subject& subject, std::uint64_t budget,
                         const StreamDecoder::Sink& sink);
  void raw(const Subject& subject);
  void encoded(const Subject& subject);
  void dct(const Subject& subject, const std::string& data);
  void jpx(const Subject& subject, const std::string& data);
  void ccitt(const Subject& subject, const std::string& data);
  void jbig2(const Subject& subject, const std::string& data);
  void saw(const Subject& subject, const std::optional<PageLook>& look) {
    if (look && inline_part_.empty() && looks_.size() < kMostLooks)
      looks_.emplace(subject.image.home(), *look);
  }
  void size_is(const Subject& subject, std::uint64_t width, std::uint64_t height,
               const char* codec);
  void report(const Rule& rule, const Value& where, std::string message) {
    if (inline_part_.empty()) {
      findings_.add(rule, where.part(), where.offset(), std::move(message));
    } else {
      findings_.add(rule.severity == Severity::kError ? kInlineImage : rule, inline_part_, -1,
                    "an inline image: " + std::move(message));
    }
  }

  Document& document_;
  Findings& findings_;
  DecodeBudget& budget_;
  std::string inline_part_;  // of the inline image that is looked at; empty: it is none
  std::string_view inline_data_;
  std::string encoded_;  // the data of the image that is looked at; kept for the next
  ObjectId thumbnail_of_;
  std::string thumbnail_;
  std::map<ObjectId, PageLook> looks_;
  std::set<std::string> tools_;
  std::uint64_t samples_left_ = 200'000'000;  // of JPX images, decoded in full
  std::size_t reduced_ = 0, undecoded_ = 0;
};

}  // namespace delo::validators::pdf
