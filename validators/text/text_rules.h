// What is required of text files.
#pragma once

#include "core/records/finding.h"

namespace delo::validators::text::rule {

inline constexpr Rule kInvalidBytes{
    .id = "text.invalid-bytes",
    .severity = Severity::kError,
    .clause = "Unicode 15 D92, D91",
    .summary = "The bytes of a Unicode text are in its encoding",
    .cause = "The file was damaged, or pieces in another encoding were pasted into it",
    .remedy = "Ask for the text again; at the place told characters are lost or wrong",
    .who = Remedier::kProducer};

inline constexpr Rule kNul{
    .id = "text.nul",
    .severity = Severity::kError,
    .clause = "",
    .summary = "A text holds no NUL character",
    .cause = "The file was cut short while it was written, or is no text at all",
    .remedy = "Ask for the file again; many programs read it only up to the NUL",
    .who = Remedier::kProducer};

inline constexpr Rule kControl{
    .id = "text.control-characters",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A text holds no control characters but tabs and line ends",
    .cause = "Rests of a word processor's format, or a damaged file",
    .remedy =
        "Look at the place told; have the text exported as plain text if marks are left in it",
    .who = Remedier::kProducer};

inline constexpr Rule kUnsure{
    .id = "text.encoding-unsure",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The encoding of a text can be told from its bytes",
    .cause = "A short text in an old encoding, or one that mixes two",
    .remedy = "Ask the producer for the encoding and record it; the bytes are kept as they are",
    .who = Remedier::kProducer};

inline constexpr Rule kLegacy{
    .id = "text.legacy-encoding",
    .severity = Severity::kInfo,
    .clause = "",
    .summary = "Texts are written in Unicode",
    .cause = "The program that saved the text used the code page of its system",
    .remedy = "Nothing need be done: the encoding is recorded; a UTF-8 copy eases the use",
    .who = Remedier::kArchivist};

inline constexpr Rule kMojibake{
    .id = "text.mojibake",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A text was not read in a wrong encoding before it was saved",
    .cause = "A program took the bytes for another code page and saved what it then saw",
    .remedy = "Have the text saved again from the original; the change can often be undone",
    .who = Remedier::kProducer};

inline constexpr Rule kReplacement{
    .id = "text.replacement-character",
    .severity = Severity::kWarning,
    .clause = "Unicode 15 § 23.8",
    .summary = "A text holds no U+FFFD, which stands for a lost character",
    .cause = "A conversion met bytes that it could not read",
    .remedy = "Have the text converted again from the original",
    .who = Remedier::kProducer};

inline constexpr Rule kMark{
    .id = "text.byte-order-mark",
    .severity = Severity::kInfo,
    .clause = "Unicode 15 § 23.8",
    .summary = "A UTF-8 text does not begin with a byte order mark",
    .cause = "Windows programs write one",
    .remedy = "Nothing need be done; some programs show it as a stray character",
    .who = Remedier::kArchivist};

inline constexpr Rule kNoMark{.id = "text.utf16-without-mark",
                              .severity = Severity::kWarning,
                              .clause = "Unicode 15 § 23.8",
                              .summary = "A UTF-16 text begins with a byte order mark",
                              .cause = "A program wrote its memory as it was",
                              .remedy = "Have the text saved as UTF-8, or with a byte order mark",
                              .who = Remedier::kProducer};

inline constexpr Rule kLineEnds{.id = "text.mixed-line-ends",
                                .severity = Severity::kInfo,
                                .clause = "",
                                .summary = "The lines of a text end in one way",
                                .cause = "Pieces from different systems were put together",
                                .remedy = "Nothing need be done; the text reads the same",
                                .who = Remedier::kArchivist};

inline constexpr Rule kMixedScript{
    .id = "text.mixed-script-word",
    .severity = Severity::kWarning,
    .clause = "UTS 39 § 5.1",
    .summary = "The letters of a word are of one script",
    .cause =
        "A Latin letter was typed in a Cyrillic word, or text recognition took one for another",
    .remedy = "Have the word corrected: it reads right and searching does not find it",
    .who = Remedier::kProducer};

inline constexpr Rule kNormalForm{
    .id = "text.normal-form",
    .severity = Severity::kInfo,
    .clause = "UAX 15",
    .summary = "A text is in Unicode normal form C",
    .cause = "Letters and their marks were saved apart, as macOS and some programs do",
    .remedy = "Nothing need be done: searching finds both forms",
    .who = Remedier::kArchivist};

inline constexpr Rule kManyMarks{
    .id = "text.many-marks",
    .severity = Severity::kInfo,
    .clause = "",
    .summary = "A text has at most 10,000 marks of sheets",
    .cause = "The text of a whole fond in one file, or lines that look like marks and are none",
    .remedy = "Look at the text; leaves after the marks that are told are not compared",
    .who = Remedier::kArchivist};

inline constexpr Rule kCsvQuote{
    .id = "text.csv.unclosed-quote",
    .severity = Severity::kError,
    .clause = "RFC 4180 § 2",
    .summary = "Each quotation mark that opens a field of a CSV file is closed",
    .cause = "The file was cut short, or a quotation mark within a field was not doubled",
    .remedy = "Correct the line told and send the file again; all lines after it are read wrongly",
    .who = Remedier::kProducer};

inline constexpr Rule kCsvColumns{
    .id = "text.csv.columns",
    .severity = Severity::kWarning,
    .clause = "RFC 4180 § 2",
    .summary = "The lines of a CSV file have the same number of fields",
    .cause = "A delimiter within a field that is not quoted, or a field left out",
    .remedy = "Look at the line told: fields after the fault stand in wrong columns",
    .who = Remedier::kProducer};

inline constexpr Rule kDocumentDamaged{
    .id = "text.document.damaged",
    .severity = Severity::kError,
    .clause = "ECMA-376 part 2; ISO/IEC 26300-2 § 2",
    .summary = "The text of a document can be unpacked",
    .cause = "The file was cut short or changed in transfer",
    .remedy = "Ask the producer for the document again and compare its checksum",
    .who = Remedier::kProducer};

inline constexpr Rule kDocumentPart{
    .id = "text.document.part-missing",
    .severity = Severity::kError,
    .clause = "ECMA-376 part 1 § 11.3.10; ISO/IEC 26300-2 § 2.2",
    .summary = "A document has the part that holds its text",
    .cause =
        "The file was made by a program that does not keep to the standard, or was tampered with",
    .remedy = "Open the document and save it again, or ask the producer for it",
    .who = Remedier::kProducer};

inline constexpr Rule kDocumentLocked{
    .id = "text.document.encrypted",
    .severity = Severity::kError,
    .clause = "",
    .summary = "A document can be read without a password",
    .cause = "The document was saved with a password",
    .remedy = "Ask the producer for the document without a password",
    .who = Remedier::kProducer};

inline constexpr Rule kDocumentLarge{
    .id = "text.document.too-large",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The text of a document unpacks to at most 64 MiB of XML",
    .cause = "A file made to fill memory and disks, or a document of a whole fond",
    .remedy = "Look at the document with care; if it is sound have it divided",
    .who = Remedier::kArchivist};

inline constexpr Rule kDocumentXml{
    .id = "text.document.xml",
    .severity = Severity::kError,
    .clause = "XML 1.0",
    .summary = "The XML of a document's text is well-formed",
    .cause = "The file was damaged, or written by a program that does not keep to the standard",
    .remedy = "Open the document and save it again, or ask the producer for it",
    .who = Remedier::kProducer};

inline constexpr Rule kAll[] = {
    kInvalidBytes,    kNul,          kControl,        kUnsure,        kLegacy,
    kMojibake,        kReplacement,  kMark,           kNoMark,        kLineEnds,
    kMixedScript,     kNormalForm,   kManyMarks,      kCsvQuote,      kCsvColumns,
    kDocumentDamaged, kDocumentPart, kDocumentLocked, kDocumentLarge, kDocumentXml};

}  // namespace delo::validators::text::rule
