// What a bag's tag files say: read leniently, with every fault told.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/fixity/digest.h"
#include "core/records/finding.h"
#include "core/result.h"
#include "packages/bagit/tag_text.h"

namespace delo::packages {

struct BagVersion {
  int major = 0, minor = 0;
  bool is_published() const;  // 0.93 … 0.97, 1.0
  auto operator<=>(const BagVersion&) const = default;
};
inline constexpr BagVersion kBag1_0{1, 0};

struct BagDeclaration {
  std::optional<BagVersion> version;  // nothing when it can't be understood
  std::string encoding;               // as written
  std::optional<TagDecoder> decoder;  // nothing when the encoding is not known
  bool is_1_0() const { return version && *version >= kBag1_0; }
};

// bagit.txt; `findings` gets its faults.
BagDeclaration read_bag_declaration(std::string_view bytes, std::vector<Finding>& findings);

// bag-info.txt or package-info.txt: labels and values in order, repeats kept,
// continued values joined with a blank.  At most 16 MiB are read, the rest is a finding.
using BagInfoElements = std::vector<std::pair<std::string, std::string>>;
Result<BagInfoElements> read_bag_info(const ByteSource& bytes, const RelativePath& path,
                                      const BagDeclaration& declaration,
                                      std::vector<Finding>& findings);

// A line of a manifest.
struct ManifestLine {
  int number = 0;
  std::string digest;          // its bytes
  std::string path;            // decoded, without "./"; not yet looked for
  std::string written;         // before it was decoded; empty when it has no '%'
  bool dot_slash = false;      // "./" stood before it
  bool escaped = false;        // with the backslashes of md5sum, which `path` has no more
  bool stray_percent = false;  // has a '%' that 1.0 would have encoded
};

// Calls `visit` for every line that can be used; `findings` gets the others.  The line
// is the visitor's to change, until the next one.
Result<void> read_manifest(const ByteSource& bytes, const RelativePath& path,
                           DigestAlgorithm algorithm, const BagDeclaration& declaration,
                           std::vector<Finding>& findings,
                           const std::function<Result<void>(ManifestLine&)>& visit);

struct FetchLine {
  int number = 0;
  std::string url;
  std::optional<std::uint64_t> length;  // bytes; nothing for "-"
  std::string path;
};
Result<void> read_fetch(const ByteSource& bytes, const BagDeclaration& declaration,
                        std::vector<Finding>& findings,
                        const std::function<Result<void>(FetchLine)>& visit);

// Why a path in a manifest or fetch.txt is not to be used; empty for a good one.
// (RFC 8493 §2.1.3, §5.3)
std::string harm_of_path(std::string_view path);

}  // namespace delo::packages
