// Names and places in an OCFL storage root: the one page that knows how they are
// spelt.  DO NOT CHANGE: they are on disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace delo::packages::ocfl {

inline constexpr std::string_view kRootDeclaration = "0=ocfl_1.1";
inline constexpr std::string_view kRootDeclarationText = "ocfl_1.1\n";
inline constexpr std::string_view kObjectDeclaration = "0=ocfl_object_1.1";
inline constexpr std::string_view kObjectDeclarationText = "ocfl_object_1.1\n";
inline constexpr std::string_view kInventory = "inventory.json";
inline constexpr std::string_view kSidecar = "inventory.json.sha512";
inline constexpr std::string_view kLayoutFile = "ocfl_layout.json";
inline constexpr std::string_view kExtensions = "extensions";
// Our own extension folder: commits and repairs at work.  It is absent when
// nothing is at work.
inline constexpr std::string_view kWorkExtension = "delo";

// Where extension 0004 with its default configuration puts an object: SHA-256 of its
// id, three folders of three digits, then the whole digest.
std::filesystem::path hashed_n_tuple_path(std::string_view object_id);

}  // namespace delo::packages::ocfl
