// Any bytes as a metadata.csv, and as a rights.csv, of a small item.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "ingest/reception/csv.h"
#include "ingest/reception/description.h"
#include "ingest/reception/rights_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)ingest::parse_csv(bytes);
  std::vector<FileObject> files;
  for (const char* name : {"0037.tif", "metadata.csv", "objects/0038.tif"}) {
    files.push_back({.path = *RelativePath::parse(name)});
  }
  const std::vector<RelativePath> folders = {*RelativePath::parse("objects")};
  const std::vector tables = {
      ingest::read_description_table(bytes, *RelativePath::parse("metadata.csv"))};
  const ingest::ItemDescription described =
      ingest::describe_item(tables, {.name = "d337", .files = files, .folders = folders});
  Item item;
  std::vector<Finding> findings;
  ingest::find_reference(item, described, "d337", findings);
  const ingest::RightsTable rights =
      ingest::read_rights_table(bytes, *RelativePath::parse("rights.csv"),
                                {.name = "d337", .files = files, .folders = folders});
  for (const RightsStatement& statement : rights.statements) {
    if (!faults_of(statement).empty()) std::abort();  // what can't be told was taken over
  }
  return 0;
}
