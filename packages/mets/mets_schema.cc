// METS 1.12.1 as the Library of Congress declares it (mets.xsd).
#include "packages/mets/mets_schema.h"

#include <array>

namespace delo::packages {
namespace {

constexpr std::array kLists = {
    ListedValues{"ROLE",
                 "CREATOR|EDITOR|ARCHIVIST|PRESERVATION|DISSEMINATOR|CUSTODIAN|IPOWNER|OTHER"},
    ListedValues{"TYPE", "INDIVIDUAL|ORGANIZATION|OTHER"},
    ListedValues{"SHAPE", "RECT|CIRCLE|POLY"},
    ListedValues{"BETYPE",
                 "BYTE|IDREF|SMIL|MIDI|SMPTE-25|SMPTE-24|SMPTE-DF30|SMPTE-NDF30|SMPTE-DF29.97"
                 "|SMPTE-NDF29.97|TIME|TCF|XPTR"},
    ListedValues{"EXTTYPE",
                 "BYTE|SMIL|MIDI|SMPTE-25|SMPTE-24|SMPTE-DF30|SMPTE-NDF30|SMPTE-DF29.97"
                 "|SMPTE-NDF29.97|TIME|TCF"},
    ListedValues{"ARCLINKORDER", "ordered|unordered"},
    ListedValues{"BETYPE2", "BYTE"},
    ListedValues{"TRANSFORMTYPE", "decompression|decryption"},
    ListedValues{"MDTYPE",
                 "MARC|MODS|EAD|DC|NISOIMG|LC-AV|VRA|TEIHDR|DDI|FGDC|LOM|PREMIS|PREMIS:OBJECT"
                 "|PREMIS:AGENT|PREMIS:RIGHTS|PREMIS:EVENT|TEXTMD|METSRIGHTS"
                 "|ISO 19115:2003 NAP|EAC-CPF|LIDO|OTHER"},
    ListedValues{"LOCTYPE", "ARK|URN|URL|PURL|HANDLE|DOI|OTHER"},
    ListedValues{"CHECKSUMTYPE",
                 "Adler-32|CRC32|HAVAL|MD5|MNP|SHA-1|SHA-256|SHA-384|SHA-512|TIGER|WHIRLPOOL"},
};

constexpr std::string_view kOrderLabels = "ORDER:integer ORDERLABEL:string LABEL:string";
constexpr std::string_view kMetadata = "MDTYPE:MDTYPE! OTHERMDTYPE:string MDTYPEVERSION:string";
constexpr std::string_view kLocation = "LOCTYPE:LOCTYPE! OTHERLOCTYPE:string";
constexpr std::string_view kFileCore =
    "MIMETYPE:string SIZE:long CREATED:dateTime CHECKSUM:string CHECKSUMTYPE:CHECKSUMTYPE";
constexpr std::string_view kSimpleLink =
    "xlink:type=simple xlink:href xlink:role xlink:arcrole xlink:title xlink:show xlink:actuate";
constexpr std::string_view kLocatorLink =
    "xlink:type=locator xlink:href! xlink:role xlink:title xlink:label";
constexpr std::string_view kArcLink =
    "xlink:type=arc xlink:arcrole xlink:title xlink:show xlink:actuate xlink:from xlink:to";
constexpr std::string_view kExtendedLink = "xlink:type=extended xlink:role xlink:title";

constexpr std::array kTypes = {
    SchemaType{"@note", "=string", {"#other"}},
    SchemaType{
        "@agent", "name note*", {"ID:ID ROLE:ROLE! OTHERROLE:string TYPE:TYPE OTHERTYPE:string"}},
    SchemaType{"@altRecordID", "=string", {"ID:ID TYPE:string"}},
    SchemaType{"@metsDocumentID", "=string", {"ID:ID TYPE:string"}},
    SchemaType{"@metsHdr",
               "agent* altRecordID* metsDocumentID?",
               {"ID:ID ADMID:IDREFS CREATEDATE:dateTime LASTMODDATE:dateTime RECORDSTATUS:string "
                "#other"}},
    SchemaType{"@fileSec", "fileGrp+", {"ID:ID #other"}},
    SchemaType{"metsType",
               "metsHdr? dmdSec* amdSec* fileSec? structMap+ structLink? behaviorSec*",
               {"ID:ID OBJID:string LABEL:string TYPE:string PROFILE:string #other"}},
    SchemaType{"amdSecType", "techMD* rightsMD* sourceMD* digiprovMD*", {"ID:ID #other"}},
    SchemaType{"fileGrpType",
               "fileGrp* | file*",
               {"ID:ID VERSDATE:dateTime ADMID:IDREFS USE:string #other"}},
    SchemaType{"structMapType", "div", {"ID:ID TYPE:string LABEL:string #other"}},
    SchemaType{"@mptr", "", {"ID:ID CONTENTIDS:anyURIs", kLocation, kSimpleLink}},
    SchemaType{"@fptr", "par? | seq? | area?", {"ID:ID FILEID:IDREF CONTENTIDS:anyURIs #other"}},
    SchemaType{"divType",
               "mptr* fptr* div*",
               {"ID:ID DMDID:IDREFS ADMID:IDREFS TYPE:string CONTENTIDS:anyURIs xlink:label",
                kOrderLabels}},
    SchemaType{"parType", "(area? | seq?)+", {"ID:ID #other", kOrderLabels}},
    SchemaType{"seqType", "(area? | par?)+", {"ID:ID #other", kOrderLabels}},
    SchemaType{"areaType",
               "",
               {"ID:ID FILEID:IDREF! SHAPE:SHAPE COORDS:string BEGIN:string END:string "
                "BETYPE:BETYPE EXTENT:string EXTTYPE:EXTTYPE ADMID:IDREFS CONTENTIDS:anyURIs "
                "#other",
                kOrderLabels}},
    SchemaType{"@smLink",
               "",
               {"ID:ID xlink:arcrole xlink:title xlink:show xlink:actuate xlink:to! xlink:from!"}},
    SchemaType{"@smLocatorLink", "", {"ID:ID", kLocatorLink}},
    SchemaType{"@smArcLink", "", {"ID:ID ARCTYPE:string ADMID:IDREFS", kArcLink}},
    SchemaType{"@smLinkGrp",
               "smLocatorLink smLocatorLink+ smArcLink+",
               {"ID:ID ARCLINKORDER:ARCLINKORDER", kExtendedLink}},
    SchemaType{"structLinkType", "(smLink | smLinkGrp)+", {"ID:ID #other"}},
    SchemaType{"behaviorSecType",
               "behaviorSec* behavior*",
               {"ID:ID CREATED:dateTime LABEL:string #other"}},
    SchemaType{"behaviorType",
               "interfaceDef? mechanism",
               {"ID:ID STRUCTID:IDREFS BTYPE:string CREATED:dateTime LABEL:string GROUPID:string "
                "ADMID:IDREFS"}},
    SchemaType{"objectType", "", {"ID:ID LABEL:string", kLocation, kSimpleLink}},
    SchemaType{"@mdRef",
               "",
               {"ID:ID LABEL:string XPTR:string", kLocation, kSimpleLink, kMetadata, kFileCore}},
    SchemaType{"@xmlData", "#any+"},
    SchemaType{"@mdWrap", "binData? | xmlData?", {"ID:ID LABEL:string", kMetadata, kFileCore}},
    SchemaType{"mdSecType",
               "mdRef? mdWrap? | mdWrap mdRef",
               {"ID:ID! GROUPID:string ADMID:IDREFS CREATED:dateTime STATUS:string #other"}},
    SchemaType{"@FLocat", "", {"ID:ID USE:string", kLocation, kSimpleLink}},
    SchemaType{"@FContent", "binData? | xmlData?", {"ID:ID USE:string"}},
    SchemaType{"@stream",
               "",
               {"ID:ID streamType:string OWNERID:string ADMID:IDREFS DMDID:IDREFS BEGIN:string "
                "END:string BETYPE:BETYPE2"}},
    SchemaType{"@transformFile",
               "",
               {"ID:ID TRANSFORMTYPE:TRANSFORMTYPE! TRANSFORMALGORITHM:string! "
                "TRANSFORMKEY:string TRANSFORMBEHAVIOR:IDREF TRANSFORMORDER:positiveInteger!"}},
    SchemaType{"fileType",
               "FLocat* FContent? stream* transformFile* file*",
               {"ID:ID! SEQ:int OWNERID:string ADMID:IDREFS DMDID:IDREFS GROUPID:string "
                "USE:string BEGIN:string END:string BETYPE:BETYPE2 #other",
                kFileCore}},
};

constexpr std::array kElements = {
    SchemaElement{"mets", "metsType"},
    SchemaElement{"metsHdr", "@metsHdr"},
    SchemaElement{"agent", "@agent"},
    SchemaElement{"name", "=string"},
    SchemaElement{"note", "@note"},
    SchemaElement{"altRecordID", "@altRecordID"},
    SchemaElement{"metsDocumentID", "@metsDocumentID"},
    SchemaElement{"dmdSec techMD rightsMD sourceMD digiprovMD", "mdSecType"},
    SchemaElement{"amdSec", "amdSecType"},
    SchemaElement{"fileSec", "@fileSec"},
    SchemaElement{"fileGrp", "fileGrpType"},
    SchemaElement{"structMap", "structMapType"},
    SchemaElement{"structLink", "structLinkType"},
    SchemaElement{"behaviorSec", "behaviorSecType"},
    SchemaElement{"file", "fileType"},
    SchemaElement{"div", "divType"},
    SchemaElement{"mptr", "@mptr"},
    SchemaElement{"fptr", "@fptr"},
    SchemaElement{"par", "parType"},
    SchemaElement{"seq", "seqType"},
    SchemaElement{"area", "areaType"},
    SchemaElement{"smLink", "@smLink"},
    SchemaElement{"smLinkGrp", "@smLinkGrp"},
    SchemaElement{"smLocatorLink", "@smLocatorLink"},
    SchemaElement{"smArcLink", "@smArcLink"},
    SchemaElement{"behavior", "behaviorType"},
    SchemaElement{"interfaceDef mechanism", "objectType"},
    SchemaElement{"mdRef", "@mdRef"},
    SchemaElement{"mdWrap", "@mdWrap"},
    SchemaElement{"binData", "=base64Binary"},
    SchemaElement{"xmlData", "@xmlData"},
    SchemaElement{"FLocat", "@FLocat"},
    SchemaElement{"FContent", "@FContent"},
    SchemaElement{"stream", "@stream"},
    SchemaElement{"transformFile", "@transformFile"},
};

constexpr SchemaTable kTable{.name = "METS 1.12.1",
                             .name_space = "http://www.loc.gov/METS/",
                             .root = "mets",
                             .lists = kLists,
                             .types = kTypes,
                             .elements = kElements};

}  // namespace

const XmlSchema& mets_schema() {
  static const XmlSchema kSchema(kTable);
  return kSchema;
}

}  // namespace delo::packages
