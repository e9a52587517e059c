// How bags name their own files, and how a path is written in a manifest.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/fixity/digest.h"

namespace delo::packages {

inline constexpr std::string_view kBagDeclarationName = "bagit.txt";
inline constexpr std::string_view kBagInfoName = "bag-info.txt";
inline constexpr std::string_view kPackageInfoName = "package-info.txt";  // before 0.96
inline constexpr std::string_view kFetchName = "fetch.txt";
inline constexpr std::string_view kPayloadFolder = "data";

// Whether a file of that name, at the top of an archive, says that all of it is the bag.
inline bool marks_bag(std::string_view name) { return name == kBagDeclarationName; }

// Whether a path within a bag is one of the payload.
inline bool is_payload(std::string_view path) { return path.starts_with("data/"); }

std::string manifest_name(DigestAlgorithm algorithm);      // "manifest-sha256.txt"
std::string tag_manifest_name(DigestAlgorithm algorithm);  // "tagmanifest-sha256.txt"

// The algorithm part of a manifest's name, as written: "sha256" of
// "manifest-sha256.txt" ("tagmanifest-sha256.txt").  Nothing for other names.
std::optional<std::string> algorithm_of_manifest(std::string_view name);
std::optional<std::string> algorithm_of_tag_manifest(std::string_view name);

// LF, CR and '%' as %0A, %0D, %25; before 1.0 not '%'.  (RFC 8493 §2.1.3)
std::string encode_manifest_path(std::string_view path, bool encode_percent = true);

// The reverse, for exactly these three, in either case; other '%' stay as they
// are.  Before 1.0 '%' itself was not encoded.  (RFC 8493 §2.1.3; 0.97 §2.1.3)
std::string decode_manifest_path(std::string_view written, bool percent_is_encoded);

}  // namespace delo::packages
