#include "ingest/reports/return_requests.h"

#include "ingest/languages/language.h"

namespace delo::ingest {
namespace {

struct Row {
  std::string_view begins;  // of the rule's id; the longest that fits counts
  RequestText what;
};

constexpr std::string_view kFromOriginal = marked(
    "Send the file again from your original; if that has the same fault, scan the leaf "
    "again");
constexpr std::string_view kPackage = marked("Make the package again and send it");
constexpr std::string_view kProfile =
    marked("Embed the colour profile of the scanner and send the file again");
constexpr std::string_view kAgreedForm =
    marked("Write the file again as the agreed profile asks, and send it");

constexpr Row kRows[] = {
    {"", {Request::kSend, marked("Correct what is named and send the file again")}},
    {"AIP", {Request::kSend, kPackage}},
    {"CSIP", {Request::kSend, kPackage}},
    {"DIP", {Request::kSend, kPackage}},
    {"E0", {Request::kSend, kPackage}},
    {"E1", {Request::kSend, kPackage}},
    {"SIP", {Request::kSend, kPackage}},
    {"W0", {Request::kSend, kPackage}},
    {"archive.",
     {Request::kSend,
      marked("Pack the delivery again, check that the archive opens, and send it")}},
    {"archivematica.", {Request::kSend, kPackage}},
    {"bag.", {Request::kSend, kPackage}},
    {"batch.",
     {Request::kAnswer,
      marked("Compare the delivery with your own records and tell the archive which is right")}},
    {"csip.", {Request::kSend, kPackage}},
    {"decision.rejected",
     {Request::kSend, marked("Agree with the archive on what has to be scanned or sent again")}},
    {"description.",
     {Request::kCorrect, marked("Correct the table of descriptions and send it again")}},
    {"examination.", {Request::kSend, kFromOriginal}},
    {"format.",
     {Request::kAnswer,
      marked("Tell the archive what the file was made with, and send it under a fitting name")}},
    {"item.reference",
     {Request::kCorrect,
      marked("Give the archival reference as the archive writes it, and send the table again")}},
    {"item.several-dela",
     {Request::kSend,
      marked("Divide the delivery into one folder for each delo and send it again")}},
    {"jpeg.", {Request::kSend, kFromOriginal}},
    {"leaves.",
     {Request::kAnswer,
      marked("Compare with the delo; send what is missing, or tell the archive why it is so")}},
    {"leaves.duplicate",
     {Request::kAnswer,
      marked("Say which of the scans is right; if a file bears a wrong number, send it under the "
             "right one")}},
    {"leaves.gap",
     {Request::kScan,
      marked("Scan the leaf and send its file; if the delo has no such leaf, tell the archive in "
             "writing")}},
    {"leaves.missing",
     {Request::kScan,
      marked("Scan the leaf and send its file; if the delo has no such leaf, tell the archive in "
             "writing")}},
    {"leaves.page-count",
     {Request::kCorrect,
      marked("Make the PDF again with one page for each side of a leaf, and send it")}},
    {"leaves.same-file",
     {Request::kScan,
      marked("Find out which leaf the file shows; scan the other leaf and send its file")}},
    {"leaves.unexpected",
     {Request::kAnswer,
      marked("Say which leaf the file shows; send it under that name, or withdraw it")}},
    {"leaves.unnumbered",
     {Request::kCorrect,
      marked("Name the files after their leaves (0037.tif, 0037ob.tif) and send them again")}},
    {"leaves.verso",
     {Request::kScan,
      marked("Scan the front of the leaf and send its file; if this file shows the front, send it "
             "under that name")}},
    {"mets.", {Request::kSend, kPackage}},
    {"name.",
     {Request::kCorrect,
      marked("Send the files under plain names, and tell the archive which name stands for "
             "which")}},
    {"ocfl.", {Request::kSend, kPackage}},
    {"package.", {Request::kSend, kPackage}},
    {"pdf.",
     {Request::kSend,
      marked("Make the PDF again with software that keeps to the standard, check that it opens, "
             "and send it")}},
    {"pdf.image.",
     {Request::kScan,
      marked("Look at the page; scan the leaf again if it is damaged, make the PDF again and send "
             "it")}},
    {"plan.same-bytes",
     {Request::kScan,
      marked("Find out which leaf the file shows; scan the other leaf and send its file")}},
    {"policy.expect.",
     {Request::kScan, marked("Scan the leaf again with the agreed settings and send its file")}},
    {"policy.expect.icc", {Request::kCorrect, kProfile}},
    {"policy.format", {Request::kSend, marked("Send the file in the agreed format")}},
    {"premis.", {Request::kSend, kPackage}},
    {"reception.", {Request::kSend, marked("Send the file or folder again from your original")}},
    {"reception.archive-inside",
     {Request::kSend, marked("Send the files unpacked, each delo in its folder")}},
    {"reception.bag.", {Request::kSend, kPackage}},
    {"reception.checksum.",
     {Request::kCorrect, marked("Make the list of checksums again and send it")}},
    {"reception.checksum.absent",
     {Request::kSend, marked("Send the file that is on your list and is not in the delivery")}},
    {"reception.checksum.different",
     {Request::kSend,
      marked("Send the file again from your original, together with its checksum")}},
    {"reception.checksum.unlisted",
     {Request::kAnswer,
      marked("Say whether the file belongs to the delivery, and send its checksum")}},
    {"rights.", {Request::kCorrect, marked("Correct the table of rights and send it again")}},
    {"text.", {Request::kSend, marked("Send the text again, saved as UTF-8")}},
    {"tiff.",
     {Request::kCorrect,
      marked("Write the file again with software that keeps to the standard, and send it")}},
    {"tiff.baseline.", {Request::kCorrect, kAgreedForm}},
    {"tiff.decode.", {Request::kSend, kFromOriginal}},
    {"tiff.entry.", {Request::kSend, kFromOriginal}},
    {"tiff.extended.", {Request::kCorrect, kAgreedForm}},
    {"tiff.header.", {Request::kSend, kFromOriginal}},
    {"tiff.icc.", {Request::kCorrect, kProfile}},
    {"tiff.ifd.", {Request::kSend, kFromOriginal}},
    {"tiff.page.",
     {Request::kAnswer,
      marked("Compare the pages of the file with the leaves, and send what is missing")}},
    {"tiff.strip.", {Request::kSend, kFromOriginal}},
    {"tiff.ti-a.", {Request::kCorrect, kAgreedForm}},
    {"tiff.value.", {Request::kSend, kFromOriginal}},
    {"xml.", {Request::kCorrect, marked("Correct the document and send it again")}},
};

}  // namespace

std::string_view name_of(Request request) {
  switch (request) {
    case Request::kScan:
      return "scan";
    case Request::kSend:
      return "send";
    case Request::kCorrect:
      return "correct";
    case Request::kAnswer:
      return "answer";
  }
  return "send";
}

std::string_view words_for(Request request) {
  switch (request) {
    case Request::kScan:
      return marked("To be scanned");
    case Request::kSend:
      return marked("To be sent again");
    case Request::kCorrect:
      return marked("To be corrected");
    case Request::kAnswer:
      return marked("To be answered");
  }
  return marked("To be sent again");
}

RequestText request_for(std::string_view rule) {
  const Row* best = &kRows[0];
  for (const Row& row : kRows) {
    if (rule.starts_with(row.begins) && row.begins.size() >= best->begins.size()) best = &row;
  }
  return best->what;
}

}  // namespace delo::ingest
