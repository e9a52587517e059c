// Certificates and tables of leaves: four readers of what a producer wrote.
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/reception/assign_leaves.h"
#include "ingest/reception/certificate.h"
#include "ingest/reception/certificate_table.h"
#include "ingest/reception/leaf_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto path = delo::RelativePath::parse("certificate.csv").value();
  auto all = delo::ingest::read_certificate_csv(bytes, path);
  delo::ingest::add_certificate(all, delo::ingest::read_certificate_toml(bytes, path));
  for (const char* beside : {"metadata/excerpts-from-batch/d1/certificate.csv",
                             "metadata/excerpts-from-batch/d1/certificate.toml"}) {
    const auto place = delo::RelativePath::parse(beside).value();
    for (auto& one : delo::ingest::certificates_from_batch(bytes, place)) {
      delo::ingest::add_certificate(all, std::move(one));
    }
  }
  std::vector<delo::FileObject> files(2);
  files[0].path = delo::RelativePath::parse("IMG_0001.tif").value();
  files[0].role = delo::FileRole::kMaster;
  files[1].path = delo::RelativePath::parse("IMG_0002.tif").value();
  files[1].role = delo::FileRole::kMaster;
  delo::Item item;
  item.leaf_map = delo::ingest::read_leaf_table(bytes, path, files).rows;
  item.files = std::move(files);
  delo::ingest::assign_leaves(item, {});
  return 0;
}
