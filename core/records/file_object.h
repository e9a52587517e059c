#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "core/records/format.h"
#include "core/records/identifiers.h"
#include "core/records/leaf.h"

namespace delo {

// What a file is for.  Decides its representation in a package.
enum class FileRole : std::uint8_t {
  kMaster,             // a leaf's scan (ЭФП-1)
  kAccess,             // a derivative for use: PDF, JPEG (ЭФП-2)
  kTranscription,      // the text of the record
  kTranslation,        // the text in another language
  kTranscriptionCopy,  // ours: a transcription that is not UTF-8, in UTF-8
  kTranslationCopy,    // likewise
  kDescription,        // metadata.csv and the like, about the item
  kFixity,             // the producer's checksum lists
  kOther,
};
std::string_view name_of(FileRole role);  // "master" "access" "transcription" …
std::optional<FileRole> file_role_named(std::string_view name);
// Of a file of ours that tells the text of a received one.
constexpr bool is_text_copy(FileRole role) {
  return role == FileRole::kTranscriptionCopy || role == FileRole::kTranslationCopy;
}

// PREMIS Object, category "file".
struct FileObject {
  RelativePath path;        // within the item, byte for byte as received
  std::uint64_t size = 0;   // bytes
  std::int64_t modified_ns = 0;  // the producer's modification time, since 1970, UTC
  FileRole role = FileRole::kOther;
  std::string language;     // BCP 47, "ru"; empty when unknown
  std::optional<Leaf> leaf;  // that it shows, or the first of them
  DigestSet digests;        // ours, from the one read
  Format format;
  // Of a spread, or of pages that carry leaves: each side in order, `leaf` the first.
  // Empty when `leaf` is all there is.
  std::vector<LeafPlace> places = {};
  bool blank = false;  // declared: nothing is on it
  RelativePath copy_of = {};  // of a text's copy: the received file; else empty
};

// The one answer to which side of which leaf is where in a file.
std::vector<LeafPlace> leaf_places_of(const FileObject& file);
// Sets leaf and places.
void set_leaf_places(FileObject& file, std::vector<LeafPlace> places);

}  // namespace delo
