#include "packages/eark/leaf_cursor.h"

#include <algorithm>

namespace delo::packages {

Result<LeafCursor> LeafCursor::open(const IpLayout& layout, const Representation& r) {
  LeafCursor cursor(*layout.package, r);
  if (r.has_leaves) DELO_CHECK(cursor.load());
  return cursor;
}

Result<void> LeafCursor::next() {
  if (++in_file_ < places_.size()) {
    leaf_ = places_[in_file_].leaf;
    page_ = places_[in_file_].page;
    return {};
  }
  ++at_;
  return load();
}

Result<void> LeafCursor::load() {
  leaf_.reset();
  if (at_ >= representation_->files.size()) return {};
  DELO_TRY(const PayloadFile file, payload_.at(representation_->files[at_]));
  places_ = leaf_places_of(file.object);
  // Pages may have been bound in another order; leaves are read in theirs.
  std::ranges::stable_sort(places_,
                           [](const LeafPlace& a, const LeafPlace& b) { return a.leaf < b.leaf; });
  in_file_ = 0;
  if (!places_.empty()) {
    leaf_ = places_.front().leaf;
    page_ = places_.front().page;
  }
  received_ = file.object.path;
  return {};
}

}  // namespace delo::packages
