// Where everything lies in an information package, and what its things are
// called: every name and id that METS, PREMIS and the bag share comes from here.
//
//   uuid-<id>/METS.xml
//             metadata/descriptive/dc.xml …      the producer's descriptions beside it
//             metadata/preservation/premis.xml
//             representations/<role>/METS.xml
//                                    metadata/preservation/premis.xml
//                                    data/…      payload, as received
//             documentation/readme.txt …         the producer's checksum lists beside it
//             schemas/readme.txt
// (CSIP 2.2 §4)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packages/package.h"

namespace delo::packages {

inline constexpr std::string_view kMetsName = "METS.xml";
inline constexpr std::string_view kDublinCorePath = "metadata/descriptive/dc.xml";
inline constexpr std::string_view kPremisPath = "metadata/preservation/premis.xml";
inline constexpr std::string_view kReadmePath = "documentation/readme.txt";
inline constexpr std::string_view kSchemasPath = "schemas/readme.txt";

// A payload file in its place.
struct PlacedFile {
  const PayloadFile* payload = nullptr;  // borrowed from the Package
  RelativePath path;                     // below the package's root
  bool renamed = false;                  // its name is not the received one
  std::string uuid;                      // of the PREMIS object; also in METS, as "uuid-…"
};

struct Representation {
  std::string name;  // "master" …; its folder
  std::string uuid;
  std::vector<PlacedFile> files;  // leaves in reading order, then the others in path order
  bool has_leaves = false;
};

struct IpLayout {
  const Package* package = nullptr;
  std::string root;                             // "uuid-…": folder and OBJID
  std::vector<Representation> representations;  // in the order of FileRole; none empty
  std::vector<PlacedFile> descriptions;         // the producer's, below metadata/descriptive
  std::vector<PlacedFile> documentation;        // the producer's lists
  std::size_t file_count() const;

  // Calls visit(file, representation or nullptr) for every payload file.
  template <class Visit>
  void for_each_file(Visit visit) const {
    for (const Representation& r : representations) {
      for (const PlacedFile& file : r.files) visit(file, &r);
    }
    for (const PlacedFile& file : descriptions) visit(file, nullptr);
    for (const PlacedFile& file : documentation) visit(file, nullptr);
  }
};

// `package` is borrowed for the life of the layout.
IpLayout layout_of(const Package& package);

// "representations/master" and what lies below it.
std::string folder_of(const Representation& representation);

// "37", "37 об.", "37а об.": as a leaf's side is written in a file's list.
std::string label_of(const Leaf& leaf);

// The title of a package: the description's, or the item's own name.
std::string title_of(const Item& item);

}  // namespace delo::packages
