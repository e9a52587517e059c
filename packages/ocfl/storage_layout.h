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
inline constexpr std::string_view kLayoutExtension = "0004-hashed-n-tuple-storage-layout";
// Our own extension folder: commits and repairs at work.  It is absent when
// nothing is at work.
inline constexpr std::string_view kWorkExtension = "delo";

// The texts of ocfl_layout.json and extensions/0004-…/config.json.
std::string layout_text();
std::string layout_config_text();

// OCFL extension 0004 with its default configuration: SHA-256 of the object id,
// three folders of three digits, then the whole digest.
std::filesystem::path hashed_n_tuple_path(std::string_view object_id);
inline constexpr int kTuples = 3;
inline constexpr std::size_t kTupleSize = 3;  // hexadecimal digits

}  // namespace delo::packages::ocfl
