// One cross-reference section: a classic table with its trailer (ISO 32000-1
// 7.5.4, 7.5.5) or a cross-reference stream (7.5.8).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "validators/pdf/byte_window.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/object.h"

namespace delo::validators::pdf {

struct RawXrefEntry {
  enum Type : std::uint8_t { kUnknown, kFree, kInFile, kInStream };
  std::uint64_t offset = 0;  // bytes from the header; kInStream: number of the object stream
  int generation = 0;        // kInStream: index within it
  Type type = kUnknown;
};
using XrefTable = std::vector<RawXrefEntry>;  // by object number; the first entry written wins

struct XrefSection {
  bool stream = false;
  ObjectId id;                   // of a cross-reference stream
  std::uint64_t trailer_at = 0;  // bytes from the start of the file
  Object trailer;                // its dictionary
};

class XrefReader {
 public:
  // `base`: bytes before the header, from which offsets count.
  XrefReader(ByteWindow& file, std::uint64_t base, Findings& findings)
      : file_(file), base_(base), findings_(findings) {}

  // Reads the section at `offset`, adds what `table` has not yet.  Nothing when
  // it can't be read; the findings say why.
  std::optional<XrefSection> read(std::uint64_t offset, bool newest, XrefTable& table);

  // An object that the table says lies in an object stream.
  struct Inside {
    int number = 0, index = 0;
  };
  // Unfolds the object stream at `offset` to nowhere, within the budget, and
  // looks at N, First and the numbers of the objects.
  void measure_object_stream(std::uint64_t offset, ObjectId id, const std::vector<Inside>& inside);

  bool dangerous() const { return dangerous_; }

 private:
  std::optional<XrefSection> read_table(std::uint64_t at, bool newest, XrefTable& table);
  std::optional<XrefSection> read_stream(std::uint64_t at, XrefTable& table);
  bool read_subsection(std::uint64_t& at, std::uint64_t first, std::uint64_t count, bool newest,
                       XrefTable& table);
  void add(XrefTable& table, std::uint64_t number, const RawXrefEntry& entry);
  void check_index(const std::string& index, std::int64_t count, std::uint64_t room, ObjectId id,
                   std::uint64_t offset, const std::vector<Inside>& inside);
  // A stream object at `at`: header, dictionary, and where its data begin.
  struct StreamStart {
    ObjectId id;
    Object dictionary;
    std::uint64_t data_at = 0;
    std::uint64_t length = 0;
  };
  std::optional<StreamStart> stream_start(std::uint64_t at, const Rule& rule);
  // Decoded data, `wanted` bytes at most; `total` counts all, within the budget.
  std::optional<std::string> decode(const StreamStart& stream, std::size_t wanted,
                                    std::uint64_t& total, const Rule& rule);

  ByteWindow& file_;
  std::uint64_t base_;
  Findings& findings_;
  bool dangerous_ = false;
};

// Filters and parameters of a stream dictionary whose values are all direct.
struct FilterSpec;
std::optional<std::vector<FilterSpec>> direct_filters(const Object& dictionary);

}  // namespace delo::validators::pdf
