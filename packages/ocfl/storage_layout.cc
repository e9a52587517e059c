#include "packages/ocfl/storage_layout.h"

#include "core/fixity/hasher.h"
#include "core/text/json.h"

namespace delo::packages::ocfl {

std::string layout_text() {
  return Json::object({{"extension", kLayoutExtension},
                       {"description",
                        "Hashed n-tuple storage layout: SHA-256 of the object id, "
                        "three folders of three digits, then the whole digest"}})
      .dump_pretty();
}

std::string layout_config_text() {
  return Json::object({{"extensionName", kLayoutExtension},
                       {"digestAlgorithm", "sha256"},
                       {"tupleSize", std::uint64_t{kTupleSize}},
                       {"numberOfTuples", kTuples},
                       {"shortObjectRoot", false}})
      .dump_pretty();
}

std::filesystem::path hashed_n_tuple_path(std::string_view object_id) {
  const std::string digest = sha256_of(object_id).hex;
  std::filesystem::path path;
  for (std::size_t tuple = 0; tuple < kTuples; ++tuple) {
    path /= digest.substr(tuple * kTupleSize, kTupleSize);
  }
  return path / digest;
}

}  // namespace delo::packages::ocfl
