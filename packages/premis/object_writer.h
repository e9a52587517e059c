// Objects of a PREMIS record: the intellectual entity, representations, files.
#pragma once

#include <optional>
#include <string>

#include "core/result.h"
#include "core/text/xml_writer.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/leaf_cursor.h"
#include "packages/premis/copies_of_texts.h"

namespace delo::packages {

// Borrows all three.
class ObjectWriter {
 public:
  ObjectWriter(XmlWriter& xml, const IpLayout& layout, const CopiesOfTexts& copies)
      : xml_(xml), layout_(layout), copies_(copies) {}

  void write_entity();
  Result<void> write_representation(const Representation& representation, bool with_files);
  // In reading order.  `representation` may be nullptr: the file is in none.
  Result<void> write_file(const PlacedFile& file, const Representation* representation);

 private:
  Result<std::optional<std::string>> source_of(const FileObject& object);

  XmlWriter& xml_;
  const IpLayout& layout_;
  const CopiesOfTexts& copies_;
  std::optional<LeafCursor> masters_;
};

}  // namespace delo::packages
