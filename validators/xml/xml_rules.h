// What is required of XML files.
#pragma once

#include "core/records/finding.h"

namespace delo::validators::xml::rule {

inline constexpr Rule kWellFormed{
    .id = "xml.well-formed",
    .severity = Severity::kError,
    .clause = "XML 1.0 § 2.1, Namespaces in XML 1.0 § 7",
    .summary = "An XML document is well-formed",
    .cause = "The file was cut short or edited by hand, or is no XML",
    .remedy = "Ask for the file again; at the place told no program can read on",
    .who = Remedier::kProducer};

inline constexpr Rule kEncoding{
    .id = "xml.encoding",
    .severity = Severity::kError,
    .clause = "XML 1.0 § 4.3.3",
    .summary = "An XML document is written in the encoding that it declares",
    .cause = "The file was converted, but not its first line, or names a rare encoding",
    .remedy = "Have the document saved as UTF-8 with a fitting declaration",
    .who = Remedier::kProducer};

inline constexpr Rule kDoctype{
    .id = "xml.doctype",
    .severity = Severity::kError,
    .clause = "XML 1.0 § 4.2",
    .summary = "An XML document declares no entities, which whoever opens it would unfold",
    .cause =
        "An old way to put texts together, or an attack: a few entities can unfold to "
        "billions, or to files of the machine",
    .remedy =
        "Have the document saved with all entities written out; of this one nothing was "
        "unfolded, and nothing read after its DOCTYPE",
    .who = Remedier::kProducer};

inline constexpr Rule kPlainDoctype{
    .id = "xml.doctype-present",
    .severity = Severity::kInfo,
    .clause = "XML 1.0 § 2.8",
    .summary = "An XML document has no DOCTYPE",
    .cause = "The document is of the time of DTDs, as EAD 2002, TEI and XHTML often are",
    .remedy = "Nothing need be done; a DTD is never loaded, and the document not held to it",
    .who = Remedier::kArchivist};

inline constexpr Rule kEntity{
    .id = "xml.entity-undeclared",
    .severity = Severity::kWarning,
    .clause = "XML 1.0 § 4.1, § 5.1",
    .summary = "An XML document refers to no entity that only a DTD outside of it could declare",
    .cause = "The DTD of old names characters, as &nbsp; or &mdash;",
    .remedy =
        "Have the document saved with the characters themselves: without the DTD nobody can "
        "say what stands there",
    .who = Remedier::kProducer};

inline constexpr Rule kLimit{
    .id = "xml.limit",
    .severity = Severity::kError,
    .clause = "",
    .summary = "An XML document keeps within 256 levels, 2000 attributes and 1000 namespaces",
    .cause = "A document made to exhaust whoever reads it, or written by a faulty program",
    .remedy = "Ask the producer what the document is; no archival schema needs so much",
    .who = Remedier::kProducer};

inline constexpr Rule kInclude{.id = "xml.xinclude",
                               .severity = Severity::kWarning,
                               .clause = "XInclude 1.0 § 3.1",
                               .summary = "An XML document holds its whole content",
                               .cause = "The document includes another one, which was not followed",
                               .remedy = "Have the document saved with what it includes",
                               .who = Remedier::kProducer};

inline constexpr Rule kDuplicateId{
    .id = "xml.duplicate-id",
    .severity = Severity::kWarning,
    .clause = "XML 1.0 § 3.3.1 (VC: ID), xml:id 1.0 § 4",
    .summary = "Each identifier of an XML document is there once",
    .cause = "Parts of other documents were put together",
    .remedy = "Have the identifiers made unique: references to them are ambiguous",
    .who = Remedier::kProducer};

inline constexpr Rule kLinkOutside{
    .id = "xml.mets.link-outside",
    .severity = Severity::kError,
    .clause = "METS 1.12.1 FLocat; E-ARK CSIP 2.2 § 5.3.5",
    .summary = "The files of a METS document lie in its own folder",
    .cause = "The document was made on another machine, or to reach files outside of the package",
    .remedy = "Have the links written relative to the METS file, for files that came with it",
    .who = Remedier::kProducer};

inline constexpr Rule kRemoteMetadata{
    .id = "xml.mets.remote-metadata",
    .severity = Severity::kWarning,
    .clause = "METS 1.12.1 mdRef",
    .summary = "The metadata that a METS document refers to came with it",
    .cause = "The description is kept on a web server",
    .remedy = "Have the metadata delivered with the files; nothing was fetched",
    .who = Remedier::kProducer};

inline constexpr Rule kAll[] = {kWellFormed,  kEncoding,      kDoctype, kPlainDoctype,
                                kEntity,      kLimit,         kInclude, kDuplicateId,
                                kLinkOutside, kRemoteMetadata};

}  // namespace delo::validators::xml::rule
