#include "ingest/reception/reception_rules.h"

#include <array>

#include "ingest/reception/receive_item.h"

namespace delo::ingest {

std::span<const Rule> reception_rules() {
  using namespace rules;
  static constexpr std::array kRules = {
      kUnreadable,
      kUnreadableFolder,
      kSourceChanged,
      kSourceOpenForWriting,
      kNotARegularFile,
      kPathTooLong,
      kEmptyItem,
      kEmptyFolder,
      kEmptyFile,
      kSparseFile,
      kDateInFuture,
      kPermissions,
      kSystemFile,
      kNoChecksums,
      kChecksumDifferent,
      kChecksumAbsent,
      kChecksumUnlisted,
      kChecksumUnreadableLine,
      kChecksumEmptyList,
      kChecksumUnreadableList,
      kChecksumOutside,
      kChecksumAmbiguous,
      kChecksumDisagree,
      kChecksumWeak,
      kChecksumNameForm,
      kChecksumEncoding,
      kChecksumNotAList,
      kBagDeclaration,
      kBagManifest,
      kBagNoManifest,
      kBagPayloadUnlisted,
      kBagPayloadMissing,
      kBagFetch,
      kBagOxum,
      kBagTagFile,
      kBagNoPayload,
      kNameNotUtf8,
      kNameOdd,
      kNameCollision,
      kDescriptionUnreadable,
      kDescriptionNoFilename,
      kDescriptionUnknownFile,
      kDescriptionDuplicateRow,
      kDescriptionRaggedRow,
      kDescriptionNotUtf8,
      kCertificateUnreadable,
      kCertificateEntry,
      kCertificateValue,
      kCertificateContradiction,
      kLeafTableUnreadable,
      kLeafTableValue,
      kLeafTableUnknownFile,
      kDescriptionDocument,
      kDescriptionUnknownElement,
      kAidNoUnit,
      kAidAmbiguous,
      kRightsUnreadable,
      kRightsColumn,
      kRightsRow,
      kRightsUnknownFile,
      kRightsLoosened,
      kReferenceMissing,
      kReferenceUnreadable,
      kReferenceAmbiguous,
      kBatchLooseFile,
      kBatchUnknownItem,
      kBatchDuplicateReference,
      kBatchReferenceHeld,
  };
  return kRules;
}

}  // namespace delo::ingest
