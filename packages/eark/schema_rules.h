// What the schemas of METS and PREMIS find, as findings.
#pragma once

#include <span>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/records/finding.h"
#include "packages/schema/schema_checker.h"

namespace delo::packages {

std::span<const Rule> schema_rules();

// Listens to one document and adds what its schema forbids to `findings`, which
// outlives it.  METS and PREMIS within each other are told apart by their namespaces.
class StructureCheck {
 public:
  StructureCheck(RelativePath path, std::vector<Finding>& findings);
  StructureCheck(const StructureCheck&) = delete;
  StructureCheck& operator=(const StructureCheck&) = delete;

  XmlHandler& handler() { return checker_; }
  bool knows_root() const { return checker_.knows_root(); }
  // After the document: says how many findings were left out.
  void finish();
  // A fault of the XML itself, of a document of PREMIS.
  void add_broken_premis(std::string message);
  // Of PREMIS 1, whose structure is not known here.
  void add_old_premis();

 private:
  void add(const SchemaFault& fault);

  const RelativePath path_;
  std::vector<Finding>& findings_;
  const Rule* last_ = nullptr;  // the rule told last
  SchemaChecker checker_;
};

}  // namespace delo::packages
