// The rules of tag manifests, bag-info.txt and fetch.txt; the table is in bag_rules.cc.
#include "packages/bagit/bag_rules.h"

namespace delo::packages::bag_rule {

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
    .severity = Severity::kError,
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
constinit const Rule kOxumForm{
    .id = "bag.info.oxum-form",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.2",
    .summary = "From 1.0 on Payload-Oxum is OctetCount.StreamCount and stands once",
    .cause = "The value was written by hand",
    .remedy =
        "Ask the producer for a bag-info.txt with the right value; the manifests say whether the "
        "payload is whole",
    .who = Remedier::kProducer};
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

constinit const Rule kTagAlgorithms{
    .id = "bag.tag.algorithms",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.2.1",
    .summary = "There is a tag manifest of each algorithm that a payload manifest has",
    .cause = "A manifest was added after the bag was made",
    .remedy = "Nothing has to be done while another tag manifest was verified",
    .who = Remedier::kArchivist};
constinit const Rule kInfoBlank{
    .id = "bag.info.blank",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.2",
    .summary =
        "From 1.0 on a label of bag-info.txt ends at its colon, and one blank stands after it",
    .cause = "The file was written by a program for older bags, or by hand",
    .remedy = "Ask the producer to make the bag again; the payload is not concerned",
    .who = Remedier::kProducer};
constinit const Rule kInfoEmpty{.id = "bag.info.empty",
                                .severity = Severity::kWarning,
                                .clause = "RFC 8493 §2.2.2",
                                .summary = "Every element of bag-info.txt has a value",
                                .cause = "A form was not filled in",
                                .remedy = "Ask the producer for the value if it matters",
                                .who = Remedier::kArchivist};
constinit const Rule kInfoRepeated{
    .id = "bag.info.repeated",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.2.2",
    .summary = "Bagging-Date, Bag-Size, Bag-Group-Identifier and Bag-Count stand once",
    .cause = "The file was put together from two",
    .remedy = "Ask the producer which value is meant",
    .who = Remedier::kArchivist};
constinit const Rule kOxumFormOld{
    .id = "bag.info.oxum-form-old",
    .severity = Severity::kWarning,
    .clause = "BagIt 0.97 §2.2.2",
    .summary = "Before 1.0 too Payload-Oxum is OctetCount.StreamCount and stands once",
    .cause = "The value was written by hand",
    .remedy = "Nothing has to be done while the manifests were verified",
    .who = Remedier::kArchivist};
constinit const Rule kFetchUrl{
    .id = "bag.fetch.url",
    .severity = Severity::kError,
    .clause = "RFC 8493 §2.2.3",
    .summary = "From 1.0 on an address in fetch.txt is an absolute URI",
    .cause = "The address was written by hand, or blanks in it are not encoded",
    .remedy = "Ask the producer for the complete bag",
    .who = Remedier::kProducer};
constinit const Rule kFetchTwice{
    .id = "bag.fetch.twice",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.2.3",
    .summary = "A file is listed once in fetch.txt",
    .cause = "Two addresses of one file were given, or two lists were joined",
    .remedy = "Nothing has to be done while the file is there and was verified",
    .who = Remedier::kArchivist};

}  // namespace delo::packages::bag_rule
