#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/records/file_object.h"
#include "core/records/identifiers.h"
#include "core/records/leaf_certificate.h"
#include "core/records/reference.h"
#include "core/records/rights.h"

namespace delo {

// One element of a description as the producer gave it: {"dc.title", "…"}.
struct DescriptionElement {
  std::string name;   // "dc.title" "dcterms.issued" or any other column
  std::string value;  // UTF-8
  auto operator<=>(const DescriptionElement&) const = default;
};

// Description of one thing within an item; an empty path describes the item.
struct Description {
  RelativePath path;
  std::vector<DescriptionElement> elements;  // in the producer's order, repeats kept
};

// A level of description above an item: fonds, series (opis), file (delo), as a
// finding aid tells it.
struct DescriptionLevel {
  std::string level;                         // of EAD's list: "fonds" "series" "file" …
  std::vector<DescriptionElement> elements;  // "ead.unitid", "ead.unittitle" …, in order
  bool operator==(const DescriptionLevel&) const = default;
};

// PREMIS Intellectual Entity: one delo, or the part of it that was delivered.
struct Item {
  ItemId id;
  ArchivalReference reference;  // empty when nothing names one
  std::string reference_basis;  // where it was found: "metadata.csv line 2, dc.identifier"
  std::string title;
  std::vector<Description> descriptions;
  std::vector<DescriptionLevel> levels;   // above the item, the outermost first
  std::vector<RightsStatement> rights;    // as the producer stated them
  std::vector<FileObject> files;          // in path order (byte-wise)
  LeafCertificate certificate = {};       // of its delo, as delivered with it
  std::vector<LeafMapRow> leaf_map = {};  // in the table's order
};

}  // namespace delo
