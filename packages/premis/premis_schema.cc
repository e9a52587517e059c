// PREMIS 3.0 as the Library of Congress declares it (premis.xsd).  Dates are plain text
// there: EDTF, or "unknown".
#include "packages/premis/premis_schema.h"

#include <array>

namespace delo::packages {
namespace {

constexpr std::array kLists = {
    ListedValues{"version3", "3.0"},
    ListedValues{"unknown", "yes"},
};

constexpr std::string_view kAuthority = "authority:string authorityURI:anyURI valueURI:anyURI";

constexpr std::array kTypes = {
    SchemaType{"premisComplexType", "object+ event* agent* rights*", {"version:version3!"}},
    SchemaType{"objectComplexType", "!"},
    SchemaType{"file",
               "objectIdentifier+ preservationLevel* significantProperties* "
               "objectCharacteristics+ originalName? storage* signatureInformation* "
               "relationship* linkingEventIdentifier* linkingRightsStatementIdentifier*",
               {"xmlID:ID version:version3"},
               "objectComplexType"},
    SchemaType{"representation",
               "objectIdentifier+ preservationLevel* significantProperties* originalName? "
               "storage* relationship* linkingEventIdentifier* linkingRightsStatementIdentifier*",
               {"xmlID:ID version:version3"},
               "objectComplexType"},
    SchemaType{"bitstream",
               "objectIdentifier+ significantProperties* objectCharacteristics+ storage* "
               "signatureInformation* relationship* linkingEventIdentifier* "
               "linkingRightsStatementIdentifier*",
               {"xmlID:ID version:version3"},
               "objectComplexType"},
    SchemaType{"intellectualEntity",
               "objectIdentifier+ preservationLevel* significantProperties* originalName? "
               "environmentFunction* environmentDesignation* environmentRegistry* "
               "environmentExtension* relationship* linkingEventIdentifier* "
               "linkingRightsStatementIdentifier*",
               {"xmlID:ID version:version3"},
               "objectComplexType"},
    SchemaType{"eventComplexType",
               "eventIdentifier eventType eventDateTime eventDetailInformation* "
               "eventOutcomeInformation* linkingAgentIdentifier* linkingObjectIdentifier*",
               {"xmlID:ID version:version3"}},
    SchemaType{"agentComplexType",
               "agentIdentifier+ agentName* agentType? agentVersion? agentNote* agentExtension* "
               "linkingEventIdentifier* linkingRightsStatementIdentifier* "
               "linkingEnvironmentIdentifier*",
               {"xmlID:ID version:version3"}},
    SchemaType{
        "rightsComplexType", "(rightsStatement | rightsExtension)+", {"xmlID:ID version:version3"}},
    SchemaType{"agentIdentifierComplexType",
               "agentIdentifierType agentIdentifierValue",
               {"simpleLink:anyURI"}},
    SchemaType{"compositionLevelComplexType", "=nonNegativeInteger", {"unknown:unknown"}},
    SchemaType{"contentLocationComplexType",
               "contentLocationType contentLocationValue",
               {"simpleLink:anyURI"}},
    SchemaType{"copyrightDocumentationIdentifierComplexType",
               "copyrightDocumentationIdentifierType copyrightDocumentationIdentifierValue "
               "copyrightDocumentationRole?"},
    SchemaType{"copyrightInformationComplexType",
               "copyrightStatus copyrightJurisdiction copyrightStatusDeterminationDate? "
               "copyrightNote* copyrightDocumentationIdentifier* copyrightApplicableDates?"},
    SchemaType{"creatingApplicationComplexType",
               "(creatingApplicationName creatingApplicationVersion? dateCreatedByApplication? "
               "creatingApplicationExtension*) | (creatingApplicationVersion "
               "dateCreatedByApplication? creatingApplicationExtension*) | "
               "(dateCreatedByApplication creatingApplicationExtension*) | "
               "creatingApplicationExtension+"},
    SchemaType{"environmentFunctionComplexType",
               "environmentFunctionType environmentFunctionLevel"},
    SchemaType{"environmentDesignationComplexType",
               "environmentName environmentVersion? environmentOrigin? "
               "environmentDesignationNote* environmentDesignationExtension*"},
    SchemaType{"environmentRegistryComplexType",
               "environmentRegistryName environmentRegistryKey environmentRegistryRole?"},
    SchemaType{"eventDetailInformationComplexType", "eventDetail? eventDetailExtension*"},
    SchemaType{"eventIdentifierComplexType",
               "eventIdentifierType eventIdentifierValue",
               {"simpleLink:anyURI"}},
    SchemaType{"eventOutcomeDetailComplexType",
               "(eventOutcomeDetailNote eventOutcomeDetailExtension*) | "
               "eventOutcomeDetailExtension+"},
    SchemaType{"eventOutcomeInformationComplexType",
               "(eventOutcome eventOutcomeDetail*) | eventOutcomeDetail+"},
    SchemaType{"fixityComplexType",
               "messageDigestAlgorithm messageDigest messageDigestOriginator?"},
    SchemaType{"formatComplexType",
               "((formatDesignation formatRegistry?) | formatRegistry) formatNote*"},
    SchemaType{"formatDesignationComplexType", "formatName formatVersion?"},
    SchemaType{"formatRegistryComplexType",
               "formatRegistryName formatRegistryKey formatRegistryRole?",
               {"simpleLink:anyURI"}},
    SchemaType{"inhibitorsComplexType", "inhibitorType inhibitorTarget* inhibitorKey?"},
    SchemaType{"licenseDocumentationIdentifierComplexType",
               "licenseDocumentationIdentifierType licenseDocumentationIdentifierValue "
               "licenseDocumentationRole?"},
    SchemaType{"licenseInformationComplexType",
               "(licenseDocumentationIdentifier+ licenseTerms? licenseNote* "
               "licenseApplicableDates?) | (licenseTerms licenseNote* licenseApplicableDates?) | "
               "(licenseNote+ licenseApplicableDates?) | licenseApplicableDates"},
    SchemaType{"linkingAgentIdentifierComplexType",
               "linkingAgentIdentifierType linkingAgentIdentifierValue linkingAgentRole*",
               {"LinkAgentXmlID:IDREF simpleLink:anyURI"}},
    SchemaType{"linkingEnvironmentIdentifierComplexType",
               "linkingEnvironmentIdentifierType linkingEnvironmentIdentifierValue "
               "linkingEnvironmentRole*",
               {"LinkEventXmlID:IDREF simpleLink:anyURI"}},
    SchemaType{"linkingEventIdentifierComplexType",
               "linkingEventIdentifierType linkingEventIdentifierValue",
               {"LinkEventXmlID:IDREF simpleLink:anyURI"}},
    SchemaType{"linkingObjectIdentifierComplexType",
               "linkingObjectIdentifierType linkingObjectIdentifierValue linkingObjectRole*",
               {"LinkObjectXmlID:IDREF simpleLink:anyURI"}},
    SchemaType{"linkingRightsStatementIdentifierComplexType",
               "linkingRightsStatementIdentifierType linkingRightsStatementIdentifierValue",
               {"LinkPermissionStatementXmlID:IDREF simpleLink:anyURI"}},
    SchemaType{"objectCharacteristicsComplexType",
               "compositionLevel? fixity* size? format+ creatingApplication* inhibitors* "
               "objectCharacteristicsExtension*"},
    SchemaType{"objectIdentifierComplexType",
               "objectIdentifierType objectIdentifierValue",
               {"simpleLink:anyURI"}},
    SchemaType{"originalNameComplexType", "=string", {"simpleLink:anyURI"}},
    SchemaType{"otherRightsDocumentationIdentifierComplexType",
               "otherRightsDocumentationIdentifierType otherRightsDocumentationIdentifierValue "
               "otherRightsDocumentationRole?"},
    SchemaType{"otherRightsInformationComplexType",
               "otherRightsDocumentationIdentifier* otherRightsBasis otherRightsApplicableDates? "
               "otherRightsNote*"},
    SchemaType{"preservationLevelComplexType",
               "preservationLevelType? preservationLevelValue preservationLevelRole? "
               "preservationLevelRationale* preservationLevelDateAssigned?"},
    SchemaType{"relatedEventIdentifierComplexType",
               "relatedEventIdentifierType relatedEventIdentifierValue relatedEventSequence?",
               {"RelEventXmlID:IDREF simpleLink:anyURI"}},
    SchemaType{"relatedObjectIdentifierComplexType",
               "relatedObjectIdentifierType relatedObjectIdentifierValue relatedObjectSequence?",
               {"RelObjectXmlID:IDREF simpleLink:anyURI"}},
    SchemaType{"relationshipComplexType",
               "relationshipType relationshipSubType relatedObjectIdentifier+ "
               "relatedEventIdentifier* relatedEnvironmentPurpose* "
               "relatedEnvironmentCharacteristic?"},
    SchemaType{"rightsGrantedComplexType",
               "act restriction* termOfGrant? termOfRestriction? rightsGrantedNote*"},
    SchemaType{"rightsStatementComplexType",
               "rightsStatementIdentifier rightsBasis copyrightInformation? licenseInformation? "
               "statuteInformation* otherRightsInformation? rightsGranted* "
               "linkingObjectIdentifier* linkingAgentIdentifier*"},
    SchemaType{"rightsStatementIdentifierComplexType",
               "rightsStatementIdentifierType rightsStatementIdentifierValue",
               {"simpleLink:anyURI"}},
    SchemaType{"signatureComplexType",
               "signatureEncoding signer? signatureMethod signatureValue "
               "signatureValidationRules signatureProperties* keyInformation*"},
    SchemaType{"signatureInformationComplexType",
               "(signature signatureInformationExtension*) | signatureInformationExtension+"},
    SchemaType{"significantPropertiesComplexType",
               "(significantPropertiesType significantPropertiesValue? "
               "significantPropertiesExtension*) | (significantPropertiesValue "
               "significantPropertiesExtension*) | significantPropertiesExtension+"},
    SchemaType{"startAndEndDateComplexType", "startDate endDate?"},
    SchemaType{"statuteDocumentationIdentifierComplexType",
               "statuteDocumentationIdentifierType statuteDocumentationIdentifierValue "
               "statuteDocumentationRole?"},
    SchemaType{"statuteInformationComplexType",
               "statuteJurisdiction statuteCitation statuteInformationDeterminationDate? "
               "statuteNote* statuteDocumentationIdentifier* statuteApplicableDates?"},
    SchemaType{"storageComplexType", "(contentLocation storageMedium?) | storageMedium"},
    SchemaType{"countryCode", "=string", {kAuthority}},
    SchemaType{"extensionComplexType", "#any+"},
    SchemaType{"stringPlusAuthority", "=string", {kAuthority}},
};

constexpr std::array kElements = {
    SchemaElement{"premis", "premisComplexType"},
    SchemaElement{"object", "objectComplexType"},
    SchemaElement{"event", "eventComplexType"},
    SchemaElement{"agent", "agentComplexType"},
    SchemaElement{"rights", "rightsComplexType"},
    SchemaElement{"agentIdentifierValue agentNote agentVersion contentLocationValue "
                  "copyrightDocumentationIdentifierValue copyrightNote "
                  "creatingApplicationVersion environmentDesignationExtension "
                  "environmentDesignationNote environmentFunctionLevel environmentNote "
                  "environmentOrigin environmentRegistryKey environmentRegistryName "
                  "environmentVersion eventDetail eventIdentifierValue eventOutcomeDetailNote "
                  "formatNote formatVersion hwOtherInformation inhibitorKey "
                  "licenseDocumentationIdentifierValue licenseIdentifierValue licenseNote "
                  "licenseTerms linkingAgentIdentifierValue linkingEnvironmentIdentifierType "
                  "linkingEnvironmentIdentifierValue linkingEventIdentifierValue "
                  "linkingObjectIdentifierValue linkingRightsStatementIdentifierValue "
                  "messageDigest objectIdentifierValue otherRightsDocumentationIdentifierValue "
                  "otherRightsNote preservationLevelRationale relatedEventIdentifierValue "
                  "relatedObjectIdentifierValue rightsGrantedNote rightsStatementIdentifierValue "
                  "signatureProperties signatureValue significantPropertiesValue "
                  "statuteDocumentationIdentifierValue statuteNote swVersion swOtherInformation "
                  "dateCreatedByApplication endDate copyrightStatusDeterminationDate "
                  "eventDateTime preservationLevelDateAssigned startDate "
                  "statuteInformationDeterminationDate",
                  "=string"},
    SchemaElement{"act agentIdentifierType agentName agentType contentLocationType "
                  "copyrightDocumentationIdentifierType copyrightDocumentationRole "
                  "copyrightStatus creatingApplicationName environmentCharacteristic "
                  "environmentFunctionType environmentName environmentRegistryRole "
                  "environmentPurpose eventIdentifierType eventOutcome eventType formatName "
                  "formatRegistryName formatRegistryKey formatRegistryRole hwName hwType "
                  "inhibitorTarget inhibitorType licenseDocumentationIdentifierType "
                  "licenseDocumentationRole licenseIdentifierType linkingAgentIdentifierType "
                  "linkingAgentRole linkingEventIdentifierType linkingEnvironmentRole "
                  "linkingObjectIdentifierType linkingObjectRole "
                  "linkingRightsStatementIdentifierType messageDigestAlgorithm "
                  "messageDigestOriginator objectIdentifierType otherRightsBasis "
                  "otherRightsDocumentationRole otherRightsDocumentationIdentifierType "
                  "preservationLevelType preservationLevelValue preservationLevelRole "
                  "relatedEventIdentifierType relatedEnvironmentPurpose "
                  "relatedEnvironmentCharacteristic relatedObjectIdentifierType relationshipType "
                  "relationshipSubType restriction rightsBasis rightsStatementIdentifierType "
                  "signatureEncoding signatureMethod signatureValidationRules signer "
                  "significantPropertiesType storageMedium statuteCitation "
                  "statuteDocumentationIdentifierType statuteDocumentationRole swName swType "
                  "swDependency",
                  "stringPlusAuthority"},
    SchemaElement{"copyrightJurisdiction statuteJurisdiction", "countryCode"},
    SchemaElement{"agentIdentifier", "agentIdentifierComplexType"},
    SchemaElement{"contentLocation", "contentLocationComplexType"},
    SchemaElement{"compositionLevel", "compositionLevelComplexType"},
    SchemaElement{"copyrightDocumentationIdentifier",
                  "copyrightDocumentationIdentifierComplexType"},
    SchemaElement{"copyrightInformation", "copyrightInformationComplexType"},
    SchemaElement{"creatingApplication", "creatingApplicationComplexType"},
    SchemaElement{"environmentFunction", "environmentFunctionComplexType"},
    SchemaElement{"environmentDesignation", "environmentDesignationComplexType"},
    SchemaElement{"environmentRegistry", "environmentRegistryComplexType"},
    SchemaElement{"eventDetailInformation", "eventDetailInformationComplexType"},
    SchemaElement{"eventIdentifier", "eventIdentifierComplexType"},
    SchemaElement{"eventOutcomeDetail", "eventOutcomeDetailComplexType"},
    SchemaElement{"eventOutcomeInformation", "eventOutcomeInformationComplexType"},
    SchemaElement{"fixity", "fixityComplexType"},
    SchemaElement{"format", "formatComplexType"},
    SchemaElement{"formatDesignation", "formatDesignationComplexType"},
    SchemaElement{"formatRegistry", "formatRegistryComplexType"},
    SchemaElement{"inhibitors", "inhibitorsComplexType"},
    SchemaElement{"licenseDocumentationIdentifier", "licenseDocumentationIdentifierComplexType"},
    SchemaElement{"licenseInformation", "licenseInformationComplexType"},
    SchemaElement{"linkingAgentIdentifier", "linkingAgentIdentifierComplexType"},
    SchemaElement{"linkingEnvironmentIdentifier", "linkingEnvironmentIdentifierComplexType"},
    SchemaElement{"linkingEventIdentifier", "linkingEventIdentifierComplexType"},
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
    SchemaElement{"relatedEventIdentifier", "relatedEventIdentifierComplexType"},
    SchemaElement{"relatedObjectIdentifier", "relatedObjectIdentifierComplexType"},
    SchemaElement{"relationship", "relationshipComplexType"},
    SchemaElement{"rightsGranted", "rightsGrantedComplexType"},
    SchemaElement{"rightsStatement", "rightsStatementComplexType"},
    SchemaElement{"rightsStatementIdentifier", "rightsStatementIdentifierComplexType"},
    SchemaElement{"signature", "signatureComplexType"},
    SchemaElement{"signatureInformation", "signatureInformationComplexType"},
    SchemaElement{"significantProperties", "significantPropertiesComplexType"},
    SchemaElement{"statuteDocumentationIdentifier", "statuteDocumentationIdentifierComplexType"},
    SchemaElement{"statuteInformation", "statuteInformationComplexType"},
    SchemaElement{"storage", "storageComplexType"},
    SchemaElement{"relatedEventSequence relatedObjectSequence", "=nonNegativeInteger"},
    SchemaElement{"size", "=long"},
    SchemaElement{"copyrightApplicableDates licenseApplicableDates otherRightsApplicableDates "
                  "statuteApplicableDates termOfGrant termOfRestriction",
                  "startAndEndDateComplexType"},
    SchemaElement{"agentExtension creatingApplicationExtension environmentExtension "
                  "eventDetailExtension eventOutcomeDetailExtension keyInformation "
                  "objectCharacteristicsExtension rightsExtension signatureInformationExtension "
                  "significantPropertiesExtension",
                  "extensionComplexType"},
};

constexpr SchemaTable kTable{.name = "PREMIS 3.0",
                             .name_space = "http://www.loc.gov/premis/v3",
                             .root = "",
                             .lists = kLists,
                             .types = kTypes,
                             .elements = kElements};

}  // namespace

const XmlSchema& premis3_schema() {
  static const XmlSchema kSchema(kTable);
  return kSchema;
}

}  // namespace delo::packages
