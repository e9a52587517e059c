// What comes from a package itself into the catalogue: its files, their leaves and texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/reference.h"
#include "core/run/text_source.h"
#include "packages/package.h"

namespace delo::holdings {

// A file of a package as the catalogue has it.
struct CatalogueFile {
  std::string path;  // within the package
  std::uint64_t size = 0;
  std::string sha256;
};

// Where a side of a leaf is, as the package's PREMIS record tells: it has what the table of
// frames, the certificate and the names said when the item was examined.
struct CataloguePlace {
  Leaf leaf;
  std::string path;        // within the package
  std::uint32_t page = 0;  // from 1; 0: the file as a whole
  bool operator==(const CataloguePlace&) const = default;
};
inline constexpr std::size_t kMostPlacesOfPackage = 100'000;  // no delo has so many leaves

// A sheet of a text begins here and ends where the next one does.
struct CatalogueSheet {
  std::uint64_t offset = 0;  // bytes into the text
  std::string label;         // Leaf::label() of what its mark names; empty: it has no number
  std::string leaf;          // of the delo; empty: not known
  bool operator==(const CatalogueSheet&) const = default;
};

// The text of a file of the package.
struct CatalogueText {
  std::string path;  // within the package
  std::string kind;  // "transcription" "translation"
  SourceText source;
  std::vector<CatalogueSheet> sheets = {};  // in order; see bind_sheets_of()
  std::string fault = {};                   // why there is no text: kDamagedText, kFailedText
};
// No copy has the file as it was stored · we could not read it.  Words of the catalogue.
inline constexpr std::string_view kDamagedText = "damaged", kFailedText = "failed";

struct PackageContents {
  packages::PackageFiles files;        // of which path, size and SHA-256 are kept
  std::vector<CatalogueText> texts;    // in path order
  std::vector<CataloguePlace> places;  // by leaf, path and page
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
  // Whether the file is wanted: it is a text, and there is something to read it.
  bool wants(std::string_view path) const;
  // REQUIRES: wants(path).  Errors: those of the source.
  Result<void> take(const std::string& path, const FileSource& content);
  // The same of a file that can't be had; `fault` as CatalogueText::fault.
  void take_fault(const std::string& path, std::string_view fault, std::string remark);
  std::vector<CatalogueText> texts() { return std::move(texts_); }

 private:
  TextSource* source_;
  std::uint64_t left_ = kMostTextOfPackage;
  std::vector<CatalogueText> texts_;
};

// Binds the sheets of all texts to the leaves of the record: those of the reference, or else of
// the scans.  A text that is of a leaf itself is one sheet.
void bind_sheets_of(PackageContents& contents, const ArchivalReference& reference);

// "12 37ob 37ob 480 2 38": sheets as the catalogue keeps them, "-" for what is empty.
std::string sheets_line(const std::vector<CatalogueSheet>& sheets);
std::vector<CatalogueSheet> sheets_of_line(std::string_view line);
// The sheet that a place lies on; nullptr before the first one.
const CatalogueSheet* sheet_at(const std::vector<CatalogueSheet>& sheets, std::uint64_t offset);

}  // namespace delo::holdings
