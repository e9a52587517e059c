// An archival reference: archive, fond, opis, delo, leaves.  Latin and Cyrillic
// writing of the same reference parse to the same thing.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/leaf.h"

namespace delo {

struct ArchivalReference {
  // The Latin abbreviation ("APRF") whatever the script of the text; an archive
  // that the table doesn't know stays as written.  Empty when absent, as all parts.
  std::string archive;
  // Text, not numbers, in the script they were written in: "45", "Р-5446", "1доп".
  std::string fond, opis, delo;
  std::string box;           // п., папка (AVPRF), к., коробка; between opis and delo
  std::string folder, item;  // box/folder/item, where a template or a text names them
  std::string volume;        // т., ч., кн.
  std::string reel, frames;  // microfilm: рол., кадр ("12", "12-15")
  std::vector<Leaf> leaves;  // in order, ranges written out

  bool empty() const {
    return archive.empty() && fond.empty() && opis.empty() && delo.empty() && box.empty() &&
           folder.empty() && item.empty();
  }
  // The same delo, whatever the script of either: "Р-5446" is "R-5446".
  bool same_delo(const ArchivalReference& other) const;
  // The same parts and leaves, whatever the script: what canonical() writes and is
  // read again is the same_as() before.
  bool same_as(const ArchivalReference& other) const;
  // Every part above the leaves that both of them name is the same, and each leaf
  // of `query` is among ours if we name any (a leaf of ours without a side stands
  // for both): "f. 45 d. 337 l. 38" finds "APRF, f. 45, op. 1, d. 337, ll. 37-40".
  bool answers(const ArchivalReference& query) const;

  // "APRF, f. 45, op. 1, d. 337, ll. 37-40"
  std::string canonical() const;
  // "АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40"
  std::string canonical_cyrillic() const;

  auto operator<=>(const ArchivalReference&) const = default;
};

// All references in the text, several divided by ';'.  None: an empty vector.
// A reference that leaves out its first parts takes them from the one right
// before it ("РГАСПИ. Ф. 17. Оп. 3. Д. 1. Л. 5; Д. 2. Л. 7").  More leaves than
// kMaxLeavesOfReference and text after kMaxReferenceText bytes are faults.
inline constexpr std::size_t kMaxLeavesOfReference = 10000;
inline constexpr std::size_t kMaxReferenceText = 256 * 1024;
struct ReferenceFault {
  enum class Kind : std::uint8_t {
    kUnreadable,    // a part could not be read, or not as it stands
    kMixedLetters,  // a look-alike letter of the other script was mended
    kRemark,        // read in one of two ways that were possible
  };
  std::size_t offset = 0;  // bytes into the text
  std::string message;     // "leaf range 40-37 runs backwards"
  Kind kind = Kind::kUnreadable;
};
struct ParsedReferences {
  std::vector<ArchivalReference> references;
  std::vector<ReferenceFault> faults;
};
ParsedReferences parse_references(std::string_view text);

// The first reference of a text, or nothing.
std::optional<ArchivalReference> parse_reference(std::string_view text);

// "37-40, 42ob" from leaves in order, in the Latin or the Cyrillic way.
std::string leaf_ranges(const std::vector<Leaf>& leaves, bool cyrillic = false);

}  // namespace delo
