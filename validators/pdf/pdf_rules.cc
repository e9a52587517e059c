#include "validators/pdf/pdf_rules.h"

#include <array>

namespace delo::validators::pdf {

using enum Severity;

const Rule kHeader{"pdf.header",
                   kError,
                   "7.5.2",
                   "The file begins with %PDF- and its version",
                   "Another format, a damaged start, or a writer that got the header wrong",
                   "Ask the producer for the file as it was written"};
const Rule kHeaderOffset{"pdf.header.offset",
                         kError,
                         "7.5.2",
                         "The header is the first line of the file",
                         "A mail or transfer program put bytes in front of the file",
                         "Ask the producer for the file as it was written"};
const Rule kVersion{"pdf.header.version",
                    kError,
                    "7.5.2; ISO 32000-2 7.5.2",
                    "The version is one of 1.0 to 1.7 or 2.0",
                    "A damaged header, or a writer that invented a version",
                    "Ask the producer which version the file follows and to write it again"};
const Rule kEof{"pdf.eof",
                kError,
                "7.5.5",
                "The last line of the file is %%EOF",
                "The transfer ended early, or the file was cut",
                "Ask the producer to deliver the file again"};
const Rule kTrailingBytes{"pdf.eof.trailing",
                          kWarning,
                          "7.5.5",
                          "Nothing stands after the last %%EOF",
                          "A transfer program padded the file, or something was appended to it",
                          "Look at what was appended; ask the producer if it is not known"};
const Rule kStartxref{
    "pdf.startxref",
    kError,
    "7.5.5",
    "startxref gives the byte offset of the last cross-reference section",
    "Line ends were changed in transfer, the file was cut, or an editor moved bytes",
    "Ask the producer to deliver the file again, in binary mode"};
const Rule kStartxrefBlank{"pdf.startxref.blank",
                           kWarning,
                           "7.5.5",
                           "startxref points to the first byte of the section",
                           "A writer that counted a line end to the section before",
                           "Nothing needs to be done: readers find it"};
const Rule kXrefTable{"pdf.xref.table",
                      kError,
                      "7.5.4",
                      "Cross-reference tables are written as the standard lays down",
                      "A hand-made or damaged table, or line ends changed in transfer",
                      "Ask the producer to write the file again with a conforming program"};
const Rule kXrefStream{"pdf.xref.stream",
                       kError,
                       "7.5.8",
                       "Cross-reference streams hold W, Index and entries that agree",
                       "A damaged stream or a faulty writer",
                       "Ask the producer to write the file again with a conforming program"};
const Rule kXrefSelf{"pdf.xref.self",
                     kInfo,
                     "7.5.8.1",
                     "A cross-reference stream has an entry for itself",
                     "A writer that left itself out",
                     "Nothing needs to be done: readers find it"};
const Rule kXrefFree{"pdf.xref.free",
                     kWarning,
                     "7.5.4",
                     "Object 0 heads the list of free objects, with generation 65535",
                     "A writer that got the head of the list wrong; readers do not use it",
                     "Nothing needs to be done for reading the file"};
const Rule kXrefLoop{"pdf.xref.loop",
                     kError,
                     "7.5.5",
                     "The chain of cross-reference sections ends",
                     "A Prev entry points to a section already read",
                     "Ask the producer to write the file again with a conforming program"};
const Rule kXrefOffset{
    "pdf.xref.offset",
    kError,
    "7.5.4",
    "Every cross-reference entry points to the object it names",
    "Bytes were added or lost, line ends changed, or the file was edited by hand",
    "Ask the producer to deliver the file again, in binary mode"};
const Rule kObjectSize{"pdf.trailer.size",
                       kInfo,
                       "7.5.5 table 15",
                       "Size is one more than the highest object number",
                       "A writer that counted generously",
                       "Nothing needs to be done"};
const Rule kTrailer{"pdf.trailer",
                    kError,
                    "7.5.5 table 15",
                    "The trailer has Size, Root, and what else it names, of the right type",
                    "A damaged end of the file or a faulty writer",
                    "Ask the producer to write the file again with a conforming program"};
const Rule kUnreadable{"pdf.unreadable",
                       kError,
                       "7.5",
                       "The file can be opened as a PDF",
                       "The file is cut, damaged, or no PDF at all",
                       "Ask the producer to deliver the file again"};
const Rule kRepaired{"pdf.repaired",
                     kError,
                     "7.3, 7.5",
                     "The file can be read without repair",
                     "Damage that one reader may guess right and another wrong",
                     "Ask the producer to write the file again with a conforming program"};
const Rule kSyntax{"pdf.object.syntax",
                   kError,
                   "7.2, 7.3",
                   "Objects follow the syntax of PDF",
                   "Damaged bytes or a faulty writer",
                   "Ask the producer to write the file again with a conforming program"};
const Rule kStreamLength{"pdf.stream.length",
                         kError,
                         "7.3.8.2",
                         "Length is the number of bytes between stream and endstream",
                         "Line ends were changed in transfer, or bytes lost",
                         "Ask the producer to deliver the file again, in binary mode"};
const Rule kStreamKeyword{"pdf.stream.keyword",
                          kWarning,
                          "7.3.8.1",
                          "The keyword stream is followed by a line feed, alone or after a return",
                          "A writer of the 1990s, or line ends changed in transfer",
                          "Check that images and pages look right; their data were found"};
const Rule kStreamFilter{"pdf.stream.filter",
                         kError,
                         "7.4",
                         "Filters are known and their parameters possible",
                         "A damaged dictionary or a faulty writer",
                         "Ask the producer to write the file again with a conforming program"};
const Rule kStreamData{"pdf.stream.data",
                       kError,
                       "7.4",
                       "The data of every stream can be decoded to its end",
                       "Bytes were damaged in storage or transfer, or the stream was cut",
                       "Ask the producer to deliver the file again"};
const Rule kStreamBudget{"pdf.stream.budget",
                         kError,
                         "",
                         "Streams unfold to a size that can be worked with",
                         "A decompression bomb, or a stream of absurd size",
                         "Do not open the file elsewhere; ask the producer where it comes from"};
const Rule kStreamRest{"pdf.stream.rest",
                       kWarning,
                       "7.4",
                       "Encoded data ends where its stream ends",
                       "A writer that padded the stream or left out an end marker",
                       "Compare a rendering of the page with the original"};
const Rule kObjectStream{"pdf.object-stream",
                         kError,
                         "7.5.7",
                         "Object streams hold N objects that begin after First",
                         "A damaged stream or a faulty writer",
                         "Ask the producer to write the file again with a conforming program"};
const Rule kNesting{"pdf.object.nesting",
                    kError,
                    "annex C",
                    "Arrays and dictionaries are nested to a depth that can be read",
                    "A hostile or damaged file",
                    "Do not open the file elsewhere; ask the producer where it comes from"};
const Rule kCatalog{"pdf.catalog",
                    kError,
                    "7.7.2",
                    "The trailer's Root is a dictionary of Type Catalog with Pages",
                    "A damaged file or a faulty writer",
                    "Ask the producer to write the file again with a conforming program"};
const Rule kPageTree{"pdf.page-tree",
                     kError,
                     "7.7.3.2",
                     "Nodes of the page tree have Type, Kids and Count of the right type",
                     "A damaged file or a faulty writer",
                     "Ask the producer to write the file again with a conforming program"};
const Rule kPageTreeLoop{"pdf.page-tree.loop",
                         kError,
                         "7.7.3.2",
                         "Every node of the page tree is reached once",
                         "A hostile file, or pages reused by a faulty writer",
                         "Ask the producer to write the file again with a conforming program"};
const Rule kPageCount{"pdf.page-tree.count",
                      kError,
                      "7.7.3.2 table 29",
                      "Count is the number of pages below a node",
                      "Pages were lost, or the file was edited by hand",
                      "Compare the pages with the original; ask the producer for what is missing"};
const Rule kPageParent{"pdf.page.parent",
                       kError,
                       "7.7.3.3 table 30",
                       "Parent refers to the node whose Kids the page is in",
                       "The file was edited by hand or by a faulty program",
                       "Ask the producer to write the file again with a conforming program"};
const Rule kMediaBox{"pdf.page.media-box",
                     kError,
                     "7.7.3.3 table 30; 7.9.5",
                     "Every page has a MediaBox that is a rectangle",
                     "A damaged file or a faulty writer",
                     "Ask the producer to write the file again with a conforming program"};
const Rule kResources{
    "pdf.page.resources",
    kError,
    "7.7.3.3 table 30; 7.8.3",
    "Every page has Resources, its own or inherited, a dictionary of dictionaries",
    "A damaged file or a faulty writer",
    "Ask the producer to write the file again with a conforming program"};
const Rule kContents{"pdf.page.contents",
                     kError,
                     "7.7.3.3 table 30",
                     "Contents is a stream or an array of streams",
                     "A page lost its content, or the file was edited by hand",
                     "Compare a rendering of the page with the original"};
const Rule kPageRotate{
    "pdf.page.rotate",  kError,
    "7.7.3.3 table 30", "Rotate is a multiple of 90",
    "A faulty writer",  "Ask the producer to write the file again with a conforming program"};
const Rule kFont{"pdf.font",
                 kError,
                 "9.5 to 9.7",
                 "Fonts have Type, a known Subtype, BaseFont and what their Subtype asks for",
                 "A damaged file or a faulty writer",
                 "Ask the producer to write the file again with a conforming program"};
const Rule kFontProgram{"pdf.font.program",
                        kError,
                        "9.9",
                        "Embedded font programs are streams of the right kind",
                        "A damaged file or a faulty writer",
                        "Ask the producer to write the file again with a conforming program"};
const Rule kXObject{"pdf.xobject",
                    kError,
                    "8.8 to 8.10",
                    "XObjects are streams of a known Subtype with what it asks for",
                    "A damaged file or a faulty writer",
                    "Ask the producer to write the file again with a conforming program"};
const Rule kImage{"pdf.image.dictionary",
                  kError,
                  "8.9.5 table 89",
                  "Images have Width, Height, and what their coding asks for",
                  "A damaged file or a faulty writer",
                  "Ask the producer to write the file again with a conforming program"};
const Rule kAnnotation{"pdf.annotation",
                       kError,
                       "12.5.2 table 164",
                       "Annotations are dictionaries with Subtype and Rect",
                       "A damaged file or a faulty writer",
                       "Ask the producer to write the file again with a conforming program"};
const Rule kImageData{"pdf.image.data",
                      kError,
                      "7.4.6 to 7.4.9",
                      "Every image decodes to its last line without damage",
                      "The scan was cut or damaged in storage or transfer",
                      "Ask the producer to scan or deliver the page again"};
const Rule kImageSize{"pdf.image.size",
                      kError,
                      "8.9.5",
                      "The decoded image has the Width, Height and samples its dictionary names",
                      "The image was cut, exchanged, or its dictionary edited",
                      "Ask the producer to scan or deliver the page again"};
const Rule kImageTail{"pdf.image.tail",
                      kWarning,
                      "7.4.8",
                      "Nothing follows the end of an encoded image",
                      "A camera or scanner program appended data",
                      "Look at what was appended; the image itself is whole"};
const Rule kIcc{"pdf.icc",
                kError,
                "8.6.5.5; ICC.1 7",
                "ICC profiles are whole, and their colour space is the one N asks for",
                "The profile was cut or exchanged",
                "Ask the producer to write the file again with the right colour profile"};
const Rule kContentSyntax{"pdf.content.syntax",
                          kError,
                          "7.8.2",
                          "Content streams follow the syntax of PDF",
                          "Damaged bytes or a faulty writer",
                          "Compare a rendering of the page with the original"};
const Rule kOperator{"pdf.content.operator",
                     kError,
                     "7.8.2; annex A",
                     "Content streams use known operators only",
                     "Damaged bytes or a faulty writer",
                     "Compare a rendering of the page with the original"};
const Rule kOperands{"pdf.content.operands",
                     kError,
                     "7.8.2; annex A",
                     "Operators have operands of the right number and type",
                     "Damaged bytes or a faulty writer",
                     "Compare a rendering of the page with the original"};
const Rule kBalance{"pdf.content.balance",
                    kError,
                    "8.4.2, 9.4.1, 14.6",
                    "q and Q, BT and ET, marked content begin and end are balanced",
                    "A content stream that was cut, or a faulty writer",
                    "Compare a rendering of the page with the original"};
const Rule kTextObject{"pdf.content.text-object",
                       kError,
                       "9.4.1",
                       "Text is placed and shown between BT and ET",
                       "Damaged bytes or a faulty writer",
                       "Compare a rendering of the page with the original"};
const Rule kResourceName{"pdf.content.resource",
                         kError,
                         "7.8.3",
                         "Every resource a content stream names exists",
                         "An image or font was lost, or the file was edited by hand",
                         "Compare a rendering of the page with the original"};
const Rule kFontNotSet{"pdf.content.font-not-set",
                       kError,
                       "9.3.1",
                       "Text is shown after a font was set",
                       "Damaged bytes or a faulty writer",
                       "Compare a rendering of the page with the original"};
const Rule kXmp{"pdf.metadata.xmp",
                kError,
                "14.3.2; ISO 16684-1",
                "Metadata streams are well-formed XML",
                "A damaged stream or a faulty writer",
                "Ask the producer to write the metadata again"};
const Rule kInfoDate{"pdf.metadata.date",
                     kWarning,
                     "14.3.3 table 317; 7.9.4",
                     "Dates of the document information are written as (D:YYYYMMDDHHmmSS)",
                     "A writer that used a notation of its own",
                     "Nothing need be done for the pages; ask the producer when the file was made"};
const Rule kXmpDoctype{"pdf.metadata.doctype",
                       kError,
                       "14.3.2; ISO 16684-1",
                       "Metadata streams declare no document type",
                       "A hostile file: a DOCTYPE can make a reader fetch or unfold other data",
                       "Do not open the file elsewhere; ask the producer where it comes from"};
const Rule kEncrypted{"pdf.encrypted",
                      kWarning,
                      "7.6",
                      "The file is not encrypted",
                      "The producer protected the file",
                      "Ask the producer for the file without protection: it may become unreadable"};
const Rule kEncryption{"pdf.encryption",
                       kError,
                       "7.6",
                       "Encryption is of a known kind with possible parameters",
                       "A damaged file, or protection that only one program understands",
                       "Ask the producer for the file without protection"};
const Rule kJavaScript{
    "pdf.active.javascript",
    kWarning,
    "12.6.4.16",
    "The file holds no JavaScript",
    "A form or presentation with programmed behaviour",
    "Decide whether its behaviour is to be kept; a static copy may be asked for"};
const Rule kLaunch{"pdf.active.launch",
                   kWarning,
                   "12.6.4.5",
                   "The file starts no other program",
                   "An action that launches a program or opens another file",
                   "Ask the producer where the file comes from"};
const Rule kUriAction{"pdf.active.uri",
                      kWarning,
                      "12.6.4.7",
                      "Opening the file fetches nothing from elsewhere",
                      "An action at opening that resolves a web address",
                      "Ask the producer for a copy that stands alone"};
const Rule kXfa{"pdf.active.xfa",
                kWarning,
                "12.7.8",
                "The file holds no XFA form",
                "A form whose pages only a few programs can show",
                "Ask the producer for a static copy of the form"};
const Rule kAttachment{"pdf.attachment",
                       kWarning,
                       "7.11.4",
                       "The file has no other files attached",
                       "Files were embedded by the producer",
                       "Decide whether the attached files are records of their own"};
const Rule kForm{"pdf.form",
                 kInfo,
                 "12.7",
                 "The file holds no interactive form",
                 "A form that can be filled in",
                 "Nothing needs to be done"};
const Rule kSignature{"pdf.signature",
                      kInfo,
                      "12.8",
                      "The file holds no digital signature",
                      "The producer signed the file",
                      "Keep the file byte for byte: any change breaks the signature"};

std::span<const Rule> pdf_rules() {
  static const std::array kRules = {
      kHeader,        kHeaderOffset,  kVersion,
      kEof,           kTrailingBytes, kXrefFree,
      kInfoDate,      kStartxref,     kStartxrefBlank,
      kXrefSelf,      kStreamKeyword, kXrefTable,
      kXrefStream,    kXrefLoop,      kXrefOffset,
      kObjectSize,    kTrailer,       kUnreadable,
      kRepaired,      kSyntax,        kStreamLength,
      kStreamFilter,  kStreamData,    kStreamBudget,
      kStreamRest,    kObjectStream,  kNesting,
      kCatalog,       kPageTree,      kPageTreeLoop,
      kPageCount,     kPageParent,    kMediaBox,
      kResources,     kContents,      kPageRotate,
      kFont,          kFontProgram,   kXObject,
      kImage,         kAnnotation,    kImageData,
      kImageSize,     kImageTail,     kIcc,
      kContentSyntax, kOperator,      kOperands,
      kBalance,       kTextObject,    kResourceName,
      kFontNotSet,    kXmp,           kXmpDoctype,
      kEncrypted,     kEncryption,    kJavaScript,
      kLaunch,        kUriAction,     kXfa,
      kAttachment,    kForm,          kSignature,
  };
  return kRules;
}

}  // namespace delo::validators::pdf
