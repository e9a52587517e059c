// A package of any folder, without holdings: the work of `delo package`.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/result.h"
#include "packages/bagit/profile_plan.h"
#include "packages/package.h"
#include "packages/sinks/archive_sink.h"
#include "packages/validate_package.h"

namespace delo::packages {

// Reads every file of `folder` once and says what package it would be: roles and
// leaves by the names of the files, digests of `algorithms` and SHA-256, the
// newest modification as the material's date, an id from names and content.
// Whoever knows more (formats, references, events) adds it before write_package().
// What is known of many files lies in a file below `aside`; see Spool.
// Errors: kInvalidArgument when there is no file, or a link or device among them;
// kIo; kCancelled.
Result<Package> package_of_folder(const std::filesystem::path& folder,
                                  std::vector<DigestAlgorithm> algorithms, const Agent& program,
                                  std::stop_token stop = {},
                                  const std::filesystem::path& aside = {});

struct PackageOrder {
  PackageForm form = PackageForm::kBag;  // kBag, kSip, kAip, kDip
  // Where the package comes to lie; in it, under its own name, when it is a folder
  // that exists.
  std::filesystem::path to;
  std::optional<ArchiveForm> serialize;
  std::vector<DigestAlgorithm> algorithms;  // of a bag's manifests; empty: SHA-256 and SHA-512
  BagWish bag;                              // what is asked of a bag beside them
};

// What every information package of this form is beside its content: its kind, who
// submits it, and of a DIP an id of its own (DIP1).
void prepare_for(Package& package, PackageForm form);

struct MadePackage {
  PackageId id;
  std::filesystem::path path;
  std::uint64_t files = 0, bytes = 0;  // of the package, all it holds
  // Of the archive; of a folder, of the file that vouches for the others: the tag
  // manifest of a bag, the METS.xml of an information package.
  DigestSet digests;
};

// Writes the package and everything METS, PREMIS and manifests need, complete or
// not at all.  SIP, AIP and DIP are E-ARK packages; the AIPs of the holdings are
// such packages in bags (write_aip).
// Errors: kInvalidArgument (also: something is there already); kCorrupt when a file changed
// since it was digested; kIo; kCancelled.
Result<MadePackage> write_package(const Package& package, const PackageOrder& order,
                                  std::stop_token stop = {});

}  // namespace delo::packages
