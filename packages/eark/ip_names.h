// Names of payload files inside an information package.  They are kept byte for
// byte; only what a package can't hold is written in another way: METS, PREMIS
// and BagIt manifests are UTF-8, so names that are not are percent-encoded, and
// paths that would grow past what file systems take are shortened.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/fingerprint.h"
#include "core/records/finding.h"
#include "packages/package.h"

namespace delo::packages {

// What is at the place that a name would have.
enum class Taken : std::uint8_t {
  kNo,
  kName,   // a file or folder of this name
  kFolder  // a file where one of its folders would be
};

struct PlacedName {
  RelativePath path;            // below the package's root
  bool changed = false;         // it differs from the received one
  Taken collided = Taken::kNo;  // the place it would have had
};

// The place of `received` below `folder`, which is ours ("representations/master/data");
// another one when that is `taken` already.  The same arguments, the same place.
PlacedName placed_name(std::string_view folder, const RelativePath& received, Taken taken);

// Gives every file below one package root a place of its own.
class NamePlacer {
 public:
  // As placed_name().  Deterministic in the order of calls.
  PlacedName place(std::string_view folder, const RelativePath& received);

 private:
  Taken state_of(const RelativePath& path) const;
  void enter(const RelativePath& path);

  enum class Use : std::uint32_t { kFile, kFolder };
  FingerprintMap taken_;  // every path with its Use, folders above too
};

// "100%25 caf%E9.tif": bytes that are no UTF-8, and '%', as %XX; at most 255
// bytes, longer ones end in '~' and 16 hex digits of their SHA-256.
std::string encode_name(std::string_view part);

// A path as XML and people can read it, and as it can be turned back into bytes:
// unchanged when it is UTF-8 that XML can carry and has no '%', else percent-encoded.
std::string original_name(std::string_view received);

// The bytes that encode_name() or original_name() wrote: %XX as bytes.
std::string decoded_name(std::string_view written);

// The received path of a file that lies at `location` in a package, when PREMIS tells none.
std::string received_name_at(std::string_view location);

// A path as a relative URL (RFC 3986 §4.2): all but unreserved characters and '/' encoded.
std::string url_of(std::string_view path);

// "package.name.encoded" for each payload name that had to be written in another
// way, "package.name.collision" for names that differ in case or normal form only.
// Error kIo.
Result<std::vector<Finding>> check_names(const Package& package);

std::span<const Rule> name_rules();

}  // namespace delo::packages
