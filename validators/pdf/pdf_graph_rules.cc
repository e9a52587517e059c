// Rules about what the object graph holds besides pages; clauses as in pdf_rules.h.
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {

using enum Severity;

const Rule kPageEntry{"pdf.page.entry",
                      kError,
                      "7.7.3.3 table 30",
                      "Entries of a page have the type the standard gives them",
                      "A damaged file or a faulty writer",
                      "Ask the producer to write the file again with a conforming program"};
const Rule kNameTree{"pdf.name-tree",
                     kError,
                     "7.9.6, 7.9.7",
                     "Name and number trees hold pairs below Names or Nums, or Kids",
                     "A damaged file or a faulty writer",
                     "Ask the producer to write the file again with a conforming program"};
const Rule kMetadata{"pdf.metadata.stream",
                     kError,
                     "14.3.2 table 315",
                     "Metadata is a stream of Type Metadata and Subtype XML",
                     "A program that touched the metadata and not its dictionary",
                     "Ask the producer to write the file again with a conforming program"};
const Rule kInformation{"pdf.metadata.info",
                        kError,
                        "14.3.3 table 317",
                        "Entries of the document information are text strings",
                        "A damaged file or a faulty writer",
                        "Ask the producer to write the file again with a conforming program"};
const Rule kOutline{"pdf.outline",
                    kError,
                    "12.3.3 tables 152, 153",
                    "Outline items have Title and Parent, and each is reached once",
                    "Bookmarks were edited by hand or by a faulty program",
                    "Ask the producer to write the file again with a conforming program"};
const Rule kDestination{"pdf.destination",
                        kError,
                        "12.3.2",
                        "Destinations name a page and how it is shown",
                        "Bookmarks or links were edited by hand or by a faulty program",
                        "Ask the producer to write the file again with a conforming program"};
const Rule kPageLabel{"pdf.page-label",
                      kError,
                      "12.4.2 table 159",
                      "Page labels have a known style, a text prefix, a whole number",
                      "A damaged file or a faulty writer",
                      "Ask the producer to write the file again with a conforming program"};
const Rule kThread{"pdf.thread",
                   kError,
                   "12.4.3 tables 160, 161",
                   "Article threads have a first bead, and beads N, V, P and R",
                   "A damaged file or a faulty writer",
                   "Ask the producer to write the file again with a conforming program"};
const Rule kAction{"pdf.action",
                   kError,
                   "12.6.2 table 193; 12.6.4",
                   "Actions have S and what their type asks for",
                   "A damaged file or a faulty writer",
                   "Ask the producer to write the file again with a conforming program"};
const Rule kField{"pdf.form.field",
                  kError,
                  "12.7.2 table 218; 12.7.3 table 220",
                  "The form has Fields, and each of them entries of the right type",
                  "A damaged file or a faulty writer",
                  "Ask the producer to write the file again with a conforming program"};
const Rule kGraphicsState{
    "pdf.graphics-state",
    kError,
    "8.4.5 table 58; 11.6.5.2",
    "Graphics state dictionaries and soft masks have entries of the right type",
    "A damaged file or a faulty writer",
    "Ask the producer to write the file again with a conforming program"};
const Rule kGroup{"pdf.group",
                  kError,
                  "8.10.3 table 96; 11.6.6",
                  "Groups have S, and entries of the right type",
                  "A damaged file or a faulty writer",
                  "Ask the producer to write the file again with a conforming program"};
const Rule kPattern{"pdf.pattern",
                    kError,
                    "8.7.3 table 75; 8.7.4 table 76",
                    "Patterns have a known PatternType and what it asks for",
                    "A damaged file or a faulty writer",
                    "Ask the producer to write the file again with a conforming program"};
const Rule kShading{"pdf.shading",
                    kError,
                    "8.7.4.3 table 78; 8.7.4.5",
                    "Shadings have a known ShadingType and what it asks for",
                    "A damaged file or a faulty writer",
                    "Ask the producer to write the file again with a conforming program"};
const Rule kFunction{"pdf.function",
                     kError,
                     "7.10",
                     "Functions have a known FunctionType and what it asks for",
                     "A damaged file or a faulty writer",
                     "Ask the producer to write the file again with a conforming program"};
const Rule kFontEncoding{
    "pdf.font.encoding",
    kError,
    "9.6.6 table 114; 9.7.5",
    "Encodings of fonts are known names, or dictionaries or CMaps that are whole",
    "A damaged file or a faulty writer",
    "Ask the producer to write the file again with a conforming program"};
const Rule kFontDescriptor{
    "pdf.font.descriptor",
    kError,
    "9.8 table 122",
    "Font descriptors have Type, FontName and Flags, and entries of the right type",
    "A damaged file or a faulty writer",
    "Ask the producer to write the file again with a conforming program"};
const Rule kFontMetrics{
    "pdf.font.metrics",
    kWarning,
    "9.6.2 table 111",
    "Simple fonts have FirstChar, LastChar, Widths and FontDescriptor",
    "A writer that took every reader to know the font",
    "Compare a rendering of the page with the original: another font may be shown"};
const Rule kFileSpecification{
    "pdf.file-specification",
    kError,
    "7.11.3 tables 44, 45",
    "File specifications and embedded files have entries of the right type",
    "A damaged file or a faulty writer",
    "Ask the producer to write the file again with a conforming program"};
const Rule kOptionalContent{"pdf.optional-content",
                            kError,
                            "8.11",
                            "Optional content has OCGs and D, its groups Type and Name",
                            "A damaged file or a faulty writer",
                            "Ask the producer to write the file again with a conforming program"};
const Rule kOutputIntent{"pdf.output-intent",
                         kError,
                         "14.11.5 table 365",
                         "Output intents have S, and entries of the right type",
                         "A damaged file or a faulty writer",
                         "Ask the producer to write the file again with a conforming program"};
const Rule kStructureTree{"pdf.structure-tree",
                          kError,
                          "14.7.2 tables 322, 323",
                          "The structure tree and its elements have entries of the right type",
                          "A damaged file or a faulty writer",
                          "Ask the producer to write the file again with a conforming program"};
const Rule kLinearized{"pdf.linearized",
                       kWarning,
                       "annex F",
                       "The linearisation dictionary tells where things are",
                       "The file was changed after it was prepared for the web",
                       "Nothing needs to be done: readers take the file as not linearised"};
const Rule kXrefFreeList{"pdf.xref.free-list",
                         kError,
                         "7.5.4",
                         "Free entries of the cross-reference table name the next free object",
                         "A hand-made or damaged table",
                         "Ask the producer to write the file again with a conforming program"};
const Rule kXrefHybrid{"pdf.xref.hybrid",
                       kError,
                       "7.5.8.4",
                       "XRefStm of a trailer names a cross-reference stream",
                       "A damaged file or a faulty writer",
                       "Ask the producer to write the file again with a conforming program"};
const Rule kOutlineEnds{
    "pdf.outline.ends",
    kWarning,
    "12.3.3 tables 152, 153",
    "A level of the outline names its First and its Last item",
    "A writer that left out what readers do not need: they go from First to Next",
    "Nothing needs to be done: readers show the outline"};
const Rule kXrefOffsetBlank{"pdf.xref.offset.blank",
                            kWarning,
                            "7.5.4",
                            "Cross-reference entries point to the first byte of the object",
                            "A writer that counted a line end to the object before",
                            "Nothing needs to be done: readers find it"};
const Rule kPath{"pdf.content.path",
                 kError,
                 "8.5.2",
                 "Paths begin with m or re",
                 "Damaged bytes or a faulty writer",
                 "Compare a rendering of the page with the original"};
const Rule kInTextObject{"pdf.content.in-text-object",
                         kError,
                         "8.2 figure 9; 9.4.1",
                         "Between BT and ET there is nothing but text and its state",
                         "A faulty writer, or content put together from pieces",
                         "Compare a rendering of the page with the original"};
const Rule kDestinationPage{"pdf.destination.page",
                            kWarning,
                            "12.3.2.2",
                            "Destinations name a page that is there",
                            "Pages were taken out, and bookmarks or links to them left",
                            "Compare the pages with the original: one may be missing"};
const Rule kHeaderOffsetCounted{"pdf.header.offset.counted",
                                kWarning,
                                "ISO 32000-2 7.5.2",
                                "The header of a PDF 2.0 file is its first line",
                                "A mail or transfer program put bytes in front of the file; PDF "
                                "2.0 counts offsets from the header",
                                "Ask the producer for the file as it was written"};
const Rule kTypeMissing{
    "pdf.object.type",
    kWarning,
    "7.11.3 table 44; 9.8 table 122; 14.3.2 table 315",
    "Font descriptors, metadata and files with EF name their Type and Subtype",
    "A writer that left out what readers do not need: who refers to them tells what they are",
    "Nothing needs to be done for reading the file"};
const Rule kDuplicateKey{
    "pdf.object.duplicate-key",
    kError,
    "7.3.7",
    "A dictionary has each key once",
    "A file put together from pieces, or edited by hand; readers differ in which value they take",
    "Ask the producer which of the values is meant, and to write the file again"};
const Rule kDuplicateInformation{
    "pdf.metadata.duplicate-key",
    kWarning,
    "7.3.7; 14.3.3",
    "The document information has each key once",
    "A program that added its own entry beside that of the one before",
    "Nothing needs to be done for the pages; look which value is right"};
const Rule kXrefStreamRest{"pdf.xref.stream.rest",
                           kWarning,
                           "7.5.8.3",
                           "A cross-reference stream ends with its last entry",
                           "A writer that wrote one entry more than it counted",
                           "Nothing needs to be done: readers stop at the last entry"};
const Rule kNameOrder{"pdf.name-tree.order",
                      kWarning,
                      "7.9.6, 7.9.7",
                      "Keys of name and number trees are in order",
                      "A writer that did not sort them; a reader that searches may miss one",
                      "Ask the producer to write the file again with a conforming program"};
// What follows is required by the standard and left out by many writers, and no reader
// depends on it: warnings.
const Rule kDescriptorName{"pdf.font.descriptor.name",
    kWarning,
    "9.8.1 table 122",
    "FontName of a font descriptor is the BaseFont of its font",
    "A writer that named subsets in one place only; readers do not compare the names",
    "Nothing needs to be done for reading the file"};
const Rule kDescriptorBox{"pdf.font.descriptor.box",
    kWarning,
    "9.8.1 table 122",
    "Font descriptors have a FontBBox",
    "A writer that left out what readers take from the font program",
    "Nothing needs to be done for reading the file"};
const Rule kPieceInfo{"pdf.page.piece-info",
    kWarning,
    "7.7.3.3 table 30; 14.5",
    "A page with PieceInfo says when it was last modified",
    "A writer that kept private data and no date; only the program that wrote them looks",
    "Nothing needs to be done for reading the file"};
const Rule kAnnotationShared{"pdf.annotation.shared",
    kWarning,
    "12.5.2",
    "An annotation is on one page only",
    "Pages were copied together with references to their annotations; readers show it on each",
    "Nothing needs to be done for reading the file"};
const Rule kFieldName{"pdf.form.field.name",
    kWarning,
    "12.7.3.2",
    "Partial names of fields hold no period",
    "A writer that gave the whole name; readers may take it for several fields",
    "Nothing needs to be done for reading the file"};
const Rule kFieldAppearance{"pdf.form.field.appearance",
    kWarning,
    "12.7.3.3",
    "Fields with text have a default appearance",
    "A writer that left it out; readers choose a font of their own",
    "Nothing needs to be done for reading the file"};
const Rule kTreeLimits{"pdf.name-tree.limits",
    kWarning,
    "7.9.6, 7.9.7",
    "Nodes of a tree name their least and their greatest key",
    "A writer that left them out or did not renew them; most readers go through the whole tree",
    "Nothing needs to be done for reading the file"};
const Rule kTreeKids{"pdf.name-tree.kids",
    kWarning,
    "7.9.6, 7.9.7",
    "Trees hold something, and their kids are there",
    "A program that took out what the tree held",
    "Nothing needs to be done for reading the file"};
const Rule kOutlineLinks{"pdf.outline.links",
    kWarning,
    "12.3.3 tables 152, 153",
    "Items of the outline name the one before, the one above and the last",
    "Bookmarks were edited; readers go from First to Next",
    "Nothing needs to be done for reading the file"};
const Rule kOutlineCount{"pdf.outline.count",
    kWarning,
    "12.3.3 tables 152, 153",
    "Count is the number of items that are to be seen",
    "Bookmarks were edited; readers count for themselves",
    "Nothing needs to be done for reading the file"};
const Rule kOutlineTarget{"pdf.outline.target",
    kWarning,
    "12.3.3 table 153",
    "An outline item has a destination or an action, not both",
    "A writer that gave both; readers take one of them",
    "Nothing needs to be done for reading the file"};
const Rule kParentTree{"pdf.structure-tree.parent-tree",
    kWarning,
    "14.7.2 table 322",
    "A structure tree with content items has a ParentTree",
    "A writer that left it out; who reads the tree from its root does not need it",
    "Nothing needs to be done for reading the file"};
const Rule kAttributeOwner{"pdf.structure-tree.attribute-owner",
    kWarning,
    "14.7.5.1 table 327",
    "Attribute objects name their owner",
    "A writer that left it out; readers pass over the attributes",
    "Nothing needs to be done for reading the file"};
const Rule kOutputCondition{"pdf.output-intent.condition",
    kWarning,
    "14.11.5 table 365",
    "Output intents name their OutputConditionIdentifier",
    "A writer that left it out where the profile is enough",
    "Nothing needs to be done for reading the file"};

}  // namespace delo::validators::pdf
