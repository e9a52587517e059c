// Where everything lies in an information package, and what its things are
// called: every name and id that METS, PREMIS and the bag share comes from here.
//
//   uuid-<id>/METS.xml
//             metadata/descriptive/dc.xml record-ead.xml …  the producer's descriptions beside it
//             metadata/preservation/premis.xml
//             representations/<role>/METS.xml                (copies of texts: <role>-utf-8)
//                                    metadata/descriptive/dc.xml
//                                    metadata/preservation/premis.xml
//                                    data/…      payload, as received
//             documentation/readme.txt …         the producer's checksum lists beside it
//             schemas/readme.txt
// (CSIP 2.2 §4)
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "packages/eark/ip_names.h"
#include "packages/package.h"

namespace delo::packages {

inline constexpr std::string_view kMetsName = "METS.xml";
inline constexpr std::string_view kDublinCorePath = "metadata/descriptive/dc.xml";
// Where something is told of the record: the levels above it, and every element.
inline constexpr std::string_view kEadPath = "metadata/descriptive/record-ead.xml";
inline constexpr std::string_view kPremisPath = "metadata/preservation/premis.xml";
inline constexpr std::string_view kEarlierPremisPath = "metadata/preservation/premis-of-aip.xml";
inline constexpr std::string_view kReadmePath = "documentation/readme.txt";
inline constexpr std::string_view kSchemasPath = "schemas/readme.txt";

// A payload file in its place.
struct PlacedFile {
  const PayloadFile* payload = nullptr;  // for as long as the visit lasts
  RelativePath path;                     // below the package's root
  bool renamed = false;                  // its name is not the received one
  std::string uuid;                      // of the PREMIS object; also in METS, as "uuid-…"
};

// Whose files are representations, in their order.
inline constexpr std::array kRolesOfContent = {
    FileRole::kMaster,        FileRole::kAccess,
    FileRole::kTranscription, FileRole::kTranscriptionCopy,
    FileRole::kTranslation,   FileRole::kTranslationCopy,
    FileRole::kOther};

// Places of files in the package's payload.
using FileNumbers = std::vector<std::uint32_t>;

// The files of one role.
struct Representation {
  FileRole role = FileRole::kOther;
  std::string name;  // "master"
  std::string uuid;
  FileNumbers files;        // in reading order: those with leaves first
  bool has_leaves = false;  // one of the files at least
};

// Four bytes of memory a file; the files themselves are read from the package when
// they are visited.
struct IpLayout {
  const Package* package = nullptr;             // borrowed
  std::string root;                             // "uuid-…": folder and OBJID
  std::vector<Representation> representations;  // in the order of FileRole; none empty
  FileNumbers descriptions;                     // the producer's, below metadata/descriptive
  FileNumbers documentation;                    // the producer's lists
  std::vector<Taken> collided;                  // by number of the file: its place was taken
  std::size_t file_count() const;

  // Visits the files of one representation, or of one of the lists above (then with
  // nullptr), in its order.  Errors: those of `visit`; kIo.
  using Visit = std::function<Result<void>(const PlacedFile& file)>;
  Result<void> for_each_of(const FileNumbers& files, const Representation* representation,
                           const Visit& visit) const;
  Result<void> for_each_of(const Representation& representation, const Visit& visit) const {
    return for_each_of(representation.files, &representation, visit);
  }

  // Calls visit(file, representation or nullptr) for every payload file.
  template <class EachVisit>
  Result<void> for_each_file(EachVisit visit) const {
    const auto all_of = [&](const FileNumbers& files, const Representation* r) {
      return for_each_of(files, r, [&](const PlacedFile& file) { return visit(file, r); });
    };
    for (const Representation& r : representations) DELO_CHECK(all_of(r.files, &r));
    DELO_CHECK(all_of(descriptions, nullptr));
    return all_of(documentation, nullptr);
  }
};

// The uuid of a payload file's PREMIS object.
std::string uuid_of_file(const Package& package, const RelativePath& received);

// `package` is borrowed for the life of the layout.  Error kIo.
Result<IpLayout> layout_of(const Package& package);

// "representations/master" and what lies below it.
std::string folder_of(const Representation& representation);

// "37", "37 об.", "37а об.": as a leaf's side is written in a file's list.
std::string label_of(const Leaf& leaf);

// The title of a package: the description's, or the item's own name.
std::string title_of(const Item& item);

}  // namespace delo::packages
