#include "packages/mets/metadata_type.h"

#include "core/bytes/byte_source.h"
#include "core/text/utf8.h"
#include "packages/descriptive/description_reader.h"

namespace delo::packages {
namespace {

bool may_be_xml(const PayloadFile& file) {
  const std::string name = to_lower(file.object.path.name());
  return name.ends_with(".xml") || name.ends_with(".ead") ||
         file.examination.format.mime.find("xml") != std::string::npos;
}

std::string_view mdtype_of(DescriptionForm form) {
  switch (form) {
    case DescriptionForm::kEad:
      return "EAD";
    case DescriptionForm::kMods:
      return "MODS";
    case DescriptionForm::kDublinCore:
      return "DC";
    case DescriptionForm::kNone:
      break;
  }
  return "";
}

}  // namespace

Result<XmlWriter::Attributes> metadata_type_of(const PayloadFile& file) {
  DescriptionKind kind;
  if (may_be_xml(file)) {
    DELO_TRY(const auto source, FileSource::open(file.content));
    DELO_TRY(kind, kind_of_description(*source));
  }
  const std::string_view type = mdtype_of(kind.form);
  if (type.empty()) return XmlWriter::Attributes{{"MDTYPE", "OTHER"}, {"OTHERMDTYPE", "PRODUCER"}};
  XmlWriter::Attributes attributes = {{"MDTYPE", std::string(type)}};
  if (!kind.version.empty()) attributes.push_back({"MDTYPEVERSION", std::move(kind.version)});
  return attributes;
}

}  // namespace delo::packages
