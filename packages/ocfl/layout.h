// Where a storage root puts the object of an id: the layout extensions of the
// OCFL community, with their parameters (github.com/OCFL/extensions, docs/).
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/fixity/digest.h"
#include "core/result.h"
#include "core/text/json.h"

namespace delo::packages::ocfl {

enum class LayoutKind : std::uint8_t {
  kFlatDirect,        // 0002: the id itself
  kHashAndId,         // 0003: tuples of its digest, then the id, percent-encoded
  kHashed,            // 0004: tuples of its digest, then the digest
  kFlatOmitPrefix,    // 0006: the id without what ends with a delimiter
  kTuplesOmitPrefix,  // 0007: the same, below tuples of it
};

// The registered name: "0004-hashed-n-tuple-storage-layout".
std::string_view name_of(LayoutKind kind);
// Accepts the whole name and its number alone ("0003").
std::optional<LayoutKind> layout_named(std::string_view name);
// "0002-flat-direct-storage-layout, 0003-…": for messages.
std::string layout_names();

class Layout {
 public:
  Layout() = default;  // 0004 with its default configuration

  // `config`: an object with the members of the extension's config.json; what is
  // absent has the extension's default.  Error kInvalidArgument says which
  // parameter can't be, and what is possible; parameters that the extension does
  // not have are refused.
  static Result<Layout> make(LayoutKind kind, const Json& config);

  // What a root's own files say (ocfl_layout.json, extensions/NAME/config.json).
  // Errors: kNotFound (there is no ocfl_layout.json), kCorrupt (it, or the
  // configuration, can't be understood), kUnsupported (a layout that is not one of
  // ours, or a digest that can't be computed here: the message begins with its name).
  static Result<Layout> read(const std::filesystem::path& root);
  // The same of a root whose files `text_of` gives, by their paths in it; so are the paths
  // of errors.
  static Result<Layout> read_by(
      const std::function<Result<std::string>(const std::string& file)>& text_of);

  // Relative to the root.  Error kInvalidArgument: the layout can't hold this id, as
  // its page says (a name that no folder can have, nothing after the delimiter).
  Result<std::filesystem::path> place_of(std::string_view object_id) const;

  LayoutKind kind() const { return kind_; }
  // Folders between the root and an object.
  std::size_t folders_above() const;

  // The texts of ocfl_layout.json and of extensions/NAME/config.json.  DO NOT CHANGE:
  // they are on disk, and audits compare them.
  std::string layout_text() const;
  std::string config_text() const;
  // extensions/NAME/config.json
  std::string config_path() const;
  // False for 0002, which "has no parameters": a validator of others (ocfl-py) stumbles
  // over a config.json there.
  bool is_configurable() const { return kind_ != LayoutKind::kFlatDirect; }

  bool operator==(const Layout&) const = default;

 private:
  Result<void> set(std::string_view parameter, const Json& value);
  Result<void> check() const;
  Json config() const;
  bool has(std::string_view parameter) const;

  LayoutKind kind_ = LayoutKind::kHashed;
  DigestAlgorithm algorithm_ = DigestAlgorithm::kSha256;
  std::size_t tuple_size_ = 3, tuples_ = 3;  // characters; folders
  bool short_root_ = false;
  std::string delimiter_ = ":";  // of 0007; 0006 has no default
  bool pad_right_ = false, reverse_ = false;
};

}  // namespace delo::packages::ocfl
