// Where everything lies in a transfer to Archivematica.
//
//   NAME/objects/…                            the material
//        metadata/metadata.csv rights.csv identifiers.json premis.xml mets_structmap.xml
//        metadata/checksum.sha256             of objects/; a bag has its manifests instead
//        metadata/submissionDocumentation/…   the producer's own descriptions and lists
//
// In a bag all of it lies below data/.  (Archivematica 1.16, "Transfer", "Import metadata")
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "packages/eark/ip_layout.h"
#include "packages/package.h"
#include "packages/payload_search.h"

namespace delo::packages {

// What happened to the material before: the PREMIS document of the package that the
// transfer is made of, as it is.  Archivematica keeps what lies there with the transfer.
inline constexpr std::string_view kTransferPremisOfAip =
    "metadata/submissionDocumentation/premis-of-aip.xml";

struct TransferFile {
  const PayloadFile* payload = nullptr;  // for as long as the visit lasts
  RelativePath path;                     // below the transfer's root
  std::string uuid;
  bool renamed = false;
};

// As an IpLayout: four bytes of memory a file.
struct TransferLayout {
  const Package* package = nullptr;  // borrowed
  std::string prefix;                // "" or "data/"
  FileNumbers objects;               // in the order of the received paths
  FileNumbers documents;             // the producer's descriptions and lists
  std::vector<Taken> collided;       // by number of the file: its place was taken

  using Visit = std::function<Result<void>(const TransferFile& file)>;
  Result<void> for_each_of(const FileNumbers& files, const Visit& visit) const;

  TransferFile placed(const PayloadFile& file, std::uint32_t number) const;
  bool is_object(std::uint32_t number) const;
  // As the lists name a folder of the item: "objects/text"; the item itself: "objects".
  std::string folder_name(const RelativePath& received) const;
};

// Names that Archivematica deletes (hidden files, Thumbs.db, …) have their first
// character percent-encoded; names are otherwise kept as in other packages.
// `package` is borrowed for the life of the layout.  Error kIo.
Result<TransferLayout> transfer_layout_of(const Package& package, bool in_bag);

}  // namespace delo::packages
