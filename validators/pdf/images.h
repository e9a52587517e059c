// Images (ISO 32000-1 8.9): the dictionary, then the data decoded to their last
// line by the codec they are in, and what came out against what was promised.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "validators/pdf/findings.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {

// What the streams of one file may unfold to, all together; bytes.
struct DecodeBudget {
  std::uint64_t left = 0;
  bool spent = false;
};

struct ColourSpace {
  int components = 0;  // 0: unknown
  std::string name;    // "gray" "rgb" "cmyk" "indexed" "lab" "separation" …; empty: unknown
  Value icc;           // the profile's stream; null for none
};
ColourSpace colour_space_of(const Value& value);

struct ImageFacts {
  std::uint32_t width = 0, height = 0;  // pixels, by the dictionary
  int bits = 0;                         // per component; 0: unknown
  ColourSpace colour;
  std::string
      compression;  // "none" "deflate" "lzw" "run-length" "jpeg" "jpeg2000" "g3" "g4" "jbig2"
};
ImageFacts facts_of(const Value& image);

// Decodes each image once.
class ImageChecker {
 public:
  ImageChecker(Document& document, Findings& findings, DecodeBudget& budget)
      : document_(document), findings_(findings), budget_(budget) {}

  void want_thumbnail_of(ObjectId id) { thumbnail_of_ = id; }
  void check(const Value& image);

  const std::string& thumbnail() const { return thumbnail_; }
  const std::set<std::string>& tools() const { return tools_; }
  std::vector<std::string> not_checked() const;

 private:
  struct Subject {
    const Value& image;
    const StreamCoding& coding;
    const ImageFacts& facts;
  };
  void dictionary(const Subject& subject);
  void raw(const Subject& subject);
  void encoded(const Subject& subject);
  void dct(const Subject& subject, const std::string& data);
  void jpx(const Subject& subject, const std::string& data);
  void ccitt(const Subject& subject, const std::string& data);
  void jbig2(const Subject& subject, const std::string& data);
  void size_is(const Subject& subject, std::uint64_t width, std::uint64_t height,
               const char* codec);
  void report(const Rule& rule, const Value& where, std::string message) {
    findings_.add(rule, where.part(), where.offset(), std::move(message));
  }

  Document& document_;
  Findings& findings_;
  DecodeBudget& budget_;
  ObjectId thumbnail_of_;
  std::string thumbnail_;
  std::set<std::string> tools_;
  std::uint64_t samples_left_ = 200'000'000;  // of JPX images, decoded in full
  std::size_t reduced_ = 0, undecoded_ = 0;
};

}  // namespace delo::validators::pdf
