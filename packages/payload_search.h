// Files of a payload by the path they were received under.
#pragma once

#include <cstdint>
#include <optional>

#include "packages/package.h"

namespace delo::packages {

// Looks paths up; cheap for paths that are asked for in path order.
class PayloadSearch {
 public:
  explicit PayloadSearch(const Payload& payload) : payload_(payload), reader_(payload) {}

  // The number of the file; nothing when there is none.  Error kIo.
  Result<std::optional<std::uint32_t>> find(const RelativePath& path);
  // Of the first file whose path is not before this one; size() when there is none.
  Result<std::size_t> first_from(std::string_view path);

 private:
  Result<RelativePath> path_at(std::size_t number);

  const Payload& payload_;
  Payload::Reader reader_;
  std::size_t last_ = 0;  // where the last search ended
};

// Leaves out statements about other files, and of the others the files that are not here.
Result<void> keep_rights_of_payload(Package& package);

}  // namespace delo::packages
