#include "packages/bagit/profile_rules.h"

#include <array>

namespace delo::packages {
namespace profile_rule {

constinit const Rule kIdentifier{
    .id = "bag.profile.identifier",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2",
    .summary = "bag-info.txt names the profile in BagIt-Profile-Identifier",
    .cause = "The bag was made for another profile, or for none",
    .remedy = "Ask the producer for a bag made by this profile",
    .who = Remedier::kProducer};
constinit const Rule kUnknownKey{
    .id = "bag.profile.key",
    .severity = Severity::kWarning,
    .clause = "BagIt Profiles 1.4 §2, BagIt-Profile-Info",
    .summary = "The keys of a profile are those of its BagIt-Profile-Version",
    .cause = "The profile uses keys that came later than the version it names, or misspells one",
    .remedy = "Correct BagIt-Profile-Version or the key; what it asks was not checked",
    .who = Remedier::kArchivist};
constinit const Rule kNoInfo{.id = "bag.profile.info-missing",
                             .severity = Severity::kError,
                             .clause = "BagIt Profiles 1.4 §2, Tag-Files-Required",
                             .summary = "A bag that follows a profile has a bag-info.txt",
                             .cause = "The bag was made without metadata",
                             .remedy = "Ask the producer for a bag with bag-info.txt",
                             .who = Remedier::kProducer};
constinit const Rule kTagMissing{
    .id = "bag.profile.tag-missing",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Bag-Info (required)",
    .summary = "bag-info.txt has every label that the profile requires, with a value",
    .cause = "A field of the form was left empty",
    .remedy = "Ask the producer for the value",
    .who = Remedier::kProducer};
constinit const Rule kTagRecommended{
    .id = "bag.profile.tag-recommended",
    .severity = Severity::kWarning,
    .clause = "BagIt Profiles 1.4 §2, Bag-Info",
    .summary = "bag-info.txt has the labels that the profile recommends",
    .cause = "A field of the form was left empty",
    .remedy = "Ask the producer for the value if it matters",
    .who = Remedier::kArchivist};
constinit const Rule kTagValue{.id = "bag.profile.tag-value",
                               .severity = Severity::kError,
                               .clause = "BagIt Profiles 1.4 §2, Bag-Info (values)",
                               .summary = "A label has one of the values that the profile lists",
                               .cause = "The value was typed by hand",
                               .remedy = "Ask the producer for one of the listed values",
                               .who = Remedier::kProducer};
constinit const Rule kTagRepeated{
    .id = "bag.profile.tag-repeated",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Bag-Info (repeatable)",
    .summary = "A label that the profile does not let repeat stands once",
    .cause = "Two values were given where one is meant",
    .remedy = "Ask the producer which value is meant",
    .who = Remedier::kProducer};
constinit const Rule kManifestMissing{
    .id = "bag.profile.manifest-missing",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Manifests-Required",
    .summary = "The bag has a payload manifest of every algorithm that the profile requires",
    .cause = "The bag was made with other settings",
    .remedy = "Ask the producer for a manifest of that algorithm",
    .who = Remedier::kProducer};
constinit const Rule kManifestForbidden{
    .id = "bag.profile.manifest-forbidden",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.3 §2, Manifests-Allowed",
    .summary = "The bag has payload manifests of allowed algorithms only",
    .cause = "The bag was made with other settings",
    .remedy = "Ask the producer for a bag without that manifest",
    .who = Remedier::kProducer};
constinit const Rule kTagManifestMissing{
    .id = "bag.profile.tag-manifest-missing",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Tag-Manifests-Required",
    .summary = "The bag has a tag manifest of every algorithm that the profile requires",
    .cause = "The bag was made with other settings",
    .remedy = "Ask the producer for a tag manifest of that algorithm",
    .who = Remedier::kProducer};
constinit const Rule kTagManifestForbidden{
    .id = "bag.profile.tag-manifest-forbidden",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.3 §2, Tag-Manifests-Allowed",
    .summary = "The bag has tag manifests of allowed algorithms only",
    .cause = "The bag was made with other settings",
    .remedy = "Ask the producer for a bag without that tag manifest",
    .who = Remedier::kProducer};
constinit const Rule kFetchForbidden{
    .id = "bag.profile.fetch-forbidden",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Allow-Fetch.txt",
    .summary = "The bag has no fetch.txt where the profile forbids it",
    .cause = "The bag was sent with addresses instead of files",
    .remedy = "Ask the producer for the complete bag",
    .who = Remedier::kProducer};
constinit const Rule kFetchMissing{
    .id = "bag.profile.fetch-missing",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Fetch.txt-Required",
    .summary = "The bag has a fetch.txt where the profile requires it",
    .cause = "The bag was sent with its files",
    .remedy = "Ask the producer for a bag as the profile has it",
    .who = Remedier::kProducer};
constinit const Rule kDataNotEmpty{
    .id = "bag.profile.data-not-empty",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Data-Empty",
    .summary = "The payload is empty, or one file of no bytes, where the profile asks for that",
    .cause = "Files were put into a bag that is to carry metadata only",
    .remedy = "Ask the producer for a bag as the profile has it",
    .who = Remedier::kProducer};
constinit const Rule kSerialization{
    .id = "bag.profile.serialization",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Serialization",
    .summary = "The bag is one file, or a folder, as the profile asks",
    .cause = "The bag was packed, or unpacked, on its way",
    .remedy = "Ask the producer for the bag in the form that was agreed",
    .who = Remedier::kProducer};
constinit const Rule kArchiveType{
    .id = "bag.profile.archive-type",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Accept-Serialization",
    .summary = "The bag is an archive of a type that the profile accepts",
    .cause = "The bag was packed with another program",
    .remedy = "Ask the producer for an archive of an accepted type",
    .who = Remedier::kProducer};
constinit const Rule kVersion{.id = "bag.profile.version",
                              .severity = Severity::kError,
                              .clause = "BagIt Profiles 1.4 §2, Accept-BagIt-Version",
                              .summary = "The bag is of a BagIt version that the profile accepts",
                              .cause = "The bag was made with an older or newer program",
                              .remedy = "Ask the producer for a bag of an accepted version",
                              .who = Remedier::kProducer};
constinit const Rule kTagFileMissing{
    .id = "bag.profile.tag-file-missing",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Tag-Files-Required",
    .summary = "The bag has every tag file that the profile requires",
    .cause = "The bag was made without it",
    .remedy = "Ask the producer for the file",
    .who = Remedier::kProducer};
constinit const Rule kTagFileForbidden{
    .id = "bag.profile.tag-file-forbidden",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.2 §2, Tag-Files-Allowed",
    .summary = "The bag has no tag files beside those that the profile allows",
    .cause = "Notes or files of a system lie in the bag",
    .remedy = "Ask the producer for a bag without the file",
    .who = Remedier::kProducer};
constinit const Rule kPayloadFileMissing{
    .id = "bag.profile.payload-file-missing",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Payload-Files-Required",
    .summary = "The payload has every file and folder that the profile requires",
    .cause = "The bag was made without it",
    .remedy = "Ask the producer for the file",
    .who = Remedier::kProducer};
constinit const Rule kPayloadFileForbidden{
    .id = "bag.profile.payload-file-forbidden",
    .severity = Severity::kError,
    .clause = "BagIt Profiles 1.4 §2, Payload-Files-Allowed",
    .summary = "The payload has no files beside those that the profile allows",
    .cause = "Other material was put into the bag",
    .remedy = "Ask the producer whether the file belongs to the bag",
    .who = Remedier::kProducer};

}  // namespace profile_rule

std::span<const Rule> profile_rules() {
  using namespace profile_rule;
  static const std::array kRules = {kIdentifier,
                                    kUnknownKey,
                                    kNoInfo,
                                    kTagMissing,
                                    kTagRecommended,
                                    kTagValue,
                                    kTagRepeated,
                                    kManifestMissing,
                                    kManifestForbidden,
                                    kTagManifestMissing,
                                    kTagManifestForbidden,
                                    kFetchForbidden,
                                    kFetchMissing,
                                    kDataNotEmpty,
                                    kSerialization,
                                    kArchiveType,
                                    kVersion,
                                    kTagFileMissing,
                                    kTagFileForbidden,
                                    kPayloadFileMissing,
                                    kPayloadFileForbidden};
  return kRules;
}

}  // namespace delo::packages
