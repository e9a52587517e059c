// The return list: what the producer has to scan or to send again, by cause.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/spool.h"
#include "core/records/file_object.h"
#include "core/records/finding.h"
#include "core/records/reference.h"
#include "ingest/languages/language.h"
#include "ingest/reports/return_requests.h"

namespace delo::ingest {

// What one item, or the batch itself, gives to the list: of a run that was made or of one
// that is planned.
struct ReturnedItem {
  std::string item;  // its name in the delivery; empty: the batch itself
  ArchivalReference reference;
  std::string title;
  bool withheld = false;                              // else it is, or would be, accepted
  std::vector<std::string> withheld_by;               // rules whose findings withhold it
  std::string rejected_because;                       // an archivist's words, when one rejected it
  std::vector<std::pair<RelativePath, Leaf>> leaves;  // of its files, sorted by path
  std::vector<Leaf> missing;                          // sides that no master file is of
  std::vector<RelativePath> unnumbered;               // master files that don't say their leaf
  std::vector<Finding> findings;
};

// One line: what is asked for in one place.
struct ReturnRow {
  std::string item, reference, title;
  std::string leaf;   // as the language writes it; empty: of no leaf
  std::string file;   // path within the item; empty: the item as a whole
  std::string place;  // "page 2, byte 8"
  std::string found;  // in the language, as far as it can be said
};

// Collects a batch item by item.  Rows are put aside, so that memory goes with the number of
// causes and a few bytes a row.  What is required are the findings that withhold an item and
// the producer can put right, and every error of the producer's; warnings and what is accepted
// all the same are remarks for the next delivery; what only the archive can decide is told
// apart.
class ReturnList {
 public:
  enum class Part : std::uint8_t { kRequired, kArchive, kRemark };

  explicit ReturnList(const Language& language) : language_(language) {}

  // Error kIo (putting aside).
  Result<void> add(const ReturnedItem& item);

  struct Cause {
    Part part = Part::kRequired;
    std::string rule;  // kRejected for what an archivist rejected
    Severity severity = Severity::kError;
    std::uint64_t rows = 0, items = 0;
    Request request = Request::kSend;
  };
  // What is required first, by request, then by the number of rows.
  std::vector<Cause> causes() const;

  // Gives the first `most` rows of a cause to `visit`, in the order of items, leaves, files.
  template <class Visit>
  Result<void> rows_of(const Cause& cause, std::uint64_t most, const Visit& visit) const;

  std::uint64_t items() const { return items_; }
  std::uint64_t withheld() const { return withheld_; }
  std::uint64_t required(Request request) const;  // rows
  const Language& language() const { return language_; }

  static constexpr std::string_view kRejected = "decision.rejected";

 private:
  struct Key {
    Part part;
    std::string rule;
    auto operator<=>(const Key&) const = default;
  };
  struct Place {
    std::uint64_t item = 0;  // number of it, from 1
    std::uint64_t leaf = 0;  // orders leaves; the largest for none
    std::uint64_t offset = 0;
    std::uint32_t size = 0;  // of the row in the spool, bytes
  };
  struct Kept {
    Severity severity = Severity::kInfo;
    std::uint64_t items = 0, last_item = 0;
    std::vector<Place> places;
  };
  Result<void> keep(Part part, std::string_view rule, Severity severity, const Leaf* leaf,
                    const ReturnRow& row);
  Result<void> keep_all(Part part, const ReturnedItem& item, const Finding& finding, ReturnRow row);
  Result<ReturnRow> row_at(const Place& place) const;
  std::vector<Place> sorted_places(const Cause& cause) const;

  Language language_;
  Spool spool_;
  std::map<Key, Kept> kept_;
  std::uint64_t items_ = 0, withheld_ = 0;
};

template <class Visit>
Result<void> ReturnList::rows_of(const Cause& cause, std::uint64_t most, const Visit& visit) const {
  for (const Place& place : sorted_places(cause)) {
    if (most-- == 0) break;
    DELO_TRY(const ReturnRow row, row_at(place));
    visit(row);
  }
  return {};
}

}  // namespace delo::ingest
