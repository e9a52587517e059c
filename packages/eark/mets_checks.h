// The requirements of CSIP, SIP, AIP and DIP on one METS document by itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "packages/mets/mets_reader.h"
#include "packages/package.h"

namespace delo::packages {

// Where the document lies, and what lies around it.
struct MetsContext {
  RelativePath path;                         // of the METS file, below the package's root
  std::string folder_name;                   // of the folder it lies in
  bool is_root = true;                       // else of a representation
  std::vector<std::string> representations;  // folders with a METS.xml; of the root only
  bool has_descriptive_files = false;        // below metadata/descriptive
  bool has_preservation_files = false;       // below metadata/preservation
  bool has_documentation = false, has_schemas = false;  // the folders, with files in them
  std::optional<PackageKind> kind;                      // whose profile is checked besides CSIP
};

// Finds under the code `id`, at `line` of the document (0: nowhere in particular);
// `severity` where it is not the rule's own.
class MetsFindings {
 public:
  MetsFindings(RelativePath path, std::vector<Finding>& findings)
      : path_(std::move(path)), findings_(findings) {}
  void add(std::string_view id, std::uint64_t line, std::string message,
           std::optional<Severity> severity = {});

 private:
  RelativePath path_;
  std::vector<Finding>& findings_;
};

// Error kIo.
Result<void> check_mets(const MetsDocument& mets, const MetsContext& context,
                        MetsFindings& findings);

// The codes of a reference's nine attributes follow each other from `first` on:
// LOCTYPE, xlink:type, xlink:href, MDTYPE, MIMETYPE, SIZE, CREATED, CHECKSUM, CHECKSUMTYPE.
// (CSIP22-30, 36-44, 49-57)
int first_code_of(MetsSection::Kind kind);  // 0 for sections CSIP does not rule
std::string csip_code(int number);          // "CSIP22"

}  // namespace delo::packages
