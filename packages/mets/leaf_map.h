// The logical structMap: the leaves of a record in reading order, each pointing to the
// files that carry it.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/text/xml_writer.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/leaf_cursor.h"

namespace delo::packages {

// "л. 37 об." and "l. 37 ob.": a leaf's side in the script of the archives and in ours.
std::string cyrillic_label_of(const Leaf& leaf);
std::string latin_label_of(const Leaf& leaf);

// The record as METS labels it: reference and title.
std::string label_of_package(const Item& item);

// The next leaf in reading order of all these; nothing behind the last.
std::optional<Leaf> next_leaf(std::span<const LeafCursor> cursors);

// For the METS document of a representation that has leaves; nothing for others.  A leaf's
// div has fptr to the files of this document and mptr to those of other representations,
// named by their ID as a fragment: "../access/METS.xml#uuid-…".  What carries no single
// leaf (a PDF, a text) stands in a div of its own.  It is no part of the root's METS
// because checkers take every structMap there for that of CSIP.  (METS 1.12.1, mptr)
Result<void> write_leaf_map(XmlWriter& xml, const IpLayout& layout, const Representation& r);

}  // namespace delo::packages
