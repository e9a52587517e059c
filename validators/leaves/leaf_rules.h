// What is required of the leaves of an item.
#pragma once

#include "core/records/finding.h"

namespace delo::validators::leaf_rule {

inline constexpr Rule kMissing{
    .id = "leaves.missing",
    .severity = Severity::kError,
    .clause = "",
    .summary = "Each leaf that the reference names has a master file",
    .cause = "A leaf was skipped at the scanner, or a file was left behind in the transfer",
    .remedy = "Look the leaf up in the delo and have it scanned, or correct the reference",
    .who = Remedier::kProducer};

inline constexpr Rule kDuplicate{
    .id = "leaves.duplicate",
    .severity = Severity::kError,
    .clause = "",
    .summary = "Each side of a leaf has one master file",
    .cause = "A leaf was scanned again and the first scan was left in, or a file is misnumbered",
    .remedy = "Compare the files: keep the better scan, or give the misnumbered one its number",
    .who = Remedier::kProducer};

inline constexpr Rule kUnexpected{
    .id = "leaves.unexpected",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Each master file is of a leaf that the reference names",
    .cause = "The reference is too narrow, a file is misnumbered, or it belongs to another item",
    .remedy = "Look at the scan: correct the reference, renumber the file or move it to its item",
    .who = Remedier::kArchivist};

inline constexpr Rule kVersoWithoutRecto{
    .id = "leaves.verso-without-recto",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Where there is a verso there is its recto",
    .cause = "The front of the leaf was skipped, or it was taken for the back",
    .remedy = "Look at the scan: have the front scanned, or name the file as the recto it is",
    .who = Remedier::kProducer};

inline constexpr Rule kGap{
    .id = "leaves.gap-in-sequence",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Without leaves in the reference, the numbers of the master files follow each other",
    .cause = "A leaf was skipped at the scanner, or the foliation of the delo skips a number",
    .remedy =
        "Look the number up in the delo; if the foliation skips it, name the leaves in the "
        "reference",
    .who = Remedier::kArchivist};

inline constexpr Rule kUnnumbered{
    .id = "leaves.unnumbered",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The names of master files say their leaves",
    .cause = "Files keep the names the camera gave them, or one file holds many leaves",
    .remedy =
        "Have the files named after their leaves (0037.tif, 0037ob.tif), or check by eye "
        "that all leaves are there",
    .who = Remedier::kProducer};

inline constexpr Rule kDeclaredCount{
    .id = "leaves.declared-count",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "There are as many leaves as the description declares",
    .cause = "Leaves are missing, or the count of the description is of the whole delo",
    .remedy = "Compare with the delo's own count (лист-заверитель) and correct what is wrong",
    .who = Remedier::kArchivist};

inline constexpr Rule kSameFile{
    .id = "leaves.same-file",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "No two scans are the same file, byte for byte",
    .cause = "A file was copied under a second name, and the scan of a leaf is missing for it",
    .remedy = "Find out which leaf the file is of, and have the other one scanned",
    .who = Remedier::kProducer};

inline constexpr Rule kSameImage{
    .id = "leaves.same-image",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "No two scans show the same leaf",
    .cause = "A leaf was scanned twice, or printed forms look much alike",
    .remedy = "Compare the two scans: keep the better one of a leaf, or leave both as they are",
    .who = Remedier::kArchivist};

inline constexpr Rule kPageCount{
    .id = "leaves.page-count",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A PDF of the item has as many pages as there are sides of leaves",
    .cause = "A page was left out or scanned twice when the PDF was made, or a cover was added",
    .remedy =
        "Compare the PDF with the masters; have it made again, or say what the extra pages are",
    .who = Remedier::kProducer};

inline constexpr Rule kNameAmbiguous{
    .id = "leaves.name-ambiguous",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The names of files say in one way only which leaf they are",
    .cause =
        "Letters or numbers behind the leaf (0037a and 0037b, 0037_1 and 0037_2) may "
        "be its two sides, two lettered leaves or two pages of an opening",
    .remedy =
        "Look at two of the scans and say in the policy what is meant: [leaves] "
        "letters or halves",
    .who = Remedier::kArchivist};

inline constexpr Rule kNameOtherDelo{
    .id = "leaves.name-other-delo",
    .severity = Severity::kError,
    .clause = "",
    .summary = "A file that is named after a delo belongs to the item of that delo",
    .cause = "A file got into the folder of another delo, or the name or the reference has a slip",
    .remedy = "Look at the scan: move the file to its item, or correct its name or the reference",
    .who = Remedier::kProducer};

inline constexpr Rule kCarrierPages{
    .id = "leaves.carrier-pages",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A file that carries several leaves has a page for each of them",
    .cause = "A leaf was skipped or scanned twice, or the file has a cover",
    .remedy =
        "Compare the pages with the delo; have the missing leaf added, or deliver one "
        "file for each leaf",
    .who = Remedier::kProducer};

inline constexpr Rule kSwapped{
    .id = "leaves.swapped",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Scans, copies and pages are in the order of the leaves that they are said to be",
    .cause = "Two leaves were scanned in the wrong order, or two lines or names were exchanged",
    .remedy = "Look at the two scans and exchange their names, or their lines in the table",
    .who = Remedier::kProducer};

inline constexpr Rule kBlankWritten{
    .id = "leaves.blank-written",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Nothing is on a leaf that is declared blank",
    .cause = "The scan is of another leaf, or a leaf with little on it was taken for a blank one",
    .remedy =
        "Look at the scan: correct the name or the declaration, or have the blank leaf "
        "scanned",
    .who = Remedier::kArchivist};

inline constexpr Rule kBlankUndeclared{
    .id = "leaves.blank-undeclared",
    .severity = Severity::kInfo,
    .clause = "",
    .summary = "Where blank leaves are declared, each of them is",
    .cause = "The leaf was not known to be blank, or the scanner saw nothing of it",
    .remedy = "Look at the leaf: declare it blank, or have it scanned again",
    .who = Remedier::kArchivist};

inline constexpr Rule kCertificateCount{
    .id = "leaves.certificate-count",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The leaves that the reference names fit the count of the certificate",
    .cause =
        "The certificate (лист-заверитель) or the reference has a slip, or leaves were "
        "added or taken out later",
    .remedy = "Count the leaves of the delo and correct what is wrong",
    .who = Remedier::kArchivist};

inline constexpr Rule kCertificateSum{
    .id = "leaves.certificate-sum",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The count of the certificate follows from its numbers, lettered and skipped leaves",
    .cause = "The certificate (лист-заверитель) has a slip, or one of its parts was read wrongly",
    .remedy =
        "Compare with the certificate in the delo, and count the leaves where it is "
        "wrong itself",
    .who = Remedier::kArchivist};

inline constexpr Rule kSkippedThere{
    .id = "leaves.skipped-there",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "No scan is of a number that the certificate says is skipped",
    .cause = "A file is misnumbered, or the certificate has the wrong number among those skipped",
    .remedy = "Look at the scan: give the file its number, or correct the certificate",
    .who = Remedier::kArchivist};

inline constexpr Rule kLetteredUncertified{
    .id = "leaves.lettered-uncertified",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The certificate has each lettered leaf that is scanned",
    .cause = "A leaf was put in after the delo was certified, or letters of names mean sides",
    .remedy =
        "Look at the leaf in the delo and have the certificate corrected, or say in "
        "the policy what letters mean",
    .who = Remedier::kArchivist};

inline constexpr Rule kPageWithoutScan{
    .id = "leaves.page-without-scan",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Each page of a PDF of the item has its scan",
    .cause = "The PDF was made before a scan was lost or left behind in the transfer",
    .remedy = "Have the scan sent that the page was made from, or have the leaf scanned",
    .who = Remedier::kProducer};

inline constexpr Rule kPageBeyond{
    .id = "leaves.page-beyond",
    .severity = Severity::kError,
    .clause = "",
    .summary = "Each page that a table of frames gives a leaf is in its file",
    .cause = "The table was made for another version of the file, or the page has a slip",
    .remedy = "Compare the table with the file; have the page sent, or correct the row",
    .who = Remedier::kProducer};

inline constexpr Rule kPageUnaccounted{
    .id = "leaves.page-unaccounted",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Each page of a scan of several pages is known to be of a leaf, or of none",
    .cause =
        "Two leaves or two sides were scanned into one file, or a row of the table was "
        "left out",
    .remedy =
        "Look at the pages: say in a table (frames.csv) which leaf each of them is, or "
        "deliver one file for each",
    .who = Remedier::kProducer};

inline constexpr Rule kInnerCount{
    .id = "leaves.inner-count",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "There are as many leaves of the inner list as the certificate counts",
    .cause = "A leaf of the inner list (внутренняя опись) was skipped, or it was renewed later",
    .remedy = "Look into the delo: have the leaf scanned, or correct the certificate",
    .who = Remedier::kArchivist};

inline constexpr Rule kAll[] = {
    kMissing,         kDuplicate,        kUnexpected,      kVersoWithoutRecto, kGap,
    kUnnumbered,      kDeclaredCount,    kSameFile,        kSameImage,         kPageCount,
    kNameAmbiguous,   kNameOtherDelo,    kCarrierPages,    kSwapped,           kBlankWritten,
    kBlankUndeclared, kCertificateCount, kCertificateSum,  kSkippedThere,      kLetteredUncertified,
    kPageWithoutScan, kPageBeyond,       kPageUnaccounted, kInnerCount};

}  // namespace delo::validators::leaf_rule
