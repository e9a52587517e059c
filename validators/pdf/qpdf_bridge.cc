#include "validators/pdf/qpdf_bridge.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <list>
#include <new>
#include <unordered_map>

#include <qpdf/InputSource.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFXRefEntry.hh>

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kWindow = 64 * 1024;    // bytes read ahead for libqpdf's small reads
constexpr std::size_t kCachedObjects = 4096;  // converted objects kept at once
// libqpdf itself stops at 500 levels; ours only guards against another version.
constexpr int kMaxDepth = 520;

// libqpdf's view of the bytes: a window over the callback.
class CallbackSource final : public InputSource {
 public:
  CallbackSource(std::uint64_t size, Document::ReadAt read_at)
      : read_at_(std::move(read_at)), size_(static_cast<qpdf_offset_t>(size)) {}

  const std::string& getName() const override {
    static const std::string kName = "file";
    return kName;
  }
  qpdf_offset_t tell() override { return at_; }
  void seek(qpdf_offset_t offset, int whence) override {
    const qpdf_offset_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at_ : size_;
    if (offset > 0 && base > INT64_MAX - offset) throw std::runtime_error("seek beyond any file");
    if (base + offset < 0) throw std::runtime_error("seek before the start of the file");
    at_ = base + offset;
  }
  void rewind() override { at_ = 0; }
  void unreadCh(char) override {
    if (at_ > 0) --at_;
  }
  std::size_t read(char* out, std::size_t count) override {
    last_offset = at_;
    if (at_ >= size_) return 0;
    count = std::min(count, static_cast<std::size_t>(size_ - at_));
    std::size_t done = 0;
    while (done < count) {
      const std::string_view got = window(at_);
      if (got.empty()) break;
      const std::size_t take = std::min(count - done, got.size());
      std::memcpy(out + done, got.data(), take);
      done += take;
      at_ += static_cast<qpdf_offset_t>(take);
    }
    return done;
  }
  qpdf_offset_t findAndSkipNextEOL() override {
    while (at_ < size_) {
      const std::string_view got = window(at_);
      if (got.empty()) break;
      const std::size_t found = got.find_first_of("\r\n");
      if (found == std::string_view::npos) {
        at_ += static_cast<qpdf_offset_t>(got.size());
        continue;
      }
      const qpdf_offset_t line_end = at_ + static_cast<qpdf_offset_t>(found);
      at_ = line_end + 1;
      while (at_ < size_) {
        const std::string_view next = window(at_);
        if (next.empty() || (next.front() != '\r' && next.front() != '\n')) break;
        ++at_;
      }
      return line_end;
    }
    at_ = size_;
    return size_;
  }

 private:
  // The bytes at `offset` that are at hand, at least one unless the file ends.
  std::string_view window(qpdf_offset_t offset) {
    if (offset < start_ || offset >= start_ + static_cast<qpdf_offset_t>(held_)) {
      start_ = offset;
      held_ = read_at_(static_cast<std::uint64_t>(offset), bytes_.data(), bytes_.size());
    }
    const auto skip = static_cast<std::size_t>(offset - start_);
    return std::string_view(bytes_.data(), held_).substr(std::min(skip, held_));
  }

  Document::ReadAt read_at_;
  qpdf_offset_t size_, at_ = 0, start_ = 0;
  std::size_t held_ = 0;
  std::array<char, kWindow> bytes_;
};

struct Enough {};  // thrown through libqpdf when a sink wants no more

class SinkPipeline final : public Pipeline {
 public:
  explicit SinkPipeline(const Document::Sink& sink) : Pipeline("sink", nullptr), sink_(sink) {}
  void write(const unsigned char* data, std::size_t size) override {
    if (size && !sink_(std::string_view(reinterpret_cast<const char*>(data), size))) throw Enough();
  }
  void finish() override {}

 private:
  const Document::Sink& sink_;
};

std::string without_slash(const std::string& name) {
  return !name.empty() && name.front() == '/' ? name.substr(1) : name;
}

Object convert(QPDFObjectHandle handle, bool top, int depth);

Object::Entries convert_entries(QPDFObjectHandle dictionary, int depth) {
  Object::Entries entries;
  std::map<std::string, QPDFObjectHandle> map = dictionary.getDictAsMap();
  entries.reserve(map.size());
  for (auto& [key, value] : map)
    entries.emplace_back(without_slash(key), convert(value, false, depth + 1));
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return entries;
}

// `top`: follow the handle itself, but not what it contains.
Object convert(QPDFObjectHandle handle, bool top, int depth) {
  if (!handle.isInitialized() || depth > kMaxDepth) return {};
  if (!top && handle.isIndirect())
    return Object(ObjectId{handle.getObjectID(), handle.getGeneration()});
  Object object;
  if (handle.isBool()) {
    object = Object(Kind::kBoolean, handle.getBoolValue() ? 1 : 0);
  } else if (handle.isInteger()) {
    object = Object(Kind::kInteger, handle.getIntValue());
  } else if (handle.isReal()) {
    object = Object(std::strtod(handle.getRealValue().c_str(), nullptr));
  } else if (handle.isName()) {
    object = Object(Kind::kName, without_slash(handle.getName()));
  } else if (handle.isString()) {
    object = Object(Kind::kString, handle.getStringValue());
  } else if (handle.isArray()) {
    Object::Array items;
    const int count = handle.getArrayNItems();
    items.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
      items.push_back(convert(handle.getArrayItem(i), false, depth + 1));
    object = Object(std::move(items));
  } else if (handle.isStream()) {
    object = Object(Kind::kStream, convert_entries(handle.getDict(), depth));
  } else if (handle.isDictionary()) {
    object = Object(Kind::kDictionary, convert_entries(handle, depth));
  }
  object.offset = handle.getParsedOffset();
  return object;
}

}  // namespace

struct Document::Members {
  QPDF qpdf;
  std::unordered_map<ObjectId, ObjectPtr, ObjectIdHash> cache;
  std::vector<Repair> repairs;

  void note(const std::string& message, const std::string& object = {}, std::int64_t offset = -1) {
    repairs.push_back({message, object, offset});
  }
  void collect() {
    for (const QPDFExc& warning : qpdf.getWarnings())
      repairs.push_back({warning.getMessageDetail(), warning.getObject(),
                         warning.getFilePosition() > 0 ? warning.getFilePosition() : -1});
  }
  // Runs `work`; a foreign exception becomes a Repair and `otherwise` the result.
  template <class Work, class Value>
  Value guarded(ObjectId id, Value otherwise, Work work) {
    try {
      return work();
    } catch (const QPDFExc& e) {
      note(e.getMessageDetail(), e.getObject().empty() ? id.text() : e.getObject(),
           e.getFilePosition() > 0 ? e.getFilePosition() : -1);
    } catch (const std::bad_alloc&) {
      note("out of memory while reading it", id.text());
    } catch (const std::exception& e) {
      note(e.what(), id.text());
    }
    return otherwise;
  }
};

Document::Document(std::unique_ptr<Members> members) : members_(std::move(members)) {}
Document::~Document() = default;

std::string Document::library() { return "libqpdf " + QPDF::QPDFVersion(); }

Document::Opened Document::open(std::uint64_t size, ReadAt read_at) {
  Opened opened;
  auto members = std::make_unique<Members>();
  try {
    members->qpdf.setSuppressWarnings(true);
    members->qpdf.processInputSource(std::make_shared<CallbackSource>(size, std::move(read_at)));
    opened.document.reset(new Document(std::move(members)));
    return opened;
  } catch (const QPDFExc& e) {
    opened.failure = e.getMessageDetail();
    opened.failure_offset = e.getFilePosition() > 0 ? e.getFilePosition() : -1;
    opened.needs_password = e.getErrorCode() == qpdf_e_password;
  } catch (const std::bad_alloc&) {
    opened.failure = "out of memory while reading it";
  } catch (const std::exception& e) {
    opened.failure = e.what();
  }
  try {
    members->collect();
  } catch (const std::exception&) {
    opened.repairs.clear();
  }
  opened.repairs = std::move(members->repairs);
  return opened;
}

std::string Document::version() const { return members_->qpdf.getPDFVersion(); }

bool Document::encrypted() const { return members_->qpdf.isEncrypted(); }

std::string Document::encryption() const {
  return members_->guarded({}, std::string(), [&]() -> std::string {
    int revision = 0, permissions = 0, version = 0;
    QPDF::encryption_method_e streams{}, strings{}, files{};
    if (!members_->qpdf.isEncrypted(revision, permissions, version, streams, strings, files))
      return {};
    // Before crypt filters there was RC4 only, and libqpdf tells no method.
    const char* method = version < 4                ? "RC4"
                         : streams == QPDF::e_none  ? "none"
                         : streams == QPDF::e_aes   ? "AES-128"
                         : streams == QPDF::e_aesv3 ? "AES-256"
                                                    : "RC4";
    return std::string(method) + ", V " + std::to_string(version) + ", R " +
           std::to_string(revision);
  });
}

ObjectPtr Document::trailer() { return load({}); }

std::vector<XrefEntry> Document::xref() const {
  return members_->guarded({}, std::vector<XrefEntry>(), [&] {
    std::vector<XrefEntry> entries;
    for (const auto& [id, entry] : members_->qpdf.getXRefTable()) {
      XrefEntry out;
      out.id = {id.getObj(), id.getGen()};
      if (entry.getType() == 1) out.offset = entry.getOffset();
      if (entry.getType() == 2) out.object_stream = entry.getObjStreamNumber();
      if (entry.getType() == 1 || entry.getType() == 2) entries.push_back(out);
    }
    return entries;
  });
}

ObjectPtr Document::load(ObjectId id) {
  if (auto at = members_->cache.find(id); at != members_->cache.end()) return at->second;
  ObjectPtr object = members_->guarded(id, ObjectPtr(), [&]() -> ObjectPtr {
    QPDFObjectHandle handle = id.number == 0
                                  ? members_->qpdf.getTrailer()
                                  : members_->qpdf.getObjectByID(id.number, id.generation);
    return std::make_shared<const Object>(convert(handle, true, 0));
  });
  if (!object) object = std::make_shared<const Object>();
  if (members_->cache.size() >= kCachedObjects) members_->cache.clear();
  members_->cache.emplace(id, object);
  return object;
}

bool Document::read_raw(ObjectId id, const Sink& sink) {
  return members_->guarded(id, false, [&] {
    QPDFObjectHandle stream = members_->qpdf.getObjectByID(id.number, id.generation);
    if (!stream.isStream()) return false;
    SinkPipeline pipeline(sink);
    try {
      return stream.pipeStreamData(&pipeline, nullptr, 0, qpdf_dl_none, false, false);
    } catch (const Enough&) {
      return true;
    }
  });
}

std::vector<Repair> Document::take_repairs() {
  members_->collect();
  return std::exchange(members_->repairs, {});
}

}  // namespace delo::validators::pdf
