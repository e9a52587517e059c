#include "validators/rules.h"

#include "validators/examination_rules.h"
#include "validators/formats/format_identifier.h"
#include "validators/jpeg/jpeg_rules.h"
#include "validators/leaves/leaf_sequence.h"
#include "validators/metadata/metadata_rules.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/text/text_validator.h"
#include "validators/texts/item_texts.h"
#include "validators/tiff/tiff_profiles.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/xml/xml_validator.h"

namespace delo::validators {

std::span<const RuleTable> rule_tables() {
  // clang-format off: one table a line
  static const std::vector<RuleTable> kTables = {
      {"examination", examination_rules()},
      {"tiff", tiff::tiff_rules()},
      {"format", format_rules()},
      {"leaves", leaf_rules()},
      {"text", text::text_rules()},
      {"texts", texts_rules()},
      {"tiff", tiff::profile_rules()},
      {"xml", xml::xml_rules()},
      {"pdf", pdf::pdf_rules()},
      {"metadata", metadata::metadata_rules()},
      {"jpeg", jpeg::jpeg_rules()},
  };
  // clang-format on
  return kTables;
}

}  // namespace delo::validators
