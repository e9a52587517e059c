// An information package that is larger than it may be, as several that are not.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/result.h"
#include "packages/package_folder.h"

namespace delo::packages {

struct DividedPackage {
  MadePackage whole;               // the parent; files and bytes are those of all together
  std::vector<MadePackage> parts;  // the children, in order
};

// Writes below the new folder `order.to` the parent (descriptions, what the whole has to
// tell, and the first files: every package must list content, CSIP114) and as many
// children as it takes, each a valid package of at most `limit` bytes (as folder
// or archive), named "uuid-<its id>".  A representation has the same name in every child,
// no path of a data file is in two of them (AIP1, AIP2), and no file is cut.
// Errors: kInvalidArgument (a file alone is larger than `limit`; not a SIP, AIP or DIP;
// something is there already); kCorrupt; kIo; kCancelled.
Result<DividedPackage> write_divided_package(const Package& package, const PackageOrder& order,
                                             std::uint64_t limit, std::stop_token stop = {});

}  // namespace delo::packages
