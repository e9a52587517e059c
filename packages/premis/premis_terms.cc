#include "packages/premis/premis_terms.h"

#include <string>

namespace delo::packages::premis {

void term(XmlWriter& xml, std::string_view element, std::string_view text, std::string_view list,
          std::string_view code) {
  if (code.empty()) return xml.element(element, text);
  constexpr std::string_view kVocabulary = "http://id.loc.gov/vocabulary/preservation/";
  std::string uri(kVocabulary);
  uri.append(list).append("/").append(code);
  xml.element(element, text, {{"valueURI", uri}});
}

void identifier(XmlWriter& xml, std::string_view of, std::string_view type,
                std::string_view value) {
  const std::string name(of);
  xml.open(name + "Identifier");
  xml.element(name + "IdentifierType", type);
  xml.element(name + "IdentifierValue", value);
  xml.close();
}

bool makes_its_object(EventType type) {
  switch (type) {
    case EventType::kPackageCreation:
    case EventType::kPackageSplitting:
    case EventType::kIngestion:
    case EventType::kDissemination:  // the package that is handed out
    case EventType::kRecovery:
    case EventType::kFilenameChange:
    case EventType::kUnpacking:
    case EventType::kModification:
    case EventType::kNormalization:
      return true;
    case EventType::kTransfer:
    case EventType::kMessageDigestCalculation:
    case EventType::kFixityCheck:
    case EventType::kFormatIdentification:
    case EventType::kValidation:
    case EventType::kMetadataExtraction:
    case EventType::kAppraisal:
    case EventType::kReplication:
      return false;
  }
  return false;
}

}  // namespace delo::packages::premis
