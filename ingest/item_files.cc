#include "ingest/item_files.h"

#include <utility>

#include "packages/record_text.h"

namespace delo::ingest {

std::string record_of(const ItemFile& file) {
  packages::RecordWriter record;
  record.number(static_cast<std::uint64_t>(file.fixity));
  record.text(packages::record_of(static_cast<const packages::PayloadFile&>(file)));
  return record.take();
}

Result<void> from_record(RelativePath path, std::string_view bytes, ItemFile& file) {
  packages::RecordReader record(bytes);
  file.fixity = static_cast<ProducerFixity>(record.number());
  const std::string payload = record.text();
  DELO_CHECK(record.end());
  return packages::from_record(std::move(path), payload, file);
}

Result<void> add_to_album(validators::LeafAlbum& album, std::uint32_t item,
                          const ItemFiles& files) {
  bool any_master = false;
  DELO_CHECK(files.for_each([&](const ItemFile& file) {
    any_master = any_master || file.object.role == FileRole::kMaster;
  }));
  return files.for_each([&](const ItemFile& file) {
    if (validators::is_in_album(file.object.role, any_master)) {
      album.add(item, file.object, file.examination.technical);
    }
  });
}

}  // namespace delo::ingest
