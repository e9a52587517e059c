// What settings say about packages to be made: who hands over, under what agreement,
// what may be done with the material, how large a package may be.  The same tables stand
// in policies, in holdings.toml and in a file of their own (docs/formats/policy.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "core/records/submission.h"
#include "core/result.h"

namespace delo {

// Reads [submission], [[rights]] and `split` of [package].  Of a whole file nothing else
// may stand in it; of the text of a policy or of holdings.toml the rest is somebody
// else's, and reference codes are refused: they are each item's own.
// Errors: kInvalidArgument with file, line and what is possible.
enum class SettingsPlace : std::uint8_t { kWholeFile, kAmongOthers };
Result<PackageSettings> parse_package_settings(std::string_view toml,
                                               const std::filesystem::path& name,
                                               SettingsPlace place);
Result<PackageSettings> read_package_settings(const std::filesystem::path& path);

// What `above` does not say is taken from `below`: a policy's words count before those of
// the holdings.
PackageSettings merged(PackageSettings above, const PackageSettings& below);

// "4 GB", "700MiB", "1500000": bytes; nothing when it is no size of at least one byte.
std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace delo
