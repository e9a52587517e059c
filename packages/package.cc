// Files of packages as records of a RecordList: for this process only.
#include "packages/package.h"

#include "core/records/record_json.h"
#include "packages/record_text.h"

namespace delo::packages {
namespace {

// Most files that nobody examined have nothing to be kept.
std::string record_of(const Examination& examination) {
  static const std::string kNothing = to_json(Examination{}).dump();
  std::string text = to_json(examination).dump();
  return text == kNothing ? std::string() : text;
}

}  // namespace

const RelativePath& path_of(const PayloadFile& file) { return file.object.path; }

std::string record_of(const PayloadFile& file) {
  const FileObject& object = file.object;
  RecordWriter record;
  record.text(file.content.native());
  record.number(object.size);
  record.number(static_cast<std::uint64_t>(object.modified_ns));
  record.number(static_cast<std::uint64_t>(object.role));
  record.text(object.language);
  record.number(object.leaf.has_value() ? 1 : 0);
  if (object.leaf) {
    record.number(static_cast<std::uint64_t>(std::int64_t{object.leaf->number}));
    record.text(object.leaf->letter);
    record.number(static_cast<std::uint64_t>(object.leaf->side));
  }
  record.number(object.places.size());
  for (const LeafPlace& place : object.places) {
    record.text(place.leaf.label());
    record.number(place.page);
  }
  record.number(object.blank ? 1 : 0);
  record.text(object.copy_of.text());
  record.digests(object.digests);
  const Format& format = object.format;
  for (const auto* part :
       {&format.puid, &format.name, &format.version, &format.mime, &format.basis}) {
    record.text(*part);
  }
  record.text(record_of(file.examination));
  return record.take();
}

Result<void> from_record(RelativePath path, std::string_view bytes, PayloadFile& file) {
  RecordReader record(bytes);
  FileObject& object = file.object;
  object.path = std::move(path);
  file.content = record.text();
  object.size = record.number();
  object.modified_ns = static_cast<std::int64_t>(record.number());
  object.role = static_cast<FileRole>(record.number());
  object.language = record.text();
  object.leaf.reset();
  if (record.number() != 0) {
    object.leaf.emplace();
    object.leaf->number = static_cast<int>(static_cast<std::int64_t>(record.number()));
    object.leaf->letter = record.text();
    object.leaf->side = static_cast<Side>(record.number());
  }
  object.places.clear();
  for (std::uint64_t n = record.number(); n > 0; --n) {
    const auto leaf = leaf_of_label(record.text());
    const auto page = static_cast<std::uint32_t>(record.number());
    if (!leaf) break;
    object.places.push_back({*leaf, page});
  }
  object.blank = record.number() != 0;
  object.copy_of = {};
  if (const std::string original = record.text(); !original.empty()) {
    DELO_TRY(object.copy_of, RelativePath::parse(original));
  }
  object.digests = record.digests();
  Format& format = object.format;
  for (auto* part : {&format.puid, &format.name, &format.version, &format.mime, &format.basis}) {
    *part = record.text();
  }
  const std::string examination = record.text();
  DELO_CHECK(record.end());
  if (examination.empty()) return {};
  DELO_TRY(const Json json, Json::parse(examination));
  DELO_TRY(file.examination, examination_from(json));
  return {};
}

const RelativePath& path_of(const PackagedFile& file) { return file.path; }

std::string record_of(const PackagedFile& file) {
  RecordWriter record;
  record.text(file.source.native());
  record.number(file.size);
  record.digests(file.digests);
  return record.take();
}

Result<void> from_record(RelativePath path, std::string_view bytes, PackagedFile& file) {
  RecordReader record(bytes);
  file.path = std::move(path);
  file.source = record.text();
  file.size = record.number();
  file.digests = record.digests();
  return record.end();
}

}  // namespace delo::packages
