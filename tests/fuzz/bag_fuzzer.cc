// Tag files of bags: declaration, bag-info, manifest and fetch lines.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "packages/bagit/bag_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  using namespace delo::packages;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<Finding> findings;
  const BagDeclaration declaration = read_bag_declaration(bytes, findings);
  const MemorySource source(bytes);
  const RelativePath path = *RelativePath::parse("manifest-sha256.txt");
  static_cast<void>(read_bag_info(source, path, declaration, findings));
  static_cast<void>(read_manifest(
      source, path, DigestAlgorithm::kMd5, declaration, findings, [](const ManifestLine& line) {
        if (harm_of_path(line.path).empty() && !RelativePath::parse(line.path)) {
          __builtin_trap();
        }
        return Result<void>();
      }));
  static_cast<void>(
      read_fetch(source, declaration, findings, [](const FetchLine&) { return Result<void>(); }));
  return 0;
}
