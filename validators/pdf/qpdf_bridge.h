// The one door to libqpdf.  Its headers do not compile everywhere as C++20, so
// qpdf_bridge.cc alone is C++17 and this header speaks in plain types.
//
// libqpdf reads, repairs and decrypts; what it had to repair comes out as
// Repair.  No stream is decoded here (stream_decoder.h does that within a
// budget), nothing is written, and no exception gets out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validators/pdf/object.h"

namespace delo::validators::pdf {

// Something libqpdf warned of, or gave up for.
struct Repair {
  std::string message;       // libqpdf's, without the file name
  std::string object;        // "object 12 0"; may be empty
  std::int64_t offset = -1;  // bytes from the start of the file; -1 when unknown
};

struct XrefEntry {
  ObjectId id;
  std::int64_t offset = -1;  // of an object in the file itself; -1 for one in an object stream
  int object_stream = 0;     // number of the object stream it lies in; 0: none
};

// One open document.  Reads through the callback for as long as it lives; one
// thread.
class Document {
 public:
  // Fills `out` from `offset` on and returns the bytes read, fewer than asked
  // only at the end of the file.  It never throws.
  using ReadAt = std::function<std::size_t(std::uint64_t offset, char* out, std::size_t count)>;
  // Takes the next bytes of a stream; false: enough, stop.
  using Sink = std::function<bool(std::string_view bytes)>;

  struct Opened;
  // Reads header, cross-reference and trailer.  Without a document the reason
  // is in `failure`; `needs_password` when that is all that is wrong.
  static Opened open(std::uint64_t size, ReadAt read_at);
  ~Document();

  std::string version() const;  // of the header: "1.7"
  bool encrypted() const;
  // "RC4 V2 R3": how; empty when it is not encrypted.
  std::string encryption() const;

  ObjectPtr trailer();  // never nullptr
  std::vector<XrefEntry> xref() const;
  // The object, with the references in it left as they are; a null Object when
  // there is none or it can't be parsed.
  ObjectPtr load(ObjectId id);
  // Data of the stream `id` as in the file, decrypted where the file is
  // encrypted.  False when it can't be read; the reason is a Repair.
  bool read_raw(ObjectId id, const Sink& sink);

  std::vector<Repair> take_repairs();  // since the last call

  static std::string library();  // "libqpdf 11.3.0"

 private:
  struct Members;
  explicit Document(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

struct Document::Opened {
  std::unique_ptr<Document> document;
  std::string failure;
  std::int64_t failure_offset = -1;
  bool needs_password = false;
  std::vector<Repair> repairs;  // when there is no document to ask
};

}  // namespace delo::validators::pdf
