// What `delo package` and `delo export` do alike: a package in the form that was asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/cli/commands.h"
#include "packages/package_folder.h"

namespace delo::ingest {

struct PackageWish {
  enum class Form : std::uint8_t { kPackage, kTransfer, kTransferBag };
  Form form = Form::kPackage;
  packages::PackageOrder order;   // of kPackage its form; of all its place and archive
  std::uint64_t split_bytes = 0;  // 0: whole
  PackageSettings settings;       // of --settings

  bool is_information_package() const;  // SIP, AIP or DIP
};

// Error kInvalidArgument when a word is unknown or two do not go together.
Result<PackageWish> package_wish(const Arguments& asked);

// The JSON line, or the text, of a package that was made.
void tell_made(Desk& desk, const packages::MadePackage& made);

// Writes it and says so: the JSON line, or the text.  Returns the exit status.  `told`: what
// was found on the way, for the line; the text has it already.
int hand_out(Desk& desk, const packages::Package& package, const PackageWish& wish,
             const std::vector<Finding>* told = nullptr);

}  // namespace delo::ingest
