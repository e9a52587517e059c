// Which leaf is where in a package: read from its PREMIS record, the same whether it is being
// ingested or the catalogue is made anew.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_source.h"
#include "holdings/catalogue/package_texts.h"

namespace delo::holdings {

// The folder of the package that a PREMIS record tells of ("data/uuid-…/"), when `path` is one.
std::string_view folder_of_premis(std::string_view path);

// Places of leaves by leaf, path and page, at most kMostPlacesOfPackage; none of a record that
// is not ours to read.  `folder`: before each path.  Memory is that of the places.  Error kIo.
Result<std::vector<CataloguePlace>> places_in_premis(const ByteSource& premis,
                                                     std::string_view folder);

}  // namespace delo::holdings
