// A list of records that are too many to be held: they are put aside in a Spool,
// and eight bytes of each stay in memory.  Made to be gone through in order, a few
// times; one record alone can be had too.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/bytes/spool.h"
#include "core/result.h"

namespace delo::packages {

// Records as bytes, one after the other, each behind its length and its path.
class RecordSpool {
 public:
  explicit RecordSpool(std::filesystem::path folder) : bytes_(std::move(folder)) {}
  // Returns where the record is.  `path`: at most 65535 bytes.
  Result<std::uint64_t> append(std::string_view path, std::string_view rest);

  struct View {
    std::string_view path, rest;  // until the next read
  };
  // Reads ahead, so that records in the order in which they were put aside cost
  // few calls.  One thread at a time.
  class Reader {
   public:
    explicit Reader(const RecordSpool& spool) : spool_(&spool) {}
    Result<View> at(std::uint64_t place);

   private:
    Result<void> hold(std::uint64_t place, std::size_t bytes, std::size_t ahead);
    const RecordSpool* spool_;
    std::string window_;
    std::uint64_t window_at_ = 0;
  };

 private:
  friend class Reader;
  Spool bytes_;
};

// Puts the places of records in the order of their paths (bytes compared); quick
// where they are in that order already, or in a few stretches of it.
Result<void> sort_by_path(std::vector<std::uint64_t>& places, const RecordSpool& spool);

// `T` has, in its namespace: path_of(const T&) → const RelativePath&;
// record_of(const T&) → std::string, all but the path;
// from_record(RelativePath, std::string_view, T&) → Result<void>.
// A copy shares what was put aside; reading is safe for concurrent use while
// nobody appends.
template <class T>
class RecordList {
 public:
  // `folder`: where a file may lie for as long as the list lives; see Spool.
  RecordList() : RecordList(std::filesystem::path()) {}
  explicit RecordList(std::filesystem::path folder)
      : spool_(std::make_shared<RecordSpool>(std::move(folder))) {}

  Result<void> append(const T& record) {
    DELO_TRY(const std::uint64_t place,
             spool_->append(path_of(record).text(), record_of(record)));
    places_.push_back(place);
    return {};
  }
  std::size_t size() const { return places_.size(); }
  bool empty() const { return places_.empty(); }

  // Reads records one by one, best in order.
  class Reader {
   public:
    explicit Reader(const RecordList& list) : list_(&list), bytes_(*list.spool_) {}
    Result<T> at(std::size_t i) {  // REQUIRES: i < size()
      DELO_TRY(const RecordSpool::View view, bytes_.at(list_->places_[i]));
      T record;
      DELO_TRY(RelativePath path, view.path.empty() ? Result<RelativePath>(RelativePath())
                                                    : RelativePath::parse(view.path));
      DELO_CHECK(from_record(std::move(path), view.rest, record));
      return record;
    }

   private:
    const RecordList* list_;
    RecordSpool::Reader bytes_;
  };
  Result<T> at(std::size_t i) const { return Reader(*this).at(i); }

  // Calls visit(const T&) for each, in order; visit returns nothing, or a Result<void>
  // whose Error ends it.  Errors: those of `visit`; kIo.
  template <class Visit>
  Result<void> for_each(Visit visit) const {
    Reader reader(*this);
    for (std::size_t i = 0; i < size(); ++i) {
      DELO_TRY(const T record, reader.at(i));
      if constexpr (std::is_void_v<decltype(visit(record))>) {
        visit(record);
      } else {
        DELO_CHECK(visit(record));
      }
    }
    return {};
  }

  // All of them in memory; for few.
  Result<std::vector<T>> all() const {
    std::vector<T> records;
    DELO_CHECK(for_each([&](const T& record) { records.push_back(record); }));
    return records;
  }

  // In path order from now on.
  Result<void> sort() { return sort_by_path(places_, *spool_); }

 private:
  std::shared_ptr<RecordSpool> spool_;
  std::vector<std::uint64_t> places_;
};

}  // namespace delo::packages
