// How long an ingest will take.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace delo::ingest {

struct TimeEstimate {
  double seconds = 0;
  std::string basis;       // "as the last 3 runs went (31.2 GB)"
  std::uint64_t runs = 0;  // that it goes by; 0: by what is usual
};

// From the last runs of ingest that the records in `holdings`/reports tell of, five at most:
// what they took, against what bytes, files and items usually take.  Records that can't be
// read are passed over.
TimeEstimate estimate_time(const std::filesystem::path& holdings, std::uint64_t bytes,
                           std::uint64_t files, std::uint64_t items);

}  // namespace delo::ingest
