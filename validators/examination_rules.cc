#include "validators/examination_rules.h"

#include <array>

namespace delo::validators {
namespace {

constexpr std::array kRules = {
    Rule{.id = "examination.empty-file",
         .severity = Severity::kError,
         .clause = "",
         .summary = "A file holds at least one byte",
         .cause = "A copy or an export that was interrupted, or a full disk at the producer",
         .remedy = "Ask the producer for the file again, or for a note that it is to be left out",
         .who = Remedier::kProducer},
    Rule{.id = "examination.crashed",
         .severity = Severity::kError,
         .clause = "",
         .summary = "A file can be read to its end by its format's decoder",
         .cause = "Damage that the decoder does not survive; rarely a fault of the decoder alone",
         .remedy = "Open the file with another program; if that fails too ask the producer for it "
                   "again, else send the file to the makers of this program",
         .who = Remedier::kArchivist},
    Rule{.id = "examination.timeout",
         .severity = Severity::kError,
         .clause = "",
         .summary = "A file can be examined in the time that is allowed for one",
         .cause = "Structures that refer to each other without end, a very large image, or storage "
                  "that does not respond",
         .remedy = "Examine the file alone on an idle machine; if it takes as long there ask the "
                   "producer for it again",
         .who = Remedier::kArchivist},
    Rule{
        .id = "examination.out-of-memory",
        .severity = Severity::kError,
        .clause = "",
        .summary = "A file can be examined in the memory that is allowed for one",
        .cause = "A file that declares or unpacks to far more than it holds, or a very large image",
        .remedy = "Compare the declared size with the record; if the image really is that large "
                  "ask the producer for it in strips or tiles",
        .who = Remedier::kArchivist},
    Rule{.id = "examination.violation",
         .severity = Severity::kError,
         .clause = "",
         .summary = "A file makes its decoder do nothing but decode",
         .cause = "A file made to attack the program that opens it, or a decoder that wants the "
                  "network or another file",
         .remedy = "Do not open the file on a desk computer; have a security officer look at it",
         .who = Remedier::kOperator},
    Rule{
        .id = "examination.text-cut",
        .severity = Severity::kWarning,
        .clause = "",
        .summary = "The text of a file is read to its end for searching",
        .cause = "A file of many gigabytes, or one that unpacks to far more text than it holds",
        .remedy = "Nothing need be done for keeping; words near the end are not found by searching",
        .who = Remedier::kArchivist},
};

}  // namespace

std::span<const Rule> examination_rules() { return kRules; }
const Rule& rule_empty_file() { return kRules[0]; }
const Rule& rule_crashed() { return kRules[1]; }
const Rule& rule_timeout() { return kRules[2]; }
const Rule& rule_out_of_memory() { return kRules[3]; }
const Rule& rule_violation() { return kRules[4]; }
const Rule& rule_text_cut() { return kRules[5]; }

}  // namespace delo::validators
