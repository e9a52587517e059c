// What a package is beside its content: who hands it over, what may be done with it,
// what it was made from, and which part of a divided one it is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/fixity/digest.h"
#include "core/records/identifiers.h"
#include "core/records/submission.h"

namespace delo::packages {

// One of the packages that a large one is divided into.  (E-ARK AIP 2.2, "Compound vs.
// divided package structure")
struct DividedPart {
  PackageId id;
  std::uint64_t files = 0;
};

// The PREMIS document of the package that this one was made from, kept as it is: what
// happened to the files before.
struct EarlierPremis {
  std::filesystem::path source;
  std::uint64_t size = 0;
  DigestSet digests;
};

struct PackageContext {
  Submission submission;
  std::vector<Party> earlier_submitters;  // of deliveries before, the oldest first
  std::vector<RightsStatement> rights;  // of the settings; the producer's are the item's
  PackageId source;                     // the AIP it was made from; empty: none
  EarlierPremis earlier_premis;         // no source: none
  // Of a part: the package it is a part of, and which it is, from 1.
  PackageId parent;
  std::size_t part = 0;
  // Of the package that has parts: all of them, in order.
  std::vector<DividedPart> parts;
};

}  // namespace delo::packages
