// How files come into a staging folder and are proved to be on the disk.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/bytes/byte_source.h"
#include "core/fixity/digest.h"
#include "core/result.h"
#include "packages/ocfl/storage_root.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// Puts the file at `to`, whose folder is there: one name more for the work copy, or
// its bytes once more.  Adds it to `staged`: what must be read back, by place, size and
// SHA-256.
Result<void> stage_file(const PackagedFile& file, const std::filesystem::path& to, Linking linking,
                        PackageFiles& staged, std::stop_token stop);

// A new file with this text.  Adds it to `staged`.
Result<void> stage_text(const std::filesystem::path& path, std::string_view text,
                        PackageFiles& staged);
Result<void> stage_text(const std::filesystem::path& path, const TextWriter& writer,
                        PackageFiles& staged);
Result<void> stage_text(const std::filesystem::path& path, const ByteSource& text,
                        PackageFiles& staged);

// The only defence against a disk that lies: new descriptors, nothing from the page
// cache, every byte.  Error kCorrupt names the file.
Result<void> read_back(const PackageFiles& files, std::stop_token stop);

// Of the inventory: by the digest that it uses.  Error kUnsupported.
struct Sidecar {
  std::string name, text;  // "inventory.json.sha512"
};
Result<Sidecar> sidecar_of(const ByteSource& inventory, DigestAlgorithm algorithm);

}  // namespace delo::packages::ocfl
