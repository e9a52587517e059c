// The rules of Archivematica AIPs.
#include "packages/archivematica/aip_rules.h"

#include <array>

#include "packages/archivematica/aip_validator.h"

namespace delo::packages::archivematica {
namespace aip_rule {

constinit const Rule kNoMets{.id = "archivematica.mets-missing",
                             .severity = Severity::kError,
                             .clause = "Archivematica 1.16, AIP structure",
                             .summary = "An AIP has one METS file, data/METS.UUID.xml",
                             .cause = "The AIP was unpacked in part, or changed by hand",
                             .remedy = "Get the AIP out of the storage service again",
                             .who = Remedier::kArchivist};
constinit const Rule kMetsXml{.id = "archivematica.mets-xml",
                              .severity = Severity::kError,
                              .clause = "Archivematica 1.16, AIP structure",
                              .summary = "The METS file is well-formed XML whose root is mets",
                              .cause = "The file is damaged, or was edited by hand",
                              .remedy = "Get the AIP out of the storage service again",
                              .who = Remedier::kArchivist};
constinit const Rule kMetsParts{.id = "archivematica.mets-parts",
                                .severity = Severity::kError,
                                .clause = "Archivematica 1.16, AIP structure",
                                .summary = "The METS file has one fileSec and a structMap",
                                .cause = "The file was not finished when the AIP was stored",
                                .remedy = "Have Archivematica make the AIP again",
                                .who = Remedier::kOperator};
constinit const Rule kName{.id = "archivematica.name",
                           .severity = Severity::kWarning,
                           .clause = "Archivematica 1.16, AIP structure",
                           .summary = "Folder, METS file and External-Identifier have one UUID",
                           .cause = "The AIP was renamed, or its METS file comes from another AIP",
                           .remedy = "Check which AIP this is",
                           .who = Remedier::kArchivist};
constinit const Rule kId{.id = "archivematica.id-twice",
                         .severity = Severity::kError,
                         .clause = "Archivematica 1.16, AIP structure",
                         .summary = "An ID of the METS file stands once",
                         .cause = "The file was edited by hand",
                         .remedy = "Get the AIP out of the storage service again",
                         .who = Remedier::kArchivist};
constinit const Rule kReference{.id = "archivematica.reference",
                                .severity = Severity::kError,
                                .clause = "Archivematica 1.16, AIP structure",
                                .summary = "What the METS file refers to by an ID is in it",
                                .cause = "The file was edited by hand, or is not whole",
                                .remedy = "Get the AIP out of the storage service again",
                                .who = Remedier::kArchivist};
constinit const Rule kHref{.id = "archivematica.href",
                           .severity = Severity::kError,
                           .clause = "Archivematica 1.16, AIP structure",
                           .summary = "The METS file names each file by a path within the AIP",
                           .cause = "The file was edited by hand, or was made to reach other files",
                           .remedy = "Get the AIP out of the storage service again",
                           .who = Remedier::kArchivist};
constinit const Rule kMissing{
    .id = "archivematica.file-missing",
    .severity = Severity::kError,
    .clause = "Archivematica 1.16, AIP structure",
    .summary = "Every file of the METS file is in the payload",
    .cause = "The AIP was unpacked in part, or a file was removed from it",
    .remedy = "Get the AIP out of the storage service again",
    .who = Remedier::kArchivist};
constinit const Rule kTwice{.id = "archivematica.file-twice",
                            .severity = Severity::kWarning,
                            .clause = "Archivematica 1.16, AIP structure",
                            .summary = "The METS file names each file once",
                            .cause = "Two descriptions were put together",
                            .remedy = "Check which description is right",
                            .who = Remedier::kArchivist};
constinit const Rule kUnlisted{
    .id = "archivematica.file-unlisted",
    .severity = Severity::kWarning,
    .clause = "Archivematica 1.16, AIP structure",
    .summary = "Every file below objects/ is in the METS file",
    .cause = "A file was added after the AIP was made",
    .remedy = "Check whether the file belongs to the AIP: nothing describes it",
    .who = Remedier::kArchivist};
constinit const Rule kNoPremis{
    .id = "archivematica.premis-missing",
    .severity = Severity::kWarning,
    .clause = "Archivematica 1.16, AIP structure",
    .summary = "PREMIS in the METS file has a fixity that can be checked for every file",
    .cause = "The AIP was made without it, or with a rare algorithm",
    .remedy = "Nothing has to be done while the manifests were verified",
    .who = Remedier::kArchivist};
constinit const Rule kFixity{.id = "archivematica.fixity",
                             .severity = Severity::kError,
                             .clause = "Archivematica 1.16, AIP structure",
                             .summary = "Every file has the digest that PREMIS records",
                             .cause = "The file was changed, or its PREMIS is another file's",
                             .remedy = "Compare with another copy of the AIP",
                             .who = Remedier::kArchivist};
constinit const Rule kSize{.id = "archivematica.size",
                           .severity = Severity::kError,
                           .clause = "Archivematica 1.16, AIP structure",
                           .summary = "Every file has the size that PREMIS records",
                           .cause = "The file was changed, or its PREMIS is another file's",
                           .remedy = "Compare with another copy of the AIP",
                           .who = Remedier::kArchivist};

}  // namespace aip_rule

std::span<const Rule> aip_rules() {
  using namespace aip_rule;
  static const std::array kRules = {kNoMets,    kMetsXml, kMetsParts, kName,  kId,
                                    kReference, kHref,    kMissing,   kTwice, kUnlisted,
                                    kNoPremis,  kFixity,  kSize};
  return kRules;
}

}  // namespace delo::packages::archivematica
