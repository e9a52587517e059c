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

inline constexpr Rule kAll[] = {kMissing,   kDuplicate,  kUnexpected,    kVersoWithoutRecto,
                                kGap,       kUnnumbered, kDeclaredCount, kSameFile,
                                kSameImage, kPageCount};

}  // namespace delo::validators::leaf_rule
