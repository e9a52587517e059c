#include "validators/pdf/dictionary_tables.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr bool kMust = true, kMay = false, kEach = true, kWhole = false;

// Table 28.  Type and Pages are told with the page tree.
constexpr Entry kCatalogEntries[] = {
    {"Version", "N"},
    {"Extensions", "d"},
    {"PageLabels", "d", kMay, Shape::kPageLabelTree},
    {"Names", "d", kMay, Shape::kNames},
    {"Dests", "d", kMay, Shape::kNamedDestinations},
    {"ViewerPreferences", "d", kMay, Shape::kViewerPreferences},
    {"PageLayout", "N"},
    {"PageMode", "N"},
    {"Outlines", "d", kMay, Shape::kOutlines},
    {"Threads", "a", kMay, Shape::kThread, kEach},
    {"OpenAction", "ad", kMay, Shape::kActionOrDestination},
    {"AA", "d", kMay, Shape::kAction, kEach},
    {"URI", "d"},
    {"AcroForm", "d", kMay, Shape::kForm},
    {"Metadata", "S", kMay, Shape::kMetadata},
    {"StructTreeRoot", "d", kMay, Shape::kStructureRoot},
    {"MarkInfo", "d", kMay, Shape::kMarkInfo},
    {"Lang", "s"},
    {"SpiderInfo", "d"},
    {"OutputIntents", "a", kMay, Shape::kOutputIntent, kEach},
    {"PieceInfo", "d"},
    {"OCProperties", "d", kMay, Shape::kOptionalContent},
    {"Perms", "d"},
    {"Legal", "d"},
    {"Requirements", "a"},
    {"Collection", "d"},
    {"NeedsRendering", "b"},
};

// Table 30.  Type, Parent, Resources, boxes, Contents and Rotate are told with the page tree.
constexpr Entry kPageEntries[] = {
    {"LastModified", "s"},
    {"BoxColorInfo", "d"},
    {"Group", "d", kMay, Shape::kGroup},
    {"Thumb", "S"},
    {"B", "a", kMay, Shape::kBead, kEach},
    {"Dur", "n"},
    {"Trans", "d", kMay, Shape::kTransition},
    {"AA", "d", kMay, Shape::kAction, kEach},
    {"Metadata", "S", kMay, Shape::kMetadata},
    {"PieceInfo", "d"},
    {"StructParents", "i"},
    {"PZ", "n"},
    {"SeparationInfo", "d"},
    {"Tabs", "N"},
    {"TemplateInstantiated", "N"},
    {"PresSteps", "d"},
    {"UserUnit", "n"},
    {"VP", "ad"},
};

constexpr Entry kNamesEntries[] = {
    // table 31
    {"Dests", "d", kMay, Shape::kDestinationTree},
    {"AP", "d", kMay, Shape::kNameTree},
    {"JavaScript", "d", kMay, Shape::kNameTree},
    {"Pages", "d", kMay, Shape::kNameTree},
    {"Templates", "d", kMay, Shape::kNameTree},
    {"IDS", "d", kMay, Shape::kNameTree},
    {"URLS", "d", kMay, Shape::kNameTree},
    {"EmbeddedFiles", "d", kMay, Shape::kFileTree},
    {"AlternatePresentations", "d", kMay, Shape::kNameTree},
    {"Renditions", "d", kMay, Shape::kNameTree},
};

constexpr Entry kViewerEntries[] = {
    // table 150
    {"HideToolbar", "b"},           {"HideMenubar", "b"},
    {"HideWindowUI", "b"},          {"FitWindow", "b"},
    {"CenterWindow", "b"},          {"DisplayDocTitle", "b"},
    {"NonFullScreenPageMode", "N"}, {"Direction", "N"},
    {"PrintScaling", "N"},          {"Duplex", "N"},
    {"PickTrayByPDFSize", "b"},     {"NumCopies", "i"},
};

constexpr Entry kMarkInfoEntries[] = {  // table 321
    {"Marked", "b"},
    {"UserProperties", "b"},
    {"Suspects", "b"}};

constexpr Entry kTransitionEntries[] = {
    // table 162; ISO 32000-2 names the same styles
    {"Type", "N", kMay, Shape::kNone, kWhole, "Trans"},
    {"S", "N"},
    {"D", "n"},
    {"Dm", "N"},
    {"M", "N"},
    {"Di", "nN"},
    {"SS", "n"},
    {"B", "b"},
};

constexpr Entry kMetadataEntries[] = {
    // table 315
    {"Type", "N", kMust, Shape::kNone, kWhole, "Metadata"},
    {"Subtype", "N", kMust, Shape::kNone, kWhole, "XML"},
};

// Table 317; dates are told elsewhere.  Trapped was a boolean in PDF 1.2.
constexpr Entry kInformationEntries[] = {
    {"Title", "s"},    {"Author", "s"},       {"Subject", "s"},
    {"Keywords", "s"}, {"Creator", "s"},      {"Producer", "s"},
    {"Trapped", "Nb"}, {"CreationDate", "s"}, {"ModDate", "s"},
};

constexpr Entry kOutlinesEntries[] = {  // table 152; First and Last are told by the walk
    {"Type", "N", kMay, Shape::kNone, kWhole, "Outlines"},
    {"Count", "i"}};

constexpr Entry kOutlineItemEntries[] = {
    // table 153
    {"Title", "s", kMust},
    {"Parent", "d", kMust},
    {"Prev", "d"},
    {"Next", "d"},
    {"First", "d"},
    {"Last", "d"},
    {"Count", "i"},
    {"Dest", "Nsa", kMay, Shape::kDestination},
    {"A", "d", kMay, Shape::kAction},
    {"SE", "d"},
    {"C", "a", kMay, Shape::kNone, kWhole, {}, 3, "n"},
    {"F", "i"},
};

constexpr Entry kPageLabelEntries[] = {
    // table 159
    {"Type", "N", kMay, Shape::kNone, kWhole, "PageLabel"},
    {"S", "N", kMay, Shape::kNone, kWhole, "D R r A a"},
    {"P", "s"},
    {"St", "i"},
};

constexpr Entry kAnnotationEntries[] = {
    // tables 164 and 170; Subtype and Rect: page tree
    {"Type", "N", kMay, Shape::kNone, kWhole, "Annot"},
    {"P", "d"},
    {"Contents", "s"},
    {"M", "s"},
    {"NM", "s"},
    {"F", "i"},
    {"AP", "d", kMay, Shape::kAppearances},
    {"AS", "N"},
    {"Border", "a"},
    {"C", "a", kMay, Shape::kNone, kWhole, {}, 0, "n"},
    {"StructParent", "i"},
    {"OC", "d", kMay, Shape::kOptionalContentGroup},
    {"BS", "d", kMay, Shape::kBorderStyle},
    {"A", "d", kMay, Shape::kAction},
    {"AA", "d", kMay, Shape::kAction, kEach},
};
constexpr Entry kBorderStyleEntries[] = {
    // table 166
    {"Type", "N", kMay, Shape::kNone, kWhole, "Border"},
    {"W", "n"},
    {"S", "N"},
    {"D", "a", kMay, Shape::kNone, kWhole, {}, 0, "n"},
};
constexpr Entry kThreadEntryEntries[] = {
    // table 160
    {"Type", "N", kMay, Shape::kNone, kWhole, "Thread"},
    {"F", "d", kMust, Shape::kBead},
    {"I", "d"},
};
constexpr Entry kBeadEntries[] = {
    // table 161
    {"Type", "N", kMay, Shape::kNone, kWhole, "Bead"},
    {"T", "d"},
    {"N", "d", kMust, Shape::kBead},
    {"V", "d", kMust, Shape::kBead},
    {"P", "d", kMust},
    {"R", "a", kMust, Shape::kNone, kWhole, {}, 4, "n"},
};
constexpr Entry kLinkEntries[] = {{"Dest", "Nsa", kMay, Shape::kDestination},
                                  {"QuadPoints", "a", kMay, Shape::kNone, kWhole, {}, 0, "n"}};
constexpr Entry kTextEntries[] = {{"Open", "b"}, {"Name", "N"}, {"Popup", "d"}};
constexpr Entry kPopupEntries[] = {{"Open", "b"}, {"Parent", "d"}};
constexpr Entry kFreeTextEntries[] = {{"DA", "s", kMust}};
constexpr Entry kLineEntries[] = {{"L", "a", kMust, Shape::kNone, kWhole, {}, 4, "n"},
                                  {"LE", "a", kMay, Shape::kNone, kWhole, {}, 2, "N"}};
constexpr Entry kPolygonEntries[] = {{"Vertices", "a", kMay, Shape::kNone, kWhole, {}, 0, "n"},
                                     {"LE", "a", kMay, Shape::kNone, kWhole, {}, 2, "N"}};
constexpr Entry kMarkupEntries[] = {{"QuadPoints", "a", kMust, Shape::kNone, kWhole, {}, 0, "n"}};
constexpr Entry kInkEntries[] = {{"InkList", "a", kMust, Shape::kNone, kWhole, {}, 0, "a"}};
constexpr Entry kFileAttachmentEntries[] = {{"FS", "sd", kMust, Shape::kFileSpecification}};
constexpr Entry kSoundEntries[] = {{"Sound", "S", kMust}};
constexpr Entry kMovieEntries[] = {{"Movie", "d", kMust}};
constexpr std::pair<std::string_view, std::span<const Entry>> kAnnotations[] = {
    {"Link", kLinkEntries},
    {"FreeText", kFreeTextEntries},
    {"Line", kLineEntries},
    {"Text", kTextEntries},
    {"Popup", kPopupEntries},
    {"Polygon", kPolygonEntries},
    {"PolyLine", kPolygonEntries},
    {"Highlight", kMarkupEntries},
    {"Underline", kMarkupEntries},
    {"Squiggly", kMarkupEntries},
    {"StrikeOut", kMarkupEntries},
    {"Ink", kInkEntries},
    {"FileAttachment", kFileAttachmentEntries},
    {"Sound", kSoundEntries},
    {"Movie", kMovieEntries},
};

constexpr Entry kAppearancesEntries[] = {
    // table 168
    {"N", "dS", kMust, Shape::kAppearance},
    {"R", "dS", kMay, Shape::kAppearance},
    {"D", "dS", kMay, Shape::kAppearance},
};

constexpr Entry kActionEntries[] = {
    // table 193
    {"Type", "N", kMay, Shape::kNone, kWhole, "Action"},
    {"S", "N", kMust},
    {"Next", "ad"},
};
constexpr Entry kGoToEntries[] = {{"D", "Nsa", kMust, Shape::kDestination}};
constexpr Entry kGoToRemoteEntries[] = {{"F", "sd", kMust, Shape::kFileSpecification},
                                        {"D", "Nsa", kMust, Shape::kDestination}};
constexpr Entry kLaunchEntries[] = {
    {"F", "sd", kMay, Shape::kFileSpecification}, {"Win", "d"}, {"NewWindow", "b"}};
constexpr Entry kUriEntries[] = {{"URI", "s", kMust}};
constexpr Entry kScriptEntries[] = {{"JS", "sS", kMust}};
constexpr Entry kNamedEntries[] = {{"N", "N", kMust}};
constexpr Entry kHideEntries[] = {{"T", "dsa", kMust}};
constexpr Entry kSubmitEntries[] = {{"F", "sd", kMust, Shape::kFileSpecification}};
constexpr Entry kThreadEntries[] = {{"D", "dis", kMust}};
constexpr Entry kSoundActionEntries[] = {{"Sound", "S", kMust}};
constexpr Entry kStateEntries[] = {{"State", "a", kMust}};
constexpr std::pair<std::string_view, std::span<const Entry>> kActions[] = {
    {"GoTo", kGoToEntries},         {"GoToR", kGoToRemoteEntries},  {"URI", kUriEntries},
    {"JavaScript", kScriptEntries}, {"Named", kNamedEntries},       {"Hide", kHideEntries},
    {"SubmitForm", kSubmitEntries}, {"ImportData", kSubmitEntries}, {"Thread", kThreadEntries},
    {"Sound", kSoundActionEntries}, {"SetOCGState", kStateEntries}, {"Launch", kLaunchEntries},
};

constexpr Entry kFormEntries[] = {
    // table 218
    {"Fields", "a", kMust, Shape::kField, kEach},
    {"NeedAppearances", "b"},
    {"SigFlags", "i"},
    {"CO", "a"},
    {"DR", "d"},
    {"DA", "s"},
    {"Q", "i"},
};
constexpr Entry kFieldEntries[] = {
    // table 220
    {"FT", "N", kMay, Shape::kNone, kWhole, "Btn Tx Ch Sig"},
    {"Parent", "d"},
    {"Kids", "a", kMay, Shape::kField, kEach},
    {"T", "s"},
    {"TU", "s"},
    {"TM", "s"},
    {"Ff", "i"},
    {"AA", "d", kMay, Shape::kAction, kEach},
};

constexpr Entry kGraphicsStateEntries[] = {
    // table 58
    {"Type", "N", kMay, Shape::kNone, kWhole, "ExtGState"},
    {"LW", "n"},
    {"LC", "i"},
    {"LJ", "i"},
    {"ML", "n"},
    {"D", "a", kMay, Shape::kNone, kWhole, {}, 2},
    {"RI", "N"},
    {"OP", "b"},
    {"op", "b"},
    {"OPM", "i"},
    {"Font", "a", kMay, Shape::kNone, kWhole, {}, 2},
    {"FL", "n"},
    {"SM", "n"},
    {"SA", "b"},
    {"BM", "Na"},
    {"SMask", "dN", kMay, Shape::kSoftMask},
    {"CA", "n"},
    {"ca", "n"},
    {"AIS", "b"},
    {"TK", "b"},
};
constexpr Entry kSoftMaskEntries[] = {
    // table 144
    {"Type", "N", kMay, Shape::kNone, kWhole, "Mask"},
    {"S", "N", kMust, Shape::kNone, kWhole, "Alpha Luminosity"},
    {"G", "S", kMust},
    {"BC", "a"},
    {"TR", "NdS"},
};
constexpr Entry kGroupEntries[] = {
    // tables 96 and 147
    {"Type", "N", kMay, Shape::kNone, kWhole, "Group"},
    {"S", "N", kMust},
    {"CS", "Na", kMay, Shape::kColorSpace},
    {"I", "b"},
    {"K", "b"},
};

constexpr Entry kFontEncodingEntries[] = {
    // table 114
    {"Type", "N", kMay, Shape::kNone, kWhole, "Encoding"},
    {"BaseEncoding", "N"},
    {"Differences", "a"},
};
// Table 122.  CapHeight is required of Latin fonts only; FontBBox is told by code.
constexpr Entry kFontDescriptorEntries[] = {
    {"Type", "N", kMust, Shape::kNone, kWhole, "FontDescriptor"},
    {"FontName", "N", kMust},
    {"FontFamily", "s"},
    {"FontStretch", "N"},
    {"FontWeight", "n"},
    {"Flags", "i", kMust},
    {"ItalicAngle", "n", kMust},
    {"Ascent", "n", kMust},
    {"Descent", "n", kMust},
    {"Leading", "n"},
    {"CapHeight", "n"},
    {"XHeight", "n"},
    {"StemV", "n", kMust},
    {"StemH", "n"},
    {"AvgWidth", "n"},
    {"MaxWidth", "n"},
    {"MissingWidth", "n"},
    {"CharSet", "s"},
};
constexpr Entry kCidSystemInfoEntries[] = {  // table 116
    {"Registry", "s", kMust},
    {"Ordering", "s", kMust},
    {"Supplement", "i", kMust}};
constexpr Entry kCharacterMapEntries[] = {
    // table 120
    {"Type", "N", kMust, Shape::kNone, kWhole, "CMap"},
    {"CMapName", "N", kMust},
    {"CIDSystemInfo", "d", kMust, Shape::kCidSystemInfo},
    {"WMode", "i"},
    {"UseCMap", "NS"},
};

constexpr Entry kFileSpecificationEntries[] = {
    // table 44
    {"Type", "N", kMay, Shape::kNone, kWhole, "Filespec F"},
    {"FS", "N"},
    {"F", "s"},
    {"UF", "s"},
    {"ID", "a", kMay, Shape::kNone, kWhole, {}, 2},
    {"V", "b"},
    {"EF", "d", kMay, Shape::kEmbeddedFile, kEach},
    {"RF", "d"},
    {"Desc", "s"},
};
constexpr Entry kEmbeddedFileEntries[] = {
    // table 45
    {"Type", "N", kMay, Shape::kNone, kWhole, "EmbeddedFile"},
    {"Subtype", "N"},
    {"Params", "d"},
};

constexpr Entry kOptionalContentEntries[] = {
    // table 100
    {"OCGs", "a", kMust, Shape::kOptionalContentGroup, kEach},
    {"D", "d", kMust},
    {"Configs", "a"},
};
constexpr Entry kOptionalContentGroupEntries[] = {
    // tables 98 and 99
    {"Type", "N", kMust, Shape::kNone, kWhole, "OCG OCMD"},
    {"Usage", "d"},
};

constexpr Entry kOutputIntentEntries[] = {
    // table 365
    {"Type", "N", kMay, Shape::kNone, kWhole, "OutputIntent"},
    {"S", "N", kMust},
    {"OutputCondition", "s"},
    {"OutputConditionIdentifier", "s"},
    {"RegistryName", "s"},
    {"Info", "s"},
    {"DestOutputProfile", "S"},
};

constexpr Entry kStructureRootEntries[] = {
    // table 322
    {"Type", "N", kMust, Shape::kNone, kWhole, "StructTreeRoot"},
    {"IDTree", "d", kMay, Shape::kNameTree},
    {"ParentTree", "d", kMay, Shape::kNumberTree},
    {"ParentTreeNextKey", "i"},
    {"RoleMap", "d"},
    {"ClassMap", "d"},
};
constexpr Entry kStructureElementEntries[] = {
    // table 323
    {"Type", "N", kMay, Shape::kNone, kWhole, "StructElem"},
    {"S", "N", kMust},
    {"P", "d", kMust},
    {"ID", "s"},
    {"Pg", "d"},
    {"T", "s"},
    {"Lang", "s"},
    {"Alt", "s"},
    {"E", "s"},
    {"ActualText", "s"},
};

constexpr Entry kEncryptionEntries[] = {
    // tables 20 and 21
    {"Filter", "N", kMust}, {"SubFilter", "N"}, {"V", "i"},   {"Length", "i"}, {"CF", "d"},
    {"StmF", "N"},          {"StrF", "N"},      {"EFF", "N"},
};

const Table kTables[] = {
    {Shape::kCatalog, "the catalogue", &kCatalog, kCatalogEntries},
    {Shape::kPage, "a page", &kPageEntry, kPageEntries},
    {Shape::kNames, "the name dictionary", &kNameTree, kNamesEntries},
    {Shape::kViewerPreferences, "the viewer preferences", &kCatalog, kViewerEntries},
    {Shape::kMarkInfo, "the mark information", &kStructureTree, kMarkInfoEntries},
    {Shape::kTransition, "a transition", &kPageEntry, kTransitionEntries},
    {Shape::kMetadata, "a metadata stream", &kMetadata, kMetadataEntries},
    {Shape::kInformation, "the document information", &kInformation, kInformationEntries},
    {Shape::kOutlines, "the outline", &kOutline, kOutlinesEntries},
    {Shape::kOutlineItem, "an outline item", &kOutline, kOutlineItemEntries},
    {Shape::kPageLabel, "a page label", &kPageLabel, kPageLabelEntries},
    {Shape::kAnnotation, "an annotation", &kAnnotation, kAnnotationEntries},
    {Shape::kBorderStyle, "a border style", &kAnnotation, kBorderStyleEntries},
    {Shape::kThread, "an article thread", &kThread, kThreadEntryEntries},
    {Shape::kBead, "a bead of an article", &kThread, kBeadEntries},
    {Shape::kAppearances, "the appearances of an annotation", &kAnnotation, kAppearancesEntries},
    {Shape::kAction, "an action", &kAction, kActionEntries},
    {Shape::kForm, "the form", &kField, kFormEntries},
    {Shape::kField, "a field of the form", &kField, kFieldEntries},
    {Shape::kGraphicsState, "a graphics state", &kGraphicsState, kGraphicsStateEntries},
    {Shape::kSoftMask, "a soft mask", &kGraphicsState, kSoftMaskEntries},
    {Shape::kGroup, "a group", &kGroup, kGroupEntries},
    {Shape::kFontEncoding, "an encoding", &kFontEncoding, kFontEncodingEntries},
    {Shape::kFontDescriptor, "a font descriptor", &kFontDescriptor, kFontDescriptorEntries},
    {Shape::kCidSystemInfo, "a CIDSystemInfo", &kFont, kCidSystemInfoEntries},
    {Shape::kCharacterMap, "a CMap", &kFontEncoding, kCharacterMapEntries},
    {Shape::kFileSpecification, "a file specification", &kFileSpecification,
     kFileSpecificationEntries},
    {Shape::kEmbeddedFile, "an embedded file", &kFileSpecification, kEmbeddedFileEntries},
    {Shape::kOptionalContent, "the optional content", &kOptionalContent, kOptionalContentEntries},
    {Shape::kOptionalContentGroup, "an optional content group", &kOptionalContent,
     kOptionalContentGroupEntries},
    {Shape::kOutputIntent, "an output intent", &kOutputIntent, kOutputIntentEntries},
    {Shape::kStructureRoot, "the structure tree", &kStructureTree, kStructureRootEntries},
    {Shape::kStructureElement, "a structure element", &kStructureTree, kStructureElementEntries},
    {Shape::kEncryption, "the encryption dictionary", &kEncryption, kEncryptionEntries},
};

template <std::size_t kCount>
std::span<const Entry> named(
    const std::pair<std::string_view, std::span<const Entry>> (&all)[kCount],
    std::string_view name) {
  for (const auto& [key, entries] : all)
    if (key == name) return entries;
  return {};
}

char letter_of(Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
      return 'b';
    case Kind::kInteger:
      return 'i';
    case Kind::kReal:
      return 'n';
    case Kind::kString:
      return 's';
    case Kind::kName:
      return 'N';
    case Kind::kArray:
      return 'a';
    case Kind::kDictionary:
      return 'd';
    case Kind::kStream:
      return 'S';
    default:
      return '?';
  }
}

}  // namespace

const Table* table_of(Shape shape) {
  const auto at = std::ranges::find(kTables, shape, &Table::shape);
  return at == std::end(kTables) ? nullptr : at;
}

std::span<const Entry> entries_of_annotation(std::string_view subtype) {
  return named(kAnnotations, subtype);
}

std::span<const Entry> entries_of_action(std::string_view type) { return named(kActions, type); }

bool type_fits(std::string_view types, Kind kind) {
  if (types == "*") return true;
  const char letter = letter_of(kind);
  return types.find(letter) != std::string_view::npos ||
         (letter == 'i' && types.find('n') != std::string_view::npos);
}

std::string names_of_types(std::string_view types) {
  static constexpr std::pair<char, std::string_view> kNames[] = {
      {'b', "a boolean"}, {'i', "an integer"}, {'n', "a number"},     {'N', "a name"},
      {'s', "a string"},  {'a', "an array"},   {'d', "a dictionary"}, {'S', "a stream"}};
  std::string text;
  for (const char letter : types) {
    const auto at = std::ranges::find(kNames, letter, &std::pair<char, std::string_view>::first);
    if (at == std::end(kNames)) continue;
    if (!text.empty()) text += " or ";
    text += at->second;
  }
  return text;
}

}  // namespace delo::validators::pdf
