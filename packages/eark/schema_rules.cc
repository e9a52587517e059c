#include "packages/eark/schema_rules.h"

#include <array>
#include <utility>

#include "packages/eark/csip_rules.h"
#include "packages/mets/mets_schema.h"
#include "packages/premis/premis_schema.h"

namespace delo::packages {
namespace {

constinit const Rule kMetsSchema{
    .id = "mets.schema",
    .severity = Severity::kError,
    .clause = "CSIP 2.2 §5; METS 1.12.1 mets.xsd",
    .summary = "METS.xml has the elements, attributes and values of the METS schema, in its order",
    .cause = "METS.xml was changed by hand, or written by a program that does not know the schema",
    .remedy = "Ask the producer for a METS.xml that validates against the METS schema",
    .who = Remedier::kProducer};
constinit const Rule kPremisXml{
    .id = "premis.xml",
    .severity = Severity::kError,
    .clause = "XML 1.0; PREMIS 3.0",
    .summary = "What METS calls PREMIS is a well-formed document of PREMIS",
    .cause = "The file was damaged or cut off, or is something else than METS says",
    .remedy = "Ask the producer for the preservation metadata anew",
    .who = Remedier::kProducer};
constinit const Rule kPremisSchema{
    .id = "premis.schema",
    .severity = Severity::kError,
    .clause = "PREMIS 3.0 premis.xsd",
    .summary = "PREMIS has the elements, attributes and values of its schema, in its order",
    .cause = "The program that wrote the preservation metadata does not know the schema",
    .remedy = "Ask the producer for preservation metadata that validates against the PREMIS schema",
    .who = Remedier::kProducer};
// A warning, although the schema asks for an element there: the standard's own examples
// and corpus write extensions that are empty, which say nothing and hide nothing.
constinit const Rule kPremisExtension{
    .id = "premis.extension",
    .severity = Severity::kWarning,
    .clause = "PREMIS 3.0 premis.xsd extensionComplexType",
    .summary = "An extension of PREMIS holds an element",
    .cause = "The program writes extensions that it has nothing for",
    .remedy = "Nothing has to be done: nothing is lost",
    .who = Remedier::kArchivist};
constinit const Rule kPremisVersion{
    .id = "premis.version",
    .severity = Severity::kInfo,
    .clause = "PREMIS 3.0",
    .summary = "Preservation metadata is of a version of PREMIS whose structure is checked",
    .cause = "The package is older than PREMIS 2.0",
    .remedy = "Nothing has to be done; only that it is well-formed was checked",
    .who = Remedier::kArchivist};

std::span<const XmlSchema* const> all_schemas() {
  static const std::array kAll = {&mets_schema(), &premis3_schema(), &premis2_schema()};
  return kAll;
}

bool is_empty_extension(const SchemaFault& fault) {
  return fault.kind == SchemaFaultKind::kMissing && fault.element.ends_with("Extension");
}

// The requirement of CSIP that the same fault breaks, where no other check tells it.
const Rule* requirement_of(const SchemaFault& fault) {
  const bool second_header =
      fault.kind == SchemaFaultKind::kPlace && fault.parent == "mets" && fault.element == "metsHdr";
  return second_header ? &csip_rule("CSIP117") : nullptr;
}

}  // namespace

std::span<const Rule> schema_rules() {
  static const std::array kRules = {kMetsSchema, kPremisXml, kPremisSchema, kPremisExtension,
                                    kPremisVersion};
  return kRules;
}

StructureCheck::StructureCheck(RelativePath path, std::vector<Finding>& findings)
    : path_(std::move(path)),
      findings_(findings),
      checker_(all_schemas(), [this](const auto& f) { add(f); }) {}

void StructureCheck::add(const SchemaFault& fault) {
  // Of foreign elements only the attributes are known; they stand within METS or PREMIS.
  const bool mets = fault.schema == nullptr || fault.schema == &mets_schema();
  last_ = mets ? &kMetsSchema : is_empty_extension(fault) ? &kPremisExtension : &kPremisSchema;
  Location where{.path = path_, .part = "line " + std::to_string(fault.line)};
  if (const Rule* requirement = requirement_of(fault)) {
    findings_.push_back(finding(*requirement, where, fault.message));
  }
  findings_.push_back(finding(*last_, std::move(where), fault.message));
}

void StructureCheck::finish() {
  if (last_ == nullptr || checker_.faults() <= SchemaChecker::kMostFaults) return;
  findings_.push_back(finding(*last_, Location{.path = path_},
                              std::to_string(checker_.faults() - SchemaChecker::kMostFaults) +
                                  " more faults of its structure are not listed"));
}

void StructureCheck::add_broken_premis(std::string message) {
  findings_.push_back(finding(kPremisXml, Location{.path = path_}, std::move(message)));
}

void StructureCheck::add_old_premis() {
  findings_.push_back(finding(kPremisVersion, Location{.path = path_},
                              "is PREMIS 1; only that it is well-formed was checked"));
}

}  // namespace delo::packages
