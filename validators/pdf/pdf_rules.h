// The requirements a PDF is held to.  Clauses are of ISO 32000-1:2008 unless they
// name another standard.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::validators::pdf {

std::span<const Rule> pdf_rules();

// The file as bytes.
extern const Rule kHeader, kHeaderOffset, kVersion, kEof, kTrailingBytes, kStartxref,
    kStartxrefBlank, kXrefTable, kXrefStream, kXrefSelf, kXrefFree, kXrefLoop, kXrefOffset,
    kObjectSize, kTrailer;
// What libqpdf had to repair or gave up for.
extern const Rule kUnreadable, kRepaired, kSyntax;
// Streams.
extern const Rule kStreamLength, kStreamKeyword, kStreamFilter, kStreamData, kStreamBudget,
    kStreamRest, kObjectStream, kNesting;
// Catalogue, page tree, pages and what they use.
extern const Rule kCatalog, kPageTree, kPageTreeLoop, kPageCount, kPageParent, kMediaBox,
    kResources, kContents, kPageRotate, kFont, kFontProgram, kXObject, kImage, kAnnotation;
// Images and colour profiles decoded.
extern const Rule kPageBlank, kImageData, kImageSize, kImageTail, kIcc, kColourSpace, kMaskEntries,
    kPredictor, kInlineImage;
// Content streams.
extern const Rule kContentSyntax, kOperator, kOperands, kBalance, kTextObject, kResourceName,
    kFontNotSet;
// The object graph besides pages.
extern const Rule kNameOrder, kTypeMissing, kDuplicateKey, kDuplicateInformation, kXrefStreamRest,
    kDestinationPage, kHeaderOffsetCounted, kOutlineEnds, kXrefOffsetBlank, kPath, kInTextObject;
extern const Rule kPageEntry, kNameTree, kMetadata, kInformation, kOutline, kDestination,
    kPageLabel, kThread, kAction, kField, kGraphicsState, kGroup, kPattern, kShading, kFunction,
    kFontEncoding, kFontDescriptor, kFontMetrics, kFileSpecification, kOptionalContent,
    kOutputIntent, kStructureTree, kLinearized, kXrefFreeList, kXrefHybrid;
extern const Rule kDescriptorName, kDescriptorBox, kPieceInfo, kAnnotationShared, kFieldName,
    kFieldAppearance, kTreeLimits, kTreeKids, kOutlineLinks, kOutlineCount, kOutlineTarget,
    kParentTree, kAttributeOwner, kOutputCondition;
// Metadata, protection, active content.
extern const Rule kXmp, kInfoDate, kXmpDoctype, kEncrypted, kEncryption, kJavaScript, kLaunch,
    kUriAction, kXfa, kAttachment, kForm, kSignature;
// Text.
extern const Rule kTextUnknown, kTextCut;

}  // namespace delo::validators::pdf
