#include "packages/bagit/bag_rules.h"

#include <array>

namespace delo::packages {
namespace bag_rule {

constinit const Rule kDeclarationMissing{.id = "bag.declaration.missing",
                                         .severity = Severity::kError,
                                         .clause = "RFC 8493 §2.1.1",
                                         .summary = "A bag has a bagit.txt",
                                         .cause = "The folder is no bag, or was copied in part",
                                         .remedy = "Ask the producer for the whole bag",
                                         .who = Remedier::kProducer};
constinit const Rule kDeclaration{
    .id = "bag.declaration",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.1.1",
    .summary =
        "bagit.txt consists of the two lines BagIt-Version and Tag-File-Character-Encoding, in "
        "UTF-8 without a byte order mark",
    .cause = "bagit.txt was edited by hand or written by a faulty program",
    .remedy = "Ask the producer to make the bag again with a current program",
    .who = Remedier::kProducer};
constinit const Rule kVersion{
    .id = "bag.declaration.version",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.1.1",
    .summary = "The bag is of a published version: 0.93 to 0.97 or 1.0",
    .cause = "bagit.txt is damaged, or the bag is of a version that came later",
    .remedy = "Ask the producer for a bag of version 1.0",
    .who = Remedier::kProducer};
constinit const Rule kEncoding{
    .id = "bag.encoding",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.1.1",
    .summary = "Tag files are in the character encoding that bagit.txt names",
    .cause = "The files were written in the character set of an old system",
    .remedy = "Ask the producer to write tag files as UTF-8 and to name it in bagit.txt",
    .who = Remedier::kProducer};
constinit const Rule kPayloadFolder{
    .id = "bag.payload.folder",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.1.2",
    .summary = "A bag has a payload folder named data",
    .cause = "The folder is no bag, or was copied without its payload",
    .remedy = "Ask the producer for the whole bag",
    .who = Remedier::kProducer};
constinit const Rule kPayloadEmpty{
    .id = "bag.payload.empty",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.1.2",
    .summary = "A bag has payload",
    .cause = "The payload was forgotten, or fetch.txt was meant to bring it",
    .remedy = "Ask the producer whether something is missing",
    .who = Remedier::kProducer};
constinit const Rule kNoManifest{.id = "bag.manifest.none",
                                 .severity = Severity::kError,
                                 .clause = "RFC 8493 §2.1.3",
                                 .summary = "A bag has a payload manifest",
                                 .cause = "The bag was copied in part",
                                 .remedy = "Ask the producer for the whole bag",
                                 .who = Remedier::kProducer};
constinit const Rule kAlgorithm{
    .id = "bag.manifest.algorithm",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.4",
    .summary = "At least one payload manifest has an algorithm that can be computed here",
    .cause = "The bag was made with an algorithm that is rare or misspelt",
    .remedy = "Ask the producer for a manifest-sha512.txt or manifest-sha256.txt",
    .who = Remedier::kProducer};
constinit const Rule kAlgorithmSkipped{
    .id = "bag.manifest.algorithm-skipped",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.4",
    .summary = "Every manifest has an algorithm that can be computed here",
    .cause = "The bag was made with an algorithm that is rare or misspelt",
    .remedy = "Nothing has to be done while another manifest was verified; this one was not",
    .who = Remedier::kArchivist};
constinit const Rule kWeak{
    .id = "bag.manifest.weak",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.4",
    .summary = "A payload manifest uses SHA-256 or a stronger algorithm",
    .cause = "The bag was made with old settings",
    .remedy = "Accidents are still found; ask the producer for SHA-512 in future bags",
    .who = Remedier::kArchivist};
constinit const Rule kLine{.id = "bag.manifest.line",
                           .severity = Severity::kError,
                           .clause = "RFC 8493 §2.1.3",
                           .summary = "A manifest line is a checksum, white space and a path",
                           .cause = "The manifest was edited by hand or is damaged",
                           .remedy = "Ask the producer for the manifest as it was made",
                           .who = Remedier::kProducer};
constinit const Rule kDigest{.id = "bag.manifest.digest",
                             .severity = Severity::kError,
                             .clause = "RFC 8493 §2.1.3",
                             .summary = "A checksum has the hexadecimal digits of its algorithm",
                             .cause = "The manifest is damaged or its name has the wrong algorithm",
                             .remedy = "Ask the producer for the manifest as it was made",
                             .who = Remedier::kProducer};
constinit const Rule kPath{
    .id = "bag.manifest.path",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.1.3, §5.1",
    .summary =
        "Paths in manifests are relative, stay within the bag and have no \"..\", \"~\" or drive",
    .cause = "The manifest was made from absolute paths, or was made to reach other files",
    .remedy = "Ask the producer to make the bag again",
    .who = Remedier::kProducer};
constinit const Rule kPathOutside{.id = "bag.manifest.path-outside",
                                  .severity = Severity::kError,
                                  .clause = "RFC 8493 §2.1.3",
                                  .summary = "Payload manifests list files of the payload only",
                                  .cause = "Tag files were listed among the payload",
                                  .remedy = "Ask the producer to make the bag again",
                                  .who = Remedier::kProducer};
constinit const Rule kStar{.id = "bag.manifest.star",
                           .severity = Severity::kWarning,
                           .clause = "RFC 8493 §6.1.3",
                           .summary = "Paths in manifests have no asterisk of md5sum before them",
                           .cause = "The manifest was made with md5sum or sha256sum",
                           .remedy = "Nothing has to be done: the asterisk is not part of the name",
                           .who = Remedier::kArchivist};
constinit const Rule kDotSlash{.id = "bag.manifest.dot-slash",
                               .severity = Severity::kWarning,
                               .clause = "RFC 8493 §2.1.3",
                               .summary = "Paths in manifests do not begin with ./",
                               .cause = "The manifest was made with find and md5sum",
                               .remedy = "Nothing has to be done: the path was understood",
                               .who = Remedier::kArchivist};
constinit const Rule kTwice{.id = "bag.manifest.twice",
                            .severity = Severity::kError,
                            .clause = "RFC 8493 §2.1.3",
                            .summary = "A manifest lists each file once",
                            .cause = "Two manifests were put together, or a file was replaced",
                            .remedy = "Ask the producer which line is right",
                            .who = Remedier::kProducer};
constinit const Rule kTwiceSame{.id = "bag.manifest.twice-same",
                                .severity = Severity::kWarning,
                                .clause = "BagIt 0.97 §2.1.3",
                                .summary = "A manifest lists each file once",
                                .cause = "Two manifests were put together",
                                .remedy = "Nothing has to be done: both lines say the same",
                                .who = Remedier::kArchivist};
constinit const Rule kNormalForm{
    .id = "bag.manifest.normal-form",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §6.1.1",
    .summary = "Names in manifests have the Unicode normal form of the names on disk",
    .cause = "The bag went through a system that changes normal forms, often a Mac",
    .remedy = "Nothing has to be done: the file was found under the other form",
    .who = Remedier::kArchivist};
constinit const Rule kMissing{.id = "bag.file.missing",
                              .severity = Severity::kError,
                              .clause = "RFC 8493 §3",
                              .summary = "Every file that a manifest lists is there",
                              .cause = "The bag was copied in part",
                              .remedy = "Ask the producer for the missing file",
                              .who = Remedier::kProducer};
constinit const Rule kUnlisted{
    .id = "bag.file.unlisted",
    .severity = Severity::kError,
    .clause = "RFC 8493 §3",
    .summary = "Every payload file is listed in every payload manifest",
    .cause = "A file was added after the bag was made",
    .remedy = "Ask the producer whether the file belongs to the bag, and for a new manifest",
    .who = Remedier::kProducer};
constinit const Rule kDifferent{
    .id = "bag.file.different",
    .severity = Severity::kError,
    .clause = "RFC 8493 §3",
    .summary = "Every file has the checksum that the manifest lists",
    .cause = "The file was changed or damaged after the bag was made",
    .remedy = "Ask the producer for the file as it was when the bag was made",
    .who = Remedier::kProducer};
constinit const Rule kCollision{
    .id = "bag.file.collision",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §6.1",
    .summary = "Names of files differ by more than letter case or Unicode normal form",
    .cause = "Two systems wrote the same name in different ways",
    .remedy = "Check whether both files are meant; on some systems one replaces the other",
    .who = Remedier::kArchivist};
constinit const Rule kSystemFile{
    .id = "bag.file.system",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §6.1",
    .summary = "The payload holds no files that systems make by themselves",
    .cause = "The folder was open on a Mac or on Windows when it was packed",
    .remedy = "Nothing has to be done; such files may be left out of the next bag",
    .who = Remedier::kArchivist};
constinit const Rule kDeclarationCase{
    .id = "bag.declaration.case",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.1.1",
    .summary = "The labels of bagit.txt are written BagIt-Version and Tag-File-Character-Encoding",
    .cause = "The file was made after the example in RFC 8493 §4.1, which has BagIt-version",
    .remedy = "Nothing has to be done: the declaration was understood",
    .who = Remedier::kArchivist};
constinit const Rule kEncodingNotUtf8{
    .id = "bag.encoding.not-utf8",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.1.1",
    .summary = "From 1.0 on tag files are in UTF-8",
    .cause = "The bag was made with the settings of an old system",
    .remedy = "Nothing has to be done: the files were read in the encoding that bagit.txt names",
    .who = Remedier::kArchivist};
constinit const Rule kByteOrderMark{
    .id = "bag.encoding.mark",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.3",
    .summary = "From 1.0 on a tag file has a byte order mark only where its encoding needs one",
    .cause = "The file was saved by an editor that puts a mark before UTF-8",
    .remedy = "Ask the producer to save the file without the mark",
    .who = Remedier::kProducer};
constinit const Rule kManifestName{
    .id = "bag.manifest.name",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.4",
    .summary =
        "From 1.0 on the algorithm in the name of a manifest is in lower case and has letters and "
        "digits only",
    .cause = "The manifest was named by hand, SHA-256 instead of sha256",
    .remedy = "Ask the producer to rename the manifest and to make the tag manifests again",
    .who = Remedier::kProducer};
constinit const Rule kBlankLine{.id = "bag.manifest.blank",
                                .severity = Severity::kWarning,
                                .clause = "RFC 8493 §2.1.3",
                                .summary = "A manifest has no blank lines",
                                .cause = "The manifest was edited by hand",
                                .remedy = "Nothing has to be done: the line was passed over",
                                .who = Remedier::kArchivist};
constinit const Rule kFolder{
    .id = "bag.manifest.folder",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.1.3",
    .summary = "A manifest lists files, no folders",
    .cause = "The manifest was made with a program that lists folders too",
    .remedy = "Ask the producer to make the bag again; a placeholder file keeps an empty folder",
    .who = Remedier::kProducer};
constinit const Rule kPercent{
    .id = "bag.manifest.percent",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.1.3",
    .summary = "From 1.0 on a percent sign in a path is written %25",
    .cause = "The manifest was made by a program that encodes line ends only",
    .remedy = "Ask the producer to make the manifest again with a current program",
    .who = Remedier::kProducer};
constinit const Rule kEscaped{
    .id = "bag.manifest.escaped",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §6.1.3",
    .summary = "Lines of manifests have no backslash of md5sum before the checksum",
    .cause = "The manifest was made with md5sum or sha256sum",
    .remedy = "Nothing has to be done: the name was understood",
    .who = Remedier::kArchivist};
constinit const Rule kWindowsName{
    .id = "bag.file.windows-name",
    .severity = Severity::kInfo,
    .clause = "RFC 8493 §6.1.2",
    .summary = "Names of payload files can be written on Windows too",
    .cause = "The files come from a Unix system",
    .remedy = "Nothing has to be done here; such a bag cannot be unpacked on Windows",
    .who = Remedier::kArchivist};

}  // namespace bag_rule

std::span<const Rule> bag_rules() {
  using namespace bag_rule;
  static const std::array kRules = {kDeclarationMissing,
                                    kDeclaration,
                                    kDeclarationCase,
                                    kVersion,
                                    kEncoding,
                                    kEncodingNotUtf8,
                                    kByteOrderMark,
                                    kPayloadFolder,
                                    kPayloadEmpty,
                                    kNoManifest,
                                    kManifestName,
                                    kAlgorithm,
                                    kAlgorithmSkipped,
                                    kWeak,
                                    kLine,
                                    kBlankLine,
                                    kDigest,
                                    kPath,
                                    kPathOutside,
                                    kFolder,
                                    kPercent,
                                    kStar,
                                    kEscaped,
                                    kDotSlash,
                                    kTwice,
                                    kTwiceSame,
                                    kNormalForm,
                                    kMissing,
                                    kUnlisted,
                                    kDifferent,
                                    kCollision,
                                    kSystemFile,
                                    kWindowsName,
                                    kTagMissing,
                                    kTagDifferent,
                                    kTagPayload,
                                    kTagManifestIncomplete,
                                    kTagUnlisted,
                                    kTagAlgorithms,
                                    kInfoLine,
                                    kInfoBlank,
                                    kInfoEmpty,
                                    kInfoRepeated,
                                    kOxum,
                                    kOxumForm,
                                    kOxumFormOld,
                                    kFetch,
                                    kFetchLine,
                                    kFetchUrl,
                                    kFetchUnlisted,
                                    kFetchLength,
                                    kFetchTwice};
  return kRules;
}

}  // namespace delo::packages
