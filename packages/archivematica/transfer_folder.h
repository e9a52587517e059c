// A package as Archivematica takes it in: a standard transfer, or a bag of one.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>

#include "core/result.h"
#include "packages/package_folder.h"

namespace delo::packages {

struct TransferOrder {
  bool bag = false;                      // an unzipped bag, or with kZip a zipped one
  std::filesystem::path to;              // as in PackageOrder
  std::optional<ArchiveForm> serialize;  // kZip; Archivematica opens no bare tar
};

// Complete or not at all; the same package gives the same bytes.
// Errors: kInvalidArgument (also: nothing to transfer, something is there already);
// kCorrupt when a file changed since it was digested; kIo; kCancelled.
Result<MadePackage> write_transfer(const Package& package, const TransferOrder& order,
                                   std::stop_token stop = {});

}  // namespace delo::packages
