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
    .clause = "RFC 8493 §2.1.3, §5.3",
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
                           .clause = "RFC 8493 §6.2.1",
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
constinit const Rule kTagMissing{.id = "bag.tag.missing",
                                 .severity = Severity::kError,
                                 .clause = "RFC 8493 §2.2.1",
                                 .summary = "Every tag file that a tag manifest lists is there",
                                 .cause = "The bag was copied in part",
                                 .remedy = "Ask the producer for the missing file",
                                 .who = Remedier::kProducer};
constinit const Rule kTagDifferent{
    .id = "bag.tag.different",
    .severity = Severity::kError,
    .clause = "RFC 8493 §3",
    .summary = "Every tag file has the checksum that the tag manifest lists",
    .cause = "The tag file was changed after the bag was made",
    .remedy = "Ask the producer for the file as it was, or for a new tag manifest",
    .who = Remedier::kProducer};
constinit const Rule kTagPayload{
    .id = "bag.tag.payload",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.1",
    .summary = "Tag manifests list neither payload files nor tag manifests",
    .cause = "The tag manifest was made by a faulty program",
    .remedy = "Ask the producer to make the bag again",
    .who = Remedier::kProducer};
constinit const Rule kTagManifestIncomplete{
    .id = "bag.tag.manifest-unlisted",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.1",
    .summary = "A tag manifest lists every payload manifest",
    .cause = "A payload manifest was added after the tag manifest was made",
    .remedy = "Ask the producer for a new tag manifest",
    .who = Remedier::kProducer};
constinit const Rule kTagUnlisted{
    .id = "bag.tag.unlisted",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.2.1",
    .summary = "A tag manifest lists the other tag files too",
    .cause = "A tag file was added after the tag manifest was made",
    .remedy = "Check whether the file belongs to the bag: nothing vouches for it",
    .who = Remedier::kArchivist};
constinit const Rule kInfoLine{
    .id = "bag.info.line",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.2.2",
    .summary =
        "A line of bag-info.txt is a label, a colon and a value, or goes on with the value before",
    .cause = "The file was edited by hand",
    .remedy = "Ask the producer to mend the line; the payload is not concerned",
    .who = Remedier::kProducer};
constinit const Rule kOxum{.id = "bag.info.oxum",
                           .severity = Severity::kError,
                           .clause = "RFC 8493 §2.2.2",
                           .summary = "Payload-Oxum counts the bytes and files of the payload",
                           .cause = "The bag was copied in part, or files were added",
                           .remedy = "Compare the payload with the manifest",
                           .who = Remedier::kArchivist};
constinit const Rule kOxumForm{.id = "bag.info.oxum-form",
                               .severity = Severity::kWarning,
                               .clause = "RFC 8493 §2.2.2",
                               .summary = "Payload-Oxum is OctetCount.StreamCount and stands once",
                               .cause = "The value was written by hand",
                               .remedy = "Nothing has to be done while the manifests were verified",
                               .who = Remedier::kArchivist};
constinit const Rule kFetch{
    .id = "bag.fetch.pending",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.3",
    .summary = "No file is left to be fetched from elsewhere",
    .cause = "The bag was sent with a list of addresses instead of files",
    .remedy = "Ask the producer for the complete bag; nothing is fetched here",
    .who = Remedier::kProducer};
constinit const Rule kFetchLine{
    .id = "bag.fetch.line",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.3",
    .summary = "A line of fetch.txt is an address, a length and a path within the payload",
    .cause = "The file is damaged, or was made to write elsewhere",
    .remedy = "Ask the producer for the complete bag",
    .who = Remedier::kProducer};
constinit const Rule kFetchUnlisted{
    .id = "bag.fetch.unlisted",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.3",
    .summary = "Every file of fetch.txt is listed in every payload manifest",
    .cause = "fetch.txt and the manifests were made at different times",
    .remedy = "Ask the producer for the complete bag",
    .who = Remedier::kProducer};
constinit const Rule kFetchLength{
    .id = "bag.fetch.length",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.2.3",
    .summary = "A fetched file has the length that fetch.txt says",
    .cause = "fetch.txt was made at another time than the manifests",
    .remedy = "Nothing has to be done while the manifests were verified",
    .who = Remedier::kArchivist};

}  // namespace bag_rule

std::span<const Rule> bag_rules() {
  using namespace bag_rule;
  static const std::array kRules = {kDeclarationMissing,
                                    kDeclaration,
                                    kVersion,
                                    kEncoding,
                                    kPayloadFolder,
                                    kPayloadEmpty,
                                    kNoManifest,
                                    kAlgorithm,
                                    kAlgorithmSkipped,
                                    kWeak,
                                    kLine,
                                    kDigest,
                                    kPath,
                                    kPathOutside,
                                    kStar,
                                    kDotSlash,
                                    kTwice,
                                    kTwiceSame,
                                    kNormalForm,
                                    kMissing,
                                    kUnlisted,
                                    kDifferent,
                                    kCollision,
                                    kSystemFile,
                                    kTagMissing,
                                    kTagDifferent,
                                    kTagPayload,
                                    kTagManifestIncomplete,
                                    kTagUnlisted,
                                    kInfoLine,
                                    kOxum,
                                    kOxumForm,
                                    kFetch,
                                    kFetchLine,
                                    kFetchUnlisted,
                                    kFetchLength};
  return kRules;
}

}  // namespace delo::packages
