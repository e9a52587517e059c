// What comes from a package itself into the catalogue: its files, and their texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/text_source.h"

namespace delo::holdings {

struct CatalogueFile {
  std::string path;  // within the package
  std::uint64_t size = 0;
  std::string sha256;
};

// The text of a file of the package.
struct CatalogueText {
  std::string path;  // within the package
  std::string kind;  // "transcription" "translation"
  SourceText source;
};

struct PackageContents {
  std::vector<CatalogueFile> files;
  std::vector<CatalogueText> texts;  // in path order
};

// What is read of texts, bytes: the rest is told in a remark.
inline constexpr std::uint64_t kMostTextOfFile = 4ull << 20;
inline constexpr std::uint64_t kMostTextOfPackage = 32ull << 20;

// "transcription" or "translation" when a file of this path is one of the record's texts;
// by its place in the package (docs/formats/package.md).
std::optional<std::string> text_kind_of(std::string_view path);

// Of files as they come, in path order: the texts among them, within the bounds.  A text that
// can't be read is there with a remark.  `source` may be null: no texts.
class TextGatherer {
 public:
  explicit TextGatherer(TextSource* source) : source_(source) {}
  // `content`: where the file lies.
  void take(const std::string& path, const std::filesystem::path& content);
  std::vector<CatalogueText> texts() { return std::move(texts_); }

 private:
  TextSource* source_;
  std::uint64_t left_ = kMostTextOfPackage;
  std::vector<CatalogueText> texts_;
};

// "12 37ob 480 38": sheets as the catalogue keeps them.
std::string sheets_line(const std::vector<SourceSheet>& sheets);
std::vector<SourceSheet> sheets_of_line(std::string_view line);
// The label of the sheet that a place lies on; empty before the first mark.
std::string sheet_at(const std::vector<SourceSheet>& sheets, std::uint64_t offset);

}  // namespace delo::holdings
