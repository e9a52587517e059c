// Files of packages as records of a RecordList: for this process only.
#include "packages/package.h"

#include "core/records/record_json.h"

namespace delo::packages {
namespace {

// Numbers in groups of seven bits, texts behind their length.
class RecordWriter {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) record_ += static_cast<char>(value | 0x80);
    record_ += static_cast<char>(value);
  }
  void text(std::string_view text) {
    number(text.size());
    record_ += text;
  }
  void digests(const DigestSet& digests) {
    number(digests.all().size());
    for (const Digest& digest : digests.all()) {
      number(static_cast<std::uint64_t>(digest.algorithm));
      for (std::size_t i = 0; i + 1 < digest.hex.size(); i += 2) {
        record_ += static_cast<char>(value_of(digest.hex[i]) << 4 | value_of(digest.hex[i + 1]));
      }
    }
  }
  std::string take() { return std::move(record_); }

 private:
  static int value_of(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }
  std::string record_;
};

class RecordReader {
 public:
  explicit RecordReader(std::string_view record) : left_(record) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes(1).front());
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  std::string text() { return std::string(bytes(number())); }
  DigestSet digests() {
    DigestSet digests;
    for (std::uint64_t n = std::min<std::uint64_t>(number(), kAllDigestAlgorithms.size()); n > 0;
         --n) {
      Digest digest{.algorithm = static_cast<DigestAlgorithm>(number()), .hex = {}};
      for (const char c : bytes(hex_length(digest.algorithm) / 2)) {
        const auto byte = static_cast<unsigned char>(c);
        digest.hex += "0123456789abcdef"[byte >> 4];
        digest.hex += "0123456789abcdef"[byte & 15];
      }
      digests.set(std::move(digest));
    }
    return digests;
  }
  // Everything was there, and nothing is left.
  Result<void> end() const {
    if (whole_ && left_.empty()) return {};
    return Error{ErrorCode::kInternal, "what was put aside of a file does not read back"};
  }

 private:
  std::string_view bytes(std::uint64_t n) {
    if (n > left_.size()) {
      whole_ = false;
      left_ = {};
      return std::string_view("\0", 1);
    }
    const std::string_view taken = left_.substr(0, n);
    left_.remove_prefix(n);
    return taken;
  }
  std::string_view left_;
  bool whole_ = true;
};

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
