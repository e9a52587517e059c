#include "packages/sinks/archive_rules.h"

#include <array>

namespace delo::packages {
namespace archive_rule {

constinit const Rule kNameUnsafe{
    .id = "archive.name.unsafe",
    .severity = Severity::kError,
    .clause = "RFC 8493 §5.3",
    .summary = "Names in an archive stay inside the folder it is unpacked into",
    .cause = "The archive was made from absolute paths, or was made to write over other files",
    .remedy = "Ask the producer for an archive of one folder with relative names",
    .who = Remedier::kProducer};
constinit const Rule kNameTwice{
    .id = "archive.name.twice",
    .severity = Severity::kError,
    .clause = "",
    .summary = "No two entries of an archive have one name",
    .cause = "Files were appended to an archive that held an earlier version of them",
    .remedy = "Ask the producer which version is meant, and for an archive with each file once",
    .who = Remedier::kProducer};
constinit const Rule kNameCollision{
    .id = "archive.name.collision",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §6.1",
    .summary = "Names differ by more than letter case or Unicode normal form",
    .cause = "Two systems wrote the same name in different ways",
    .remedy = "Check whether both files are meant; on some systems one replaces the other",
    .who = Remedier::kArchivist};
constinit const Rule kNameEncoding{
    .id = "archive.name.encoding",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Names are UTF-8",
    .cause = "The archive was made on a system with another character set, often Windows",
    .remedy =
        "Nothing has to be done: the bytes of the name are kept; ask the producer if it matters",
    .who = Remedier::kArchivist};
constinit const Rule kNameEncodingLie{
    .id = "archive.name.encoding-flag",
    .severity = Severity::kError,
    .clause = "APPNOTE 4.4.4, bit 11",
    .summary =
        "A name that is marked as UTF-8 is UTF-8, and its second spelling names the same file",
    .cause = "The archive is damaged, or was made by a faulty or hostile program",
    .remedy = "Ask the producer to make the archive again",
    .who = Remedier::kProducer};
constinit const Rule kNameOdd{
    .id = "archive.name.odd",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Names hold nothing that misleads people or other systems",
    .cause =
        "Control characters, blanks at the ends, reserved names or backslashes came from elsewhere",
    .remedy =
        "Nothing has to be done: the name is kept byte for byte; look at it before it is used",
    .who = Remedier::kArchivist};
constinit const Rule kLink{
    .id = "archive.entry.link",
    .severity = Severity::kError,
    .clause = "",
    .summary = "An archive holds files and folders, no symbolic or hard links",
    .cause = "Links were packed as links instead of the files they point to",
    .remedy =
        "Ask the producer to pack the files themselves (tar --dereference --hard-dereference)",
    .who = Remedier::kProducer};
constinit const Rule kSpecial{
    .id = "archive.entry.special",
    .severity = Severity::kError,
    .clause = "",
    .summary = "An archive holds files and folders, no devices, pipes or sockets",
    .cause = "A system folder was packed, or the archive is hostile",
    .remedy = "Ask the producer for an archive of the material only",
    .who = Remedier::kProducer};
constinit const Rule kFolderContent{.id = "archive.entry.folder-content",
                                    .severity = Severity::kError,
                                    .clause = "",
                                    .summary = "A folder's entry has no content",
                                    .cause = "The archive is damaged, or hides data in it",
                                    .remedy = "Ask the producer to make the archive again",
                                    .who = Remedier::kProducer};
constinit const Rule kDamaged{
    .id = "archive.damaged",
    .severity = Severity::kError,
    .clause = "",
    .summary = "The archive can be read from its beginning to its end mark, and its checksums hold",
    .cause = "The archive was cut short or changed on its way",
    .remedy = "Fetch the archive again and compare its checksum with the producer's",
    .who = Remedier::kProducer};
constinit const Rule kHeadersDiffer{
    .id = "archive.headers-differ",
    .severity = Severity::kError,
    .clause = "APPNOTE 4.3.12",
    .summary = "A zip's directory and the headers before its files say the same",
    .cause = "The archive is damaged, or shows different files to different programs",
    .remedy = "Ask the producer to make the archive again",
    .who = Remedier::kProducer};
constinit const Rule kOverlap{
    .id = "archive.overlap",
    .severity = Severity::kError,
    .clause = "",
    .summary = "Files in a zip don't share bytes",
    .cause = "The archive is damaged, or was made to swell when it is unpacked",
    .remedy = "Do not unpack it; ask the producer for another archive",
    .who = Remedier::kProducer};
constinit const Rule kBudget{
    .id = "archive.budget",
    .severity = Severity::kError,
    .clause = "",
    .summary = "An archive does not swell beyond all measure",
    .cause = "The archive was made to fill the disk, or holds very empty images",
    .remedy = "Unpack it under supervision and ingest the folder if it is what it should be",
    .who = Remedier::kArchivist};
constinit const Rule kEncrypted{.id = "archive.encrypted",
                                .severity = Severity::kError,
                                .clause = "APPNOTE 4.4.4, bit 0",
                                .summary = "Files in a zip are not encrypted",
                                .cause = "The producer protected the archive with a password",
                                .remedy = "Ask the producer for an archive without a password",
                                .who = Remedier::kProducer};
constinit const Rule kMethod{.id = "archive.method",
                             .severity = Severity::kError,
                             .clause = "APPNOTE 4.4.5",
                             .summary = "Files in a zip are stored or deflated",
                             .cause = "A program used a compression that few others can read",
                             .remedy = "Ask the producer for a plain zip (deflate) or a tar",
                             .who = Remedier::kProducer};
constinit const Rule kMode{
    .id = "archive.entry.mode",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Files carry no set-user-id or set-group-id bit",
    .cause = "Programs of a system were packed, or the archive is hostile",
    .remedy =
        "Nothing has to be done: the bit is never set here; look at the file before it is used",
    .who = Remedier::kArchivist};
constinit const Rule kIrregular{
    .id = "archive.irregular",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The archive's headers follow its format",
    .cause = "The program that made the archive departs from the format",
    .remedy = "Check the list of files against the producer's",
    .who = Remedier::kArchivist};
constinit const Rule kEmpty{.id = "archive.empty",
                            .severity = Severity::kWarning,
                            .clause = "",
                            .summary = "An archive holds at least one entry",
                            .cause = "The producer packed an empty folder",
                            .remedy = "Ask the producer whether something is missing",
                            .who = Remedier::kArchivist};

}  // namespace archive_rule

std::span<const Rule> archive_rules() {
  using namespace archive_rule;
  static const std::array kRules = {
      kNameUnsafe, kNameTwice, kNameCollision, kNameEncoding, kNameEncodingLie, kNameOdd,
      kLink,       kSpecial,   kFolderContent, kDamaged,      kHeadersDiffer,   kOverlap,
      kBudget,     kEncrypted, kMethod,        kMode,         kIrregular,       kEmpty};
  return kRules;
}

}  // namespace delo::packages
