// PREMIS 2.2 as the Library of Congress declares it (premis-v2-2.xsd), which reads 2.0
// and 2.1 as well.  Dates and countries are read as plain text: the patterns for
// them are older than EDTF.
#include <array>

#include "packages/premis/premis_schema.h"

namespace delo::packages {
namespace {

constexpr std::array kLists = {
    ListedValues{"versionSimpleType", "2.0|2.1|2.2"},
    ListedValues{"MDTYPEDefinition",
                 "MIX|LC-VIDEO|LC-AUDIO|TEXTMD|METSRIGHTS|CDLCopyright|XMLSignature|OTHER"},
    ListedValues{"LOCTYPEDefinition", "ARK|URN|URL|PURL|HANDLE|DOI|OTHER"},
    ListedValues{"CHECKSUMTYPEDefinition",
                 "Adler-32|CRC32|HAVAL|MD5|MNP|SHA-1|SHA-256|SHA-384|SHA-512|TIGER|WHIRLPOOL"},
};

constexpr std::string_view kMetadata =
    "MDTYPE:MDTYPEDefinition! OTHERMDTYPE:string MDTYPEVERSION:string";
constexpr std::string_view kFileCore =
    "MIMETYPE:string SIZE:long CREATED:edtfSimpleType CHECKSUM:string "
    "CHECKSUMTYPE:CHECKSUMTYPEDefinition";
constexpr std::string_view kSimpleLink =
    "xlink:type=simple xlink:href xlink:role xlink:arcrole xlink:title xlink:show xlink:actuate";

constexpr std::array kTypes = {
    SchemaType{
        "premisComplexType", "object+ event* agent* rights*", {"version:versionSimpleType!"}},
    SchemaType{"objectComplexType", "!"},
    SchemaType{"file",
               "objectIdentifier+ preservationLevel* significantProperties* "
               "objectCharacteristics+ originalName? storage* environment* signatureInformation* "
               "relationship* linkingEventIdentifier* linkingIntellectualEntityIdentifier* "
               "linkingRightsStatementIdentifier*",
               {"xmlID:ID version:versionSimpleType"},
               "objectComplexType"},
    SchemaType{"representation",
               "objectIdentifier+ preservationLevel* significantProperties* originalName? "
               "environment* relationship* linkingEventIdentifier* "
               "linkingIntellectualEntityIdentifier* linkingRightsStatementIdentifier*",
               {"xmlID:ID version:versionSimpleType"},
               "objectComplexType"},
    SchemaType{"bitstream",
               "objectIdentifier+ significantProperties* objectCharacteristics+ storage* "
               "environment* signatureInformation* relationship* linkingEventIdentifier* "
               "linkingIntellectualEntityIdentifier* linkingRightsStatementIdentifier*",
               {"xmlID:ID version:versionSimpleType"},
               "objectComplexType"},
    SchemaType{"eventComplexType",
               "eventIdentifier eventType eventDateTime eventDetail? eventOutcomeInformation* "
               "linkingAgentIdentifier* linkingObjectIdentifier*",
               {"xmlID:ID version:versionSimpleType"}},
    SchemaType{"agentComplexType",
               "agentIdentifier+ agentName* agentType? agentNote* agentExtension* mdSec* "
               "linkingEventIdentifier* linkingRightsStatementIdentifier*",
               {"xmlID:ID version:versionSimpleType"}},
    SchemaType{"rightsComplexType",
               "(rightsStatement | rightsExtension | mdSec)+",
               {"xmlID:ID version:versionSimpleType"}},
    SchemaType{
        "agentIdentifierComplexType", "agentIdentifierType agentIdentifierValue", {kSimpleLink}},
    SchemaType{
        "contentLocationComplexType", "contentLocationType contentLocationValue", {kSimpleLink}},
    SchemaType{"copyrightDocumentationIdentifierComplexType",
               "copyrightDocumentationIdentifierType copyrightDocumentationIdentifierValue "
               "copyrightDocumentationRole?"},
    SchemaType{"copyrightInformationComplexType",
               "copyrightStatus copyrightJurisdiction copyrightStatusDeterminationDate? "
               "copyrightNote* copyrightDocumentationIdentifier* copyrightApplicableDates?"},
    SchemaType{"creatingApplicationComplexType",
               "(creatingApplicationName creatingApplicationVersion? dateCreatedByApplication? "
               "creatingApplicationExtension* mdSec*) | (creatingApplicationVersion "
               "dateCreatedByApplication? creatingApplicationExtension* mdSec*) | "
               "(dateCreatedByApplication creatingApplicationExtension* mdSec*) | "
               "(creatingApplicationExtension | mdSec)+"},
    SchemaType{"dependencyComplexType",
               "(dependencyName+ dependencyIdentifier*) | dependencyIdentifier+"},
    SchemaType{"dependencyIdentifierComplexType",
               "dependencyIdentifierType dependencyIdentifierValue"},
    SchemaType{"environmentComplexType",
               "(environmentCharacteristic environmentPurpose* environmentNote* dependency* "
               "software* hardware* environmentExtension* mdSec*) | (environmentPurpose+ "
               "environmentNote* dependency* software* hardware* environmentExtension* mdSec*) | "
               "(environmentNote+ dependency* software* hardware* environmentExtension* mdSec*) "
               "| (dependency+ software* hardware* environmentExtension* mdSec*) | (software+ "
               "hardware* environmentExtension* mdSec*) | (hardware+ environmentExtension* "
               "mdSec*) | (environmentExtension | mdSec)+"},
    SchemaType{
        "eventIdentifierComplexType", "eventIdentifierType eventIdentifierValue", {kSimpleLink}},
    SchemaType{"eventOutcomeDetailComplexType",
               "(eventOutcomeDetailNote eventOutcomeDetailExtension* mdSec*) | "
               "(eventOutcomeDetailExtension | mdSec)+"},
    SchemaType{"eventOutcomeInformationComplexType",
               "(eventOutcome eventOutcomeDetail*) | eventOutcomeDetail+"},
    SchemaType{"fixityComplexType",
               "messageDigestAlgorithm messageDigest messageDigestOriginator?"},
    SchemaType{"formatComplexType",
               "((formatDesignation formatRegistry?) | formatRegistry) formatNote*"},
    SchemaType{"formatDesignationComplexType", "formatName formatVersion?"},
    SchemaType{"formatRegistryComplexType",
               "formatRegistryName formatRegistryKey formatRegistryRole?",
               {kSimpleLink}},
    SchemaType{"hardwareComplexType", "hwName hwType hwOtherInformation*"},
    SchemaType{"inhibitorsComplexType", "inhibitorType inhibitorTarget* inhibitorKey?"},
    SchemaType{"licenseDocumentationIdentifierComplexType",
               "licenseDocumentationIdentifierType licenseDocumentationIdentifierValue "
               "licenseDocumentationRole?"},
    SchemaType{"licenseIdentifierComplexType", "licenseIdentifierType licenseIdentifierValue"},
    SchemaType{"licenseInformationComplexType",
               "((licenseIdentifier | licenseDocumentationIdentifier+) licenseTerms? "
               "licenseNote* licenseApplicableDates?) | (licenseTerms licenseNote* "
               "licenseApplicableDates?) | (licenseNote+ licenseApplicableDates?) | "
               "licenseApplicableDates"},
    SchemaType{"linkingAgentIdentifierComplexType",
               "linkingAgentIdentifierType linkingAgentIdentifierValue linkingAgentRole*",
               {"LinkAgentXmlID:IDREF", kSimpleLink}},
    SchemaType{"linkingEventIdentifierComplexType",
               "linkingEventIdentifierType linkingEventIdentifierValue",
               {"LinkEventXmlID:IDREF", kSimpleLink}},
    SchemaType{"linkingObjectIdentifierComplexType",
               "linkingObjectIdentifierType linkingObjectIdentifierValue linkingObjectRole*",
               {"LinkObjectXmlID:IDREF", kSimpleLink}},
    SchemaType{"linkingIntellectualEntityIdentifierComplexType",
               "linkingIntellectualEntityIdentifierType linkingIntellectualEntityIdentifierValue",
               {kSimpleLink}},
    SchemaType{"linkingRightsStatementIdentifierComplexType",
               "linkingRightsStatementIdentifierType linkingRightsStatementIdentifierValue",
               {"LinkPermissionStatementXmlID:IDREF", kSimpleLink}},
    SchemaType{"objectCharacteristicsComplexType",
               "compositionLevel fixity* size? format+ creatingApplication* inhibitors* "
               "objectCharacteristicsExtension* mdSec*"},
    SchemaType{
        "objectIdentifierComplexType", "objectIdentifierType objectIdentifierValue", {kSimpleLink}},
    SchemaType{"originalNameComplexType", "=string", {kSimpleLink}},
    SchemaType{"otherRightsDocumentationIdentifierComplexType",
               "otherRightsDocumentationIdentifierType otherRightsDocumentationIdentifierValue "
               "otherRightsDocumentationRole?"},
    SchemaType{"otherRightsInformationComplexType",
               "otherRightsDocumentationIdentifier* otherRightsBasis otherRightsApplicableDates? "
               "otherRightsNote*"},
    SchemaType{"preservationLevelComplexType",
               "preservationLevelValue preservationLevelRole? preservationLevelRationale* "
               "preservationLevelDateAssigned?"},
    SchemaType{"relatedEventIdentificationComplexType",
               "relatedEventIdentifierType relatedEventIdentifierValue relatedEventSequence?",
               {"RelEventXmlID:IDREF", kSimpleLink}},
    SchemaType{"relatedObjectIdentificationComplexType",
               "relatedObjectIdentifierType relatedObjectIdentifierValue relatedObjectSequence?",
               {"RelObjectXmlID:IDREF", kSimpleLink}},
    SchemaType{"relationshipComplexType",
               "relationshipType relationshipSubType relatedObjectIdentification+ "
               "relatedEventIdentification*"},
    SchemaType{"rightsGrantedComplexType",
               "act restriction* termOfGrant? termOfRestriction? rightsGrantedNote*"},
    SchemaType{"rightsStatementComplexType",
               "rightsStatementIdentifier rightsBasis copyrightInformation? licenseInformation? "
               "statuteInformation* otherRightsInformation? rightsGranted* "
               "linkingObjectIdentifier* linkingAgentIdentifier*"},
    SchemaType{"rightsStatementIdentifierComplexType",
               "rightsStatementIdentifierType rightsStatementIdentifierValue",
               {kSimpleLink}},
    SchemaType{"signatureComplexType",
               "signatureEncoding signer? signatureMethod signatureValue "
               "signatureValidationRules signatureProperties* keyInformation* mdSec*"},
    SchemaType{"signatureInformationComplexType",
               "(signature signatureInformationExtension* mdSec*) | "
               "(signatureInformationExtension | mdSec)+"},
    SchemaType{"significantPropertiesComplexType",
               "(significantPropertiesType significantPropertiesValue? "
               "significantPropertiesExtension* mdSec*) | (significantPropertiesValue "
               "significantPropertiesExtension* mdSec*) | (significantPropertiesExtension | "
               "mdSec)+"},
    SchemaType{"softwareComplexType", "swName swVersion? swType swOtherInformation* swDependency*"},
    SchemaType{"startAndEndDateComplexType", "startDate endDate?"},
    SchemaType{"statuteDocumentationIdentifierComplexType",
               "statuteDocumentationIdentifierType statuteDocumentationIdentifierValue "
               "statuteDocumentationRole?"},
    SchemaType{"statuteInformationComplexType",
               "statuteJurisdiction statuteCitation statuteInformationDeterminationDate? "
               "statuteNote* statuteDocumentationIdentifier* statuteApplicableDates?"},
    SchemaType{"storageComplexType", "(contentLocation storageMedium?) | storageMedium"},
    SchemaType{"extensionComplexType", "#any*"},
    SchemaType{"mdSecDefinition",
               "mdRef? mdWrap? | mdWrap mdRef",
               {"ID:ID! GROUPID:string ADMID:IDREFS CREATED:string STATUS:string"}},
    SchemaType{"mdRefDefinition",
               "",
               {"ID:ID LOCTYPE:LOCTYPEDefinition! OTHERLOCTYPE:string LABEL:string XPTR:string",
                kSimpleLink, kMetadata, kFileCore}},
    SchemaType{
        "mdWrapDefinition", "binData? | xmlData?", {"ID:ID LABEL:string", kMetadata, kFileCore}},
    SchemaType{"xmlDataDefinition", "#any+"},
};

constexpr std::array kElements = {
    SchemaElement{"premis", "premisComplexType"},
    SchemaElement{"object", "objectComplexType"},
    SchemaElement{"event", "eventComplexType"},
    SchemaElement{"agent", "agentComplexType"},
    SchemaElement{"rights", "rightsComplexType"},
    SchemaElement{"act agentIdentifierType agentIdentifierValue agentName agentNote agentType "
                  "contentLocationType contentLocationValue copyrightDocumentationIdentifierType "
                  "copyrightDocumentationRole copyrightDocumentationIdentifierValue "
                  "copyrightStatus copyrightJurisdiction copyrightNote creatingApplicationName "
                  "creatingApplicationVersion dependencyIdentifierType dependencyIdentifierValue "
                  "dependencyName environmentCharacteristic environmentNote environmentPurpose "
                  "eventDetail eventIdentifierType eventIdentifierValue eventOutcome "
                  "eventOutcomeDetailNote formatName formatNote formatRegistryName "
                  "formatRegistryKey formatRegistryRole formatVersion hwOtherInformation hwName "
                  "hwType inhibitorKey inhibitorTarget inhibitorType "
                  "licenseDocumentationIdentifierType licenseDocumentationRole "
                  "licenseDocumentationIdentifierValue licenseIdentifierType "
                  "licenseIdentifierValue licenseNote licenseTerms linkingAgentIdentifierType "
                  "linkingAgentIdentifierValue linkingAgentRole linkingEventIdentifierType "
                  "linkingEventIdentifierValue linkingIntellectualEntityIdentifierType "
                  "linkingIntellectualEntityIdentifierValue linkingObjectIdentifierType "
                  "linkingObjectRole linkingObjectIdentifierValue "
                  "linkingRightsStatementIdentifierType linkingRightsStatementIdentifierValue "
                  "messageDigest messageDigestAlgorithm messageDigestOriginator "
                  "objectIdentifierType objectIdentifierValue otherRightsBasis "
                  "otherRightsDocumentationRole otherRightsDocumentationIdentifierType "
                  "otherRightsDocumentationIdentifierValue otherRightsNote "
                  "preservationLevelValue preservationLevelRole preservationLevelRationale "
                  "relatedEventIdentifierType relatedEventIdentifierValue "
                  "relatedObjectIdentifierType relatedObjectIdentifierValue relationshipType "
                  "relationshipSubType restriction rightsBasis rightsGrantedNote "
                  "rightsStatementIdentifierType rightsStatementIdentifierValue "
                  "signatureEncoding signatureMethod signatureProperties signatureValue "
                  "signatureValidationRules signer significantPropertiesType "
                  "significantPropertiesValue storageMedium statuteCitation "
                  "statuteDocumentationIdentifierType statuteDocumentationIdentifierValue "
                  "statuteDocumentationRole statuteJurisdiction statuteNote swName swVersion "
                  "swType swDependency swOtherInformation eventType dateCreatedByApplication "
                  "endDate copyrightStatusDeterminationDate eventDateTime "
                  "preservationLevelDateAssigned startDate statuteInformationDeterminationDate",
                  "=string"},
    SchemaElement{"agentIdentifier", "agentIdentifierComplexType"},
    SchemaElement{"contentLocation", "contentLocationComplexType"},
    SchemaElement{"copyrightDocumentationIdentifier",
                  "copyrightDocumentationIdentifierComplexType"},
    SchemaElement{"copyrightInformation", "copyrightInformationComplexType"},
    SchemaElement{"creatingApplication", "creatingApplicationComplexType"},
    SchemaElement{"dependency", "dependencyComplexType"},
    SchemaElement{"dependencyIdentifier", "dependencyIdentifierComplexType"},
    SchemaElement{"environment", "environmentComplexType"},
    SchemaElement{"eventIdentifier", "eventIdentifierComplexType"},
    SchemaElement{"eventOutcomeDetail", "eventOutcomeDetailComplexType"},
    SchemaElement{"eventOutcomeInformation", "eventOutcomeInformationComplexType"},
    SchemaElement{"fixity", "fixityComplexType"},
    SchemaElement{"format", "formatComplexType"},
    SchemaElement{"formatDesignation", "formatDesignationComplexType"},
    SchemaElement{"formatRegistry", "formatRegistryComplexType"},
    SchemaElement{"hardware", "hardwareComplexType"},
    SchemaElement{"inhibitors", "inhibitorsComplexType"},
    SchemaElement{"licenseDocumentationIdentifier", "licenseDocumentationIdentifierComplexType"},
    SchemaElement{"licenseIdentifier", "licenseIdentifierComplexType"},
    SchemaElement{"licenseInformation", "licenseInformationComplexType"},
    SchemaElement{"linkingAgentIdentifier", "linkingAgentIdentifierComplexType"},
    SchemaElement{"linkingEventIdentifier", "linkingEventIdentifierComplexType"},
    SchemaElement{"linkingIntellectualEntityIdentifier",
                  "linkingIntellectualEntityIdentifierComplexType"},
    SchemaElement{"linkingObjectIdentifier", "linkingObjectIdentifierComplexType"},
    SchemaElement{"linkingRightsStatementIdentifier",
                  "linkingRightsStatementIdentifierComplexType"},
    SchemaElement{"objectCharacteristics", "objectCharacteristicsComplexType"},
    SchemaElement{"objectIdentifier", "objectIdentifierComplexType"},
    SchemaElement{"originalName", "originalNameComplexType"},
    SchemaElement{"otherRightsDocumentationIdentifier",
                  "otherRightsDocumentationIdentifierComplexType"},
    SchemaElement{"otherRightsInformation", "otherRightsInformationComplexType"},
    SchemaElement{"preservationLevel", "preservationLevelComplexType"},
    SchemaElement{"relatedEventIdentification", "relatedEventIdentificationComplexType"},
    SchemaElement{"relatedObjectIdentification", "relatedObjectIdentificationComplexType"},
    SchemaElement{"relationship", "relationshipComplexType"},
    SchemaElement{"rightsGranted", "rightsGrantedComplexType"},
    SchemaElement{"rightsStatement", "rightsStatementComplexType"},
    SchemaElement{"rightsStatementIdentifier", "rightsStatementIdentifierComplexType"},
    SchemaElement{"signature", "signatureComplexType"},
    SchemaElement{"signatureInformation", "signatureInformationComplexType"},
    SchemaElement{"significantProperties", "significantPropertiesComplexType"},
    SchemaElement{"statuteDocumentationIdentifier", "statuteDocumentationIdentifierComplexType"},
    SchemaElement{"statuteInformation", "statuteInformationComplexType"},
    SchemaElement{"software", "softwareComplexType"},
    SchemaElement{"storage", "storageComplexType"},
    SchemaElement{"compositionLevel relatedEventSequence relatedObjectSequence",
                  "=nonNegativeInteger"},
    SchemaElement{"size", "=long"},
    SchemaElement{"copyrightApplicableDates licenseApplicableDates otherRightsApplicableDates "
                  "statuteApplicableDates termOfGrant termOfRestriction",
                  "startAndEndDateComplexType"},
    SchemaElement{"agentExtension creatingApplicationExtension environmentExtension "
                  "eventOutcomeDetailExtension keyInformation objectCharacteristicsExtension "
                  "rightsExtension signatureInformationExtension significantPropertiesExtension",
                  "extensionComplexType"},
    SchemaElement{"mdSec", "mdSecDefinition"},
    SchemaElement{"binData", "=base64Binary"},
    SchemaElement{"mdRef", "mdRefDefinition"},
    SchemaElement{"mdWrap", "mdWrapDefinition"},
    SchemaElement{"xmlData", "xmlDataDefinition"},
};

constexpr SchemaTable kTable{.name = "PREMIS 2.2",
                             .name_space = "info:lc/xmlns/premis-v2",
                             .root = "",
                             .lists = kLists,
                             .types = kTypes,
                             .elements = kElements};

}  // namespace

const XmlSchema& premis2_schema() {
  static const XmlSchema kSchema(kTable);
  return kSchema;
}

}  // namespace delo::packages
