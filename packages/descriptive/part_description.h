// What is said of each representation of a record, rather than of the record: rows of the
// producer's tables about its files, languages, formats, extent.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/xml_writer.h"
#include "packages/package.h"

namespace delo::packages {

struct PartDescription {
  std::vector<DescriptionElement> elements;  // as given, each once, in the order of the files
  std::vector<std::string> languages;        // BCP 47, in the order of the files
  std::vector<std::string> media_types;      // likewise
  std::uint64_t files = 0, bytes = 0;
  std::uint64_t pages = 0;  // of those that have any
};

// Gathers descriptions of parts while the files of a package are gone through in their order.
//
// A row about a folder speaks of the representation that has all files below it.  Of rows about
// files those of transcriptions and translations, which are few, speak of the whole; of scans
// what is said of every one of them does.
class PartDescriptions {
 public:
  explicit PartDescriptions(const Item& item);  // borrowed
  ~PartDescriptions();
  void add(const PayloadFile& file);
  std::map<FileRole, PartDescription> finish();

 private:
  class Part;
  struct Folder;
  const Description* row_of(std::string_view path) const;

  std::vector<const Description*> rows_;  // by path
  std::map<const Description*, Folder> folders_;
  std::map<FileRole, Part> parts_;
};

// Of one package's rows at most so many bytes come into each of its representations, and into
// all of them.
inline constexpr std::uint64_t kMostTextOfPart = std::uint64_t{64} << 10;
std::uint64_t most_text_of_parts(const Item& item);

// oai_dc.  `title`: where none is given; `identifier` of the representation, `relation`: what
// it represents, empty where that has no reference.
struct PartNames {
  std::string title, identifier, relation;
};
void write_dublin_core(XmlWriter& xml, const PartDescription& part, const PartNames& names);

}  // namespace delo::packages
