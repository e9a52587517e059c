#include "ingest/languages/sentence_table.h"

#include "ingest/languages/language.h"

namespace delo::ingest {
namespace {

// As the checks write them (validators/leaves, ingest/reception, policies); tests run the
// checks and demand that their messages are found here.
constexpr Sentence kSentences[] = {
    {"leaves.missing",
     marked("leaf {leaf} is missing: the reference names {named}, files are there for {there}")},
    {"leaves.missing",
     marked("leaves {leaves} are missing: the reference names {named}, files are there for "
            "{there}")},
    {"leaves.duplicate", marked("leaf {leaf} has {n} master files: {files}")},
    {"leaves.unexpected", marked("{file} is of leaf {leaf}, the reference names {named}")},
    {"leaves.verso-without-recto",
     marked("{file} is the verso of leaf {leaf}, and there is no recto {recto}")},
    {"leaves.gap-in-sequence",
     marked("leaf {leaf} is not there: leaf {before} is followed by leaf {after}")},
    {"leaves.gap-in-sequence",
     marked("leaves {leaves} are not there: leaf {before} is followed by leaf {after}")},
    {"leaves.gap-in-sequence", marked("the sequence has {n} gaps, the first {told} are told")},
    {"leaves.unnumbered", marked("master file {file} does not say which leaf it is")},
    {"leaves.unnumbered",
     marked("{n} master files, {file} the first, do not say which leaf they are")},
    {"leaves.unnumbered",
     marked("the reference names {named}, no master file says which leaf it is: whether all are "
            "there can't be told")},
    {"leaves.declared-count",
     marked("the description declares {n} leaves ({element}: {value}), files are there for "
            "{count}")},
    {"leaves.same-file", marked("{file} is {other}, byte for byte")},
    {"leaves.page-count", marked("{file} has {pages}, the masters {masters}")},
    {"leaves.page-count", marked("{file} has {pages}, the reference names {sheets}")},
    {"reception.checksum.absent", marked("{file} is on the list {list} but not in the item")},
    {"reception.checksum.different",
     marked("{algorithm} is {found}, expected {expected} by {list} line {n}")},
    {"reception.checksum.unlisted", marked("the file is in the item, but on no checksum list")},
    {"reception.checksum.no-list", marked("the producer gave no checksums for this item")},
    {"policy.expect.resolution_ppi", marked("resolution is {found} ppi, expected {expected} ppi")},
    {"policy.expect.resolution_ppi",
     marked("resolution is not stated in the file, expected {expected} ppi")},
    {"policy.expect.bits_per_sample", marked("bits per sample is {found}, expected {expected}")},
    {"policy.expect.compression", marked("compression is {found}, expected {expected}")},
    {"policy.expect.photometric", marked("photometric is {found}, expected {expected}")},
    {"policy.expect.icc",
     marked("colour profile is not stated in the file, expected an embedded profile")},
    {"leaves.missing",
     marked("leaf {leaf} is missing: the certificate counts {sheets}, files are there for "
            "{there}")},
    {"leaves.missing",
     marked("leaves {leaves} are missing: the certificate counts {sheets}, files are there "
            "for {there}")},
    {"leaves.missing",
     marked("leaf {leaf} is missing: the certificate names {named}, files are there for "
            "{there}")},
    {"leaves.missing",
     marked("leaves {leaves} are missing: the certificate names {named}, files are there "
            "for {there}")},
    {"leaves.unexpected", marked("{file} is of leaf {leaf}, the certificate counts {sheets}")},
    {"leaves.unexpected", marked("{file} is of leaf {leaf}, the certificate names {named}")},
    {"leaves.unnumbered",
     marked("the certificate counts {sheets}, no master file says which leaf it is: "
            "whether all are there can't be told")},
    {"leaves.unnumbered",
     marked("the certificate names {named}, no master file says which leaf it is: whether "
            "all are there can't be told")},
    {"leaves.same-file", marked("{n} more files are the same as one before them")},
    {"leaves.same-image",
     marked("{file} looks like {other}: {n} of 255 features of the image differ")},
    {"leaves.same-image",
     marked("of the scans after the first {n} nobody looked whether they come twice")},
    {"leaves.name-ambiguous",
     marked("{files}: are a and b the two sides of a leaf, or two lettered leaves? The "
            "policy may say it: [leaves] letters = \"verso\" or \"lettered\"")},
    {"leaves.name-ambiguous",
     marked("{files}: are 1 and 2 the two sides of a leaf, or the two pages of an opening? "
            "The policy may say it: [leaves] halves = \"sides\" or \"opening\"")},
    {"leaves.name-other-delo", marked("{file} names another delo than the item's {reference}")},
    {"leaves.carrier-pages",
     marked("{file} has {pages}, its name speaks of {named}: which page is which leaf "
            "can't be told")},
    {"leaves.carrier-pages",
     marked("{file} has {pages}, the reference names {named}: which page is which leaf "
            "can't be told")},
    {"leaves.carrier-pages",
     marked("{file} has {pages}, the certificate counts {sheets}: which page is which leaf "
            "can't be told")},
    {"leaves.carrier-pages",
     marked("{file} has {pages}, the certificate names {named}: which page is which leaf "
            "can't be told")},
    {"leaves.carrier-pages",
     marked("{file} and {other} have the same number: which of them comes first, and so "
            "which page is which leaf, can't be told")},
    {"leaves.page-beyond",
     marked("leaf {leaf} is page {n} of {file}, by line {line} of the table, and the file "
            "has {pages}")},
    {"leaves.page-unaccounted",
     marked("{file} has {pages}; no row of the table says what is on these: {numbers}")},
    {"leaves.page-unaccounted",
     marked("{file} has {pages}; its name doesn't say what is on these: {numbers}")},
    {"leaves.inner-count",
     marked("the certificate counts {sheets} of the inner list, scans are there of {count}")},
    {"leaves.swapped",
     marked("{file} is of leaf {before} and {other}, taken after it, of leaf {after} (line "
            "{n} of the table)")},
    {"leaves.swapped", marked("{file} is named for leaf {leaf} and shows leaf {after}")},
    {"leaves.swapped", marked("{file} numbers page {n} as {leaf} after {before}")},
    {"leaves.swapped", marked("{file} marks page {n} as leaf {leaf} after leaf {before}")},
    {"leaves.blank-written",
     marked("leaf {leaf} is declared blank, and {file} shows something on it")},
    {"leaves.blank-undeclared",
     marked("{file} shows nothing, and leaf {leaf} is not declared blank")},
    {"leaves.certificate-count",
     marked("the certificate counts {sheets}, the reference names {named}, {counted}")},
    {"leaves.certificate-sum",
     marked("the certificate counts {sheets}; its numbers, lettered and skipped leaves "
            "come to {n}")},
    {"leaves.certificate-sum",
     marked("the certificate counts {sheets} and says nothing of lettered or skipped ones; "
            "its numbers come to {n}")},
    {"leaves.certificate-sum",
     marked("the certificate counts {sheets}, and {n} lettered ones among them")},
    {"leaves.certificate-sum", marked("the numbers of the certificate run from {n} to {last}")},
    {"leaves.skipped-there",
     marked("{file} is of leaf {leaf}, a number that the certificate says is skipped")},
    {"leaves.lettered-uncertified",
     marked("a scan is of the lettered leaf {leaf}, the certificate has no lettered leaf")},
    {"leaves.lettered-uncertified",
     marked("a scan is of the lettered leaf {leaf}, the certificate has {leaves}")},
    {"leaves.lettered-uncertified",
     marked("the certificate counts {n} lettered leaves, scans are there of {count}")},
    {"leaves.page-without-scan",
     marked("{file} has {pages}, its page {n} (leaf {leaf}) has no scan")},
    {"leaves.page-without-scan",
     marked("{file} has {pages}, its pages {n} (leaves {leaves}) have no scan")},
    {"certificate.unreadable", marked("the file is no text")},
    {"certificate.unreadable", marked("the table is empty")},
    {"certificate.unreadable", marked("the file is no text: it holds zero bytes")},
    {"certificate.entry",
     marked("\"{name}\" is no entry of a certificate; expected counted, first, last, "
            "lettered, skipped, inner or blank")},
    {"certificate.value",
     marked("\"{name}\" is \"{value}\"; expected a number of leaves, such as 158")},
    {"certificate.value",
     marked("\"{name}\" is \"{value}\"; expected lettered leaves, such as 37а, 37б")},
    {"certificate.value",
     marked("\"{name}\" is \"{value}\"; expected numbers that are skipped, such as 39, "
            "41-43")},
    {"certificate.value",
     marked("\"{name}\" is \"{value}\"; expected sides with nothing on them, such as 38 "
            "об., 40")},
    {"certificate.contradiction",
     marked("\"{name}\" is \"{value}\", and was said to be another before")},
    {"certificate.contradiction",
     marked("the counts of leaves in {place} and in {other} are not the same")},
    {"certificate.contradiction",
     marked("the first numbers in {place} and in {other} are not the same")},
    {"certificate.contradiction",
     marked("the last numbers in {place} and in {other} are not the same")},
    {"certificate.contradiction",
     marked("the lettered leaves in {place} and in {other} are not the same")},
    {"certificate.contradiction",
     marked("the numbers of lettered leaves in {place} and in {other} are not the same")},
    {"certificate.contradiction",
     marked("the skipped numbers in {place} and in {other} are not the same")},
    {"certificate.contradiction",
     marked("the leaves of the inner list in {place} and in {other} are not the same")},
    {"leaf-table.unreadable", marked("the table is empty or no text")},
    {"leaf-table.unreadable",
     marked("no column is called file; expected file, leaf and, if need be, side, page and "
            "note")},
    {"leaf-table.unreadable",
     marked("no column is called leaf; expected file, leaf and, if need be, side, page and "
            "note")},
    {"leaf-table.unreadable",
     marked("the table has more than {n} rows; those behind this line were not read")},
    {"leaf-table.value", marked("\"{value}\" is no leaf; expected such as 37, 37а or 37 об.")},
    {"leaf-table.value", marked("\"{value}\" is no side; expected recto or verso")},
    {"leaf-table.value", marked("leaf {leaf} has neither a file nor a note that it is blank")},
    {"leaf-table.value", marked("\"{value}\" is no page; expected a number from 1")},
    {"leaf-table.unknown-file", marked("\"{file}\" is not in the item")},
    {"reception.checksum.weak",
     marked("{n} file is on the producer's lists with {algorithm} or weaker only")},
    {"reception.checksum.weak",
     marked("{n} files are on the producer's lists with {algorithm} or weaker only")},
    {"reception.checksum.weak", marked("the bag has MD5 or SHA-1 manifests only")},
    {"name.not-utf8",
     marked("the name is not UTF-8; it is kept byte for byte and shown as {name}")},
    {"name.too-many-leaves",
     marked("the name speaks of {n} leaves; with it names of the item speak of more than "
            "{most}, from here on they are not taken at their word")},
    {"name.collision",
     marked("the name is the same as {other} where case or the form of accents do not count")},
    {"policy.format",
     marked("format of this {role} file is not known, the policy accepts {expected}")},
    {"policy.format",
     marked("format of this {role} file is {found}, the policy accepts {expected}")},
};

}  // namespace

std::span<const Sentence> known_sentences() { return kSentences; }

}  // namespace delo::ingest
