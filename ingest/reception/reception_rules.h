// The rules of reception: what a delivery should be like.  Each is told once, here.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::ingest::rules {

inline constexpr Rule kUnreadable{"reception.unreadable",
                                  Severity::kError,
                                  "",
                                  "Every file of the item can be read",
                                  "the medium is damaged, or the file's permissions keep us out",
                                  "Copy the file again from the producer's original, or give the "
                                  "account of delo the right to read it",
                                  Remedier::kOperator};
inline constexpr Rule kUnreadableFolder{
    "reception.unreadable-folder",
    Severity::kError,
    "",
    "Every folder of the item can be listed",
    "the folder's permissions keep us out, or the medium is damaged",
    "Give the account of delo the right to list the folder, or copy it again",
    Remedier::kOperator};
inline constexpr Rule kSourceChanged{
    "reception.source-changed",
    Severity::kError,
    "",
    "A file stays the same while it is received",
    "somebody is still writing into the delivery",
    "Wait until the delivery is complete, then run the same command again",
    Remedier::kOperator};
inline constexpr Rule kSourceOpenForWriting{
    "reception.source-open-for-writing",
    Severity::kWarning,
    "",
    "No program has the file open for writing while it is received",
    "a copy or a scanning program is still at work in the delivery",
    "Close the program that has the file open, then run the same command again",
    Remedier::kOperator};
inline constexpr Rule kNotARegularFile{
    "reception.not-a-regular-file",
    Severity::kError,
    "",
    "An item holds regular files and folders only",
    "a symbolic link, a pipe, a socket or a device was delivered among the scans",
    "Ask the producer to put the file itself in place of the link or device",
    Remedier::kProducer};
inline constexpr Rule kPathTooLong{"reception.path-too-long",
                                   Severity::kError,
                                   "",
                                   "Paths have at most 4000 bytes and 200 parts",
                                   "folders are nested deeper than any package can carry",
                                   "Ask the producer for a flatter folder",
                                   Remedier::kProducer};
inline constexpr Rule kEmptyItem{"reception.empty-item",
                                 Severity::kError,
                                 "",
                                 "An item has at least one file",
                                 "the folder was made, and the copying into it never done",
                                 "Ask the producer for the files, or remove the empty folder",
                                 Remedier::kProducer};
inline constexpr Rule kEmptyFolder{
    "reception.empty-folder",
    Severity::kWarning,
    "",
    "A folder of an item holds a file",
    "the folder was made for files that never came",
    "Ask the producer whether files are missing; an empty folder is not kept in packages",
    Remedier::kProducer};
inline constexpr Rule kEmptyFile{
    "reception.empty-file",
    Severity::kWarning,
    "",
    "A file has at least one byte",
    "a copy was broken off, or the disk was full when the file was written",
    "Copy the file again from the original",
    Remedier::kProducer};
inline constexpr Rule kArchiveInside{
    "reception.archive-inside",
    Severity::kWarning,
    "",
    "The files of an item lie open, not packed in an archive",
    "each item was packed for its way, and nobody unpacked it",
    "Unpack the archive into its folder, or ingest it as a batch of its own",
    Remedier::kOperator};
inline constexpr Rule kSparseFile{
    "reception.sparse-file",
    Severity::kError,
    "",
    "The declared size of a file is made of stored bytes",
    "a copy was broken off after the size had been reserved, or the file is made to fill disks",
    "Copy the file again from the original",
    Remedier::kProducer};
inline constexpr Rule kDateInFuture{
    "reception.date-in-future",
    Severity::kWarning,
    "",
    "The date of a file is not later than its reception",
    "the clock of the scanning computer was wrong",
    "Note the true date in the description; the date is kept as it came",
    Remedier::kProducer};
inline constexpr Rule kPermissions{
    "reception.permissions",
    Severity::kWarning,
    "",
    "A file has the permissions of a document: readable by its owner, no set-user-ID bit",
    "the file was copied from a program folder or a locked medium",
    "Nothing has to be done: permissions are not kept, the content is",
    Remedier::kArchivist};
inline constexpr Rule kSystemFile{
    "reception.system-file",
    Severity::kInfo,
    "",
    "An item holds no files that an operating system left behind",
    "Windows and macOS leave Thumbs.db, .DS_Store and the like in every folder they show",
    "Nothing has to be done: the file is kept like any other; ask the producer to leave them out",
    Remedier::kProducer};
inline constexpr Rule kNoChecksums{
    "reception.checksum.no-list",
    Severity::kInfo,
    "",
    "The producer gives checksums of the files",
    "the producer made no list",
    "Ask the producer for a list of SHA-256 checksums with the next delivery",
    Remedier::kProducer};
inline constexpr Rule kChecksumDifferent{
    "reception.checksum.different",
    Severity::kError,
    "",
    "The file has the checksum that the producer's list gives",
    "the file was changed or damaged after the list was made",
    "Ask the producer to send this file again; keep what came until then",
    Remedier::kProducer};
inline constexpr Rule kChecksumAbsent{
    "reception.checksum.absent",
    Severity::kError,
    "",
    "Every file on the producer's list is there",
    "the file was left out when the delivery was copied, or renamed after the list was made",
    "Ask the producer for the missing file",
    Remedier::kProducer};
inline constexpr Rule kChecksumUnlisted{
    "reception.checksum.unlisted",
    Severity::kWarning,
    "",
    "Every file is on the producer's list",
    "the file was added after the list was made, or the list covers masters only",
    "Ask the producer whether the file belongs to the delivery, and for its checksum",
    Remedier::kProducer};
inline constexpr Rule kChecksumUnreadableLine{
    "reception.checksum.unreadable-line",
    Severity::kError,
    "",
    "Every line of a checksum list can be read",
    "the list was edited by hand, or is written in a way nobody else uses",
    "Ask the producer for a list as sha256sum writes it: checksum, two blanks, name",
    Remedier::kProducer};
inline constexpr Rule kChecksumEmptyList{"reception.checksum.empty-list",
                                         Severity::kError,
                                         "",
                                         "A checksum list has at least one readable line",
                                         "the list was cut off or made for an empty folder",
                                         "Ask the producer for the list again",
                                         Remedier::kProducer};
inline constexpr Rule kChecksumUnreadableList{
    "reception.checksum.unreadable-list",
    Severity::kError,
    "",
    "A checksum list can be read as text",
    "the list is damaged, or something else was given its name",
    "Ask the producer for the list again",
    Remedier::kProducer};
inline constexpr Rule kChecksumOutside{
    "reception.checksum.outside-item",
    Severity::kError,
    "",
    "A checksum list speaks of files inside its item",
    "the list was made from another folder, or to lead a program astray",
    "Ask the producer for a list whose names are relative to the item's folder",
    Remedier::kProducer};
inline constexpr Rule kChecksumAmbiguous{
    "reception.checksum.ambiguous",
    Severity::kError,
    "",
    "A name on a list means one file",
    "the list gives bare names, and the item has the same name in several folders",
    "Ask the producer for a list with the folders in its names",
    Remedier::kProducer};
inline constexpr Rule kChecksumDisagree{"reception.checksum.lists-disagree",
                                        Severity::kError,
                                        "",
                                        "Lists agree about a file",
                                        "one of the lists is older than the file",
                                        "Ask the producer which list is right",
                                        Remedier::kProducer};
inline constexpr Rule kChecksumWeak{
    "reception.checksum.weak",
    Severity::kWarning,
    "",
    "A file is protected by SHA-256 or better",
    "the producer's program makes MD5, SHA-1 or CRC lists",
    "Nothing has to be done for this delivery: SHA-256 is made now; ask for SHA-256 with the next",
    Remedier::kProducer};
inline constexpr Rule kChecksumNameForm{
    "reception.checksum.name-form",
    Severity::kInfo,
    "",
    "A name on a list is written byte for byte as the file's name",
    "the list was made on a computer that writes names in another way (path, case, encoding, "
    "accents)",
    "Nothing has to be done: the file was found and compared",
    Remedier::kProducer};
inline constexpr Rule kChecksumEncoding{
    "reception.checksum.encoding",
    Severity::kInfo,
    "",
    "A checksum list is UTF-8",
    "the list was made on an old or a Windows computer",
    "Nothing has to be done: the list was read in the encoding named",
    Remedier::kProducer};
inline constexpr Rule kChecksumNotAList{"reception.checksum.not-a-list",
                                        Severity::kInfo,
                                        "",
                                        "A file named like a checksum list is one",
                                        "a scan or document happens to have such a name",
                                        "Nothing has to be done: the file is kept as content",
                                        Remedier::kArchivist};
inline constexpr Rule kBagDeclaration{
    "reception.bag.declaration",
    Severity::kError,
    "RFC 8493 §2.1.1",
    "bagit.txt says BagIt-Version and Tag-File-Character-Encoding, in this form",
    "the bag was made by hand or by a faulty program",
    "Ask the producer to make the bag again with a BagIt program",
    Remedier::kProducer};
inline constexpr Rule kBagManifest{
    "reception.bag.manifest",
    Severity::kError,
    "RFC 8493 §2.1.3",
    "A bag has a payload manifest whose lines are: checksum, blanks, a path below data/",
    "the manifest was edited by hand, or made by a faulty program",
    "Ask the producer to make the bag again with a BagIt program",
    Remedier::kProducer};
inline constexpr Rule kBagNoManifest{
    "reception.bag.no-manifest", Severity::kError,
    "RFC 8493 §2.1.3",           "A bag has at least one payload manifest of a known algorithm",
    "the manifest was left out", "Ask the producer to make the bag again with a BagIt program",
    Remedier::kProducer};
inline constexpr Rule kBagPayloadUnlisted{
    "reception.bag.payload-unlisted",
    Severity::kError,
    "RFC 8493 §3",
    "Every payload file is in every payload manifest",
    "a file was put into the bag after it was made",
    "Ask the producer whether the file belongs to the bag, and to make the bag again",
    Remedier::kProducer};
inline constexpr Rule kBagPayloadMissing{
    "reception.bag.payload-missing",
    Severity::kError,
    "RFC 8493 §3",
    "Every file that a manifest names is in the bag",
    "a file was lost, or renamed, after the bag was made",
    "Ask the producer for the missing file, or for the bag again",
    Remedier::kProducer};
inline constexpr Rule kBagFetch{
    "reception.bag.fetch",
    Severity::kError,
    "RFC 8493 §2.2.3",
    "A bag that is received is complete: nothing is to be fetched",
    "the producer left files to be fetched from the network; delo never does so",
    "Ask the producer for the bag with all its files",
    Remedier::kProducer};
inline constexpr Rule kBagOxum{"reception.bag.oxum",
                               Severity::kError,
                               "RFC 8493 §2.2.2",
                               "Payload-Oxum is the number of bytes and of files of the payload",
                               "files were added to the bag, or lost, after it was made",
                               "Ask the producer to make the bag again",
                               Remedier::kProducer};
inline constexpr Rule kBagTagFile{"reception.bag.tag-file",
                                  Severity::kError,
                                  "RFC 8493 §2.2.1",
                                  "Tag files have the checksums that the tag manifest gives",
                                  "a tag file was changed after the bag was made",
                                  "Ask the producer to make the bag again",
                                  Remedier::kProducer};
inline constexpr Rule kBagNoPayload{
    "reception.bag.no-payload", Severity::kError,          "RFC 8493 §2.1.2",
    "A bag has a folder data",  "the folder was left out", "Ask the producer to make the bag again",
    Remedier::kProducer};
inline constexpr Rule kNameNotUtf8{"name.not-utf8",
                                   Severity::kWarning,
                                   "",
                                   "File names are UTF-8",
                                   "the name was written on a computer with another character set",
                                   "Nothing has to be done: the name is kept byte for byte; note "
                                   "the readable form in the description",
                                   Remedier::kProducer};
inline constexpr Rule kNameOdd{
    "name.odd",
    Severity::kWarning,
    "",
    "File names can be shown and written everywhere",
    "the name holds characters that are invisible, reserved or forbidden on some systems",
    "Nothing has to be done: the name is kept byte for byte; ask the producer for plain names",
    Remedier::kProducer};
inline constexpr Rule kNameCollision{"name.collision",
                                     Severity::kWarning,
                                     "",
                                     "No two names are the same but for case or accents' form",
                                     "the files come from a system that tells such names apart",
                                     "Ask the producer whether both files are meant; on Windows "
                                     "and macOS one would overwrite the other",
                                     Remedier::kProducer};
inline constexpr Rule kNameReserved{
    "name.reserved",
    Severity::kWarning,
    "",
    "A delivery has nothing in the folders of metadata/ that are the archive's own: "
    "earlier-deliveries, from-batch, excerpts-from-batch",
    "a package that was exported was delivered again as it was",
    "Nothing has to be done: the files are kept as content and what they say doesn't count; ask "
    "the producer to give what should count in its own place",
    Remedier::kProducer};
inline constexpr Rule kNameTooManyLeaves{
    "name.too-many-leaves",
    Severity::kWarning,
    "",
    "The names of an item's files speak of no more leaves than an item can have",
    "numbers of names count something else, or each file is named after the whole delo",
    "Name each file after the leaves that it shows",
    Remedier::kProducer};
inline constexpr Rule kDescriptionUnreadable{"description.unreadable",
                                             Severity::kWarning,
                                             "",
                                             "A description can be read as a table",
                                             "the file is damaged or not a CSV file",
                                             "Ask the producer for metadata.csv again",
                                             Remedier::kProducer};
inline constexpr Rule kDescriptionNoFilename{
    "description.no-filename-column",
    Severity::kWarning,
    "",
    "metadata.csv has a column filename",
    "the column was renamed or left out",
    "Name the column of file names \"filename\" in the header",
    Remedier::kProducer};
inline constexpr Rule kDescriptionUnknownFile{
    "description.unknown-file",
    Severity::kWarning,
    "",
    "Every row describes a file or folder that is there",
    "the file was renamed or left out after the table was made",
    "Correct the name in the row, or ask the producer for the file",
    Remedier::kProducer};
inline constexpr Rule kDescriptionDuplicateRow{"description.duplicate-row",
                                               Severity::kWarning,
                                               "",
                                               "A file has one row",
                                               "a row was copied and its name not changed",
                                               "Remove one of the rows, or correct its name",
                                               Remedier::kProducer};
inline constexpr Rule kDescriptionRaggedRow{
    "description.ragged-row",
    Severity::kWarning,
    "",
    "Every row has as many cells as the header",
    "a comma or a quotation mark is missing or too much",
    "Correct the row; what stands in it may be shifted by a column",
    Remedier::kProducer};
inline constexpr Rule kDescriptionNotUtf8{
    "description.not-utf8",
    Severity::kWarning,
    "",
    "A description is UTF-8",
    "the table was saved by a program that writes another character set",
    "Check the letters in the report; ask for UTF-8 with the next delivery",
    Remedier::kProducer};
inline constexpr Rule kDescriptionDocument{
    "description.document",
    Severity::kWarning,
    "",
    "A description in XML or JSON can be read to its end",
    "the file is damaged, or the program that wrote it left it unfinished",
    "Ask the producer for the description again; what stands before the fault was taken over",
    Remedier::kProducer};
inline constexpr Rule kDescriptionUnknownElement{
    "description.unknown-element",
    Severity::kInfo,
    "ISAD(G) § 3",
    "Every element of a description is of a scheme that is known",
    "a column or element of the producer's own, or a misspelt one",
    "Look whether the name is misspelt; the element is kept as given all the same",
    Remedier::kArchivist};
inline constexpr Rule kDescriptionExcerpt{
    "description.excerpt",
    Severity::kInfo,
    "ISAD(G) § 2.4",
    "A description beside the items is kept whole in the package of each item it speaks of",
    "it is larger than the policy keeps whole for each item, has rows of other items whose names "
    "end alike, or is a table of rights or certificates, of which each item keeps its own rows",
    "Nothing is missing of the item; to keep the whole as well, ingest it as an item of its own or "
    "raise whole_up_to in the policy",
    Remedier::kArchivist};
inline constexpr Rule kAidNoUnit{
    "description.finding-aid.no-unit",
    Severity::kWarning,
    "ISAD(G) § 2",
    "A finding aid has a unit for every item it was delivered with",
    "the item's reference is written otherwise there, or the aid is of another fond",
    "Compare the reference of the item with the reference codes of the finding aid",
    Remedier::kArchivist};
inline constexpr Rule kAidAmbiguous{
    "description.finding-aid.ambiguous",
    Severity::kWarning,
    "ISAD(G) § 3.1.1",
    "One unit of a finding aid has the reference of an item",
    "a reference code stands twice in the finding aid",
    "Correct the reference codes in the finding aid, and deliver it again",
    Remedier::kArchivist};
inline constexpr Rule kRightsUnreadable{
    "rights.unreadable",
    Severity::kWarning,
    "Archivematica, rights CSV",
    "A list of rights can be read as a table",
    "the file is damaged or not a CSV file",
    "Ask the producer for rights.csv again; until then nothing says what may be done",
    Remedier::kProducer};
inline constexpr Rule kRightsColumn{
    "rights.column",
    Severity::kWarning,
    "Archivematica, rights CSV",
    "rights.csv has the columns file and basis, and no others than are known",
    "a column was renamed, or the table is of another kind",
    "Name the columns as Archivematica's manual does; what stands in the others is not read",
    Remedier::kProducer};
inline constexpr Rule kRightsRow{
    "rights.row",
    Severity::kWarning,
    "PREMIS 3.0 rightsStatement",
    "A row of rights.csv says the ground of a right, and what that kind of ground needs",
    "a cell is empty or misspelt: a copyright needs status and jurisdiction, a statute "
    "jurisdiction and citation, a license terms, note or document",
    "Complete the row; the package keeps the table, but tells nothing of this row in PREMIS",
    Remedier::kProducer};
inline constexpr Rule kRightsUnknownFile{
    "rights.unknown-file",
    Severity::kWarning,
    "Archivematica, rights CSV",
    "Every row speaks of a file or folder that is there",
    "the file was renamed or left out after the table was made",
    "Correct the name in the row, or ask the producer for the file",
    Remedier::kProducer};
inline constexpr Rule kRightsBesideItems{
    "rights.beside-items",
    Severity::kWarning,
    "Archivematica, rights CSV",
    "What a list of rights beside the items says of an item reaches it",
    "the table is damaged, a column was renamed, or an item is misspelt in its row",
    "Look what the table says of the item: correct the table and ingest the item again, or accept "
    "it without these rights",
    Remedier::kArchivist};
inline constexpr Rule kRightsLoosened{
    "rights.loosened",
    Severity::kError,
    "PREMIS 3.0 rightsGranted",
    "A later delivery takes back no restriction that an earlier one states",
    "a term has ended or a consent was given, or the table was made anew without the restriction",
    "Ask the producer; delo decide --accept lets the later table count, and both are kept",
    Remedier::kArchivist};
inline constexpr Rule kReferenceMissing{
    "item.reference.missing",
    Severity::kWarning,
    "",
    "An item has an archival reference",
    "metadata.csv has no dc.identifier, and the folder's name is no reference",
    "Add dc.identifier to the item's row of metadata.csv, such as \"APRF, f. 45, op. 1, d. 337, "
    "ll. 37-40\"",
    Remedier::kArchivist};
inline constexpr Rule kReferenceUnreadable{
    "item.reference.unreadable",
    Severity::kWarning,
    "",
    "An archival reference can be read",
    "the reference is written in a way that is not known here",
    "Write it as \"APRF, f. 45, op. 1, d. 337, ll. 37-40\"; delo reference TEXT tries it out",
    Remedier::kArchivist};
inline constexpr Rule kReferenceAmbiguous{
    "item.reference.ambiguous",
    Severity::kWarning,
    "",
    "The rows of an item's description speak of one delo",
    "rows of another delo were copied into the table",
    "Correct the rows, or divide the folder into one item for each delo",
    Remedier::kArchivist};
inline constexpr Rule kReferenceOtherFolder{
    "item.reference.other-folder",
    Severity::kWarning,
    "",
    "A folder that is named after a delo holds the delo that its description names",
    "the description was copied from another delo, or the folder has a slip in its name",
    "Look at the scans: correct the description, or the name of the folder",
    Remedier::kProducer};
inline constexpr Rule kItemSeveralDela{
    "item.several-dela",
    Severity::kError,
    "",
    "An item is one delo, or a part of one",
    "dela were put into folders by kind of file, or into one folder, and nothing says to which "
    "delo the item belongs",
    "Divide the folder into one item for each delo, or write in its description which delo it is",
    Remedier::kProducer};
inline constexpr Rule kBatchLooseFile{
    "batch.loose-file",
    Severity::kError,
    "",
    "A batch holds item folders, checksum lists and descriptions, and nothing beside them",
    "a file was left beside the folder it belongs to",
    "Put the file into the folder of its item and run the same command again; it was not ingested",
    Remedier::kArchivist};
inline constexpr Rule kBatchUnknownItem{"batch.unknown-item",
                                        Severity::kError,
                                        "",
                                        "Lists and descriptions of a batch speak of its items",
                                        "an item's folder was left out or renamed",
                                        "Ask the producer for the item, or for a corrected list",
                                        Remedier::kProducer};
inline constexpr Rule kBatchDuplicateReference{
    "batch.reference.duplicate",
    Severity::kError,
    "",
    "No two items of a batch are the same leaves of the same delo",
    "the delo was scanned twice, or a reference was copied and not changed",
    "Compare the two items; correct the reference of one, or leave one out",
    Remedier::kArchivist};
inline constexpr Rule kBatchReferenceHeld{
    "batch.reference.held",
    Severity::kWarning,
    "",
    "The holdings have no other package for the leaves of an item",
    "the delo was scanned or delivered a second time, or a reference was copied and not changed",
    "Compare the two: delo decide --accept keeps both, --as-version-of makes it a version of the "
    "other, --reject leaves this one out",
    Remedier::kArchivist};
inline constexpr Rule kCertificateUnreadable{
    "certificate.unreadable",
    Severity::kWarning,
    "",
    "A certificate of leaves can be read as a table or as TOML",
    "the file is damaged, or written in another form",
    "Write the certificate as rows \"counted,158\" or as TOML, counted = 158; the file is kept as "
    "it is",
    Remedier::kProducer};
inline constexpr Rule kCertificateEntry{
    "certificate.entry",
    Severity::kWarning,
    "",
    "Each entry of a certificate of leaves is a known one",
    "a name is misspelt, or the table tells something else",
    "Name the entry counted, first, last, lettered, skipped, inner or blank",
    Remedier::kProducer};
inline constexpr Rule kCertificateValue{
    "certificate.value",
    Severity::kError,
    "",
    "The values of a certificate of leaves are numbers or leaves",
    "a slip of the pen, or words where numbers belong",
    "Correct the value after the certificate (лист-заверитель) in the delo",
    Remedier::kProducer};
inline constexpr Rule kCertificateContradiction{
    "certificate.contradiction",
    Severity::kWarning,
    "",
    "What is certified of the leaves is said once, or the same each time",
    "the certificate was renewed and an older copy was left in the item",
    "Leave the certificate that counts and take the other out",
    Remedier::kArchivist};
inline constexpr Rule kCertificateBesideItems{
    "certificate.beside-items",
    Severity::kWarning,
    "",
    "What a table of certificates beside the items says of an item reaches it",
    "the table is damaged, an entry was renamed, or an item is misspelt in its row",
    "Look what the table says of the item: correct the table and ingest the item again, or accept "
    "it without this certificate",
    Remedier::kArchivist};
inline constexpr Rule kLeafTableUnreadable{
    "leaf-table.unreadable",
    Severity::kWarning,
    "",
    "A table of frames can be read and has the columns file and leaf",
    "the file is damaged, or its columns have other names",
    "Name the columns file and leaf (файл, лист) and deliver the table again",
    Remedier::kProducer};
inline constexpr Rule kLeafTableValue{
    "leaf-table.value",
    Severity::kWarning,
    "",
    "Each row of a table of frames names a leaf, a side and a page that can be",
    "a slip of the pen, or a remark in the column of another thing",
    "Correct the row; a side that was not scanned has no file and the note blank",
    Remedier::kProducer};
inline constexpr Rule kLeafTableUnknownFile{
    "leaf-table.unknown-file",
    Severity::kError,
    "",
    "Each file of a table of frames is in the item",
    "the file was left behind in the transfer, or renamed after the table was made",
    "Ask for the file, or correct its name in the table",
    Remedier::kProducer};

}  // namespace delo::ingest::rules
