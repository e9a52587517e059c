#include "packages/eark/leaf_cursor.h"

namespace delo::packages {

Result<LeafCursor> LeafCursor::open(const IpLayout& layout, const Representation& r) {
  LeafCursor cursor(*layout.package, r);
  if (r.has_leaves) DELO_CHECK(cursor.load());
  return cursor;
}

Result<void> LeafCursor::next() {
  ++at_;
  return load();
}

Result<void> LeafCursor::load() {
  leaf_.reset();
  if (at_ >= representation_->files.size()) return {};
  DELO_TRY(const PayloadFile file, payload_.at(representation_->files[at_]));
  leaf_ = file.object.leaf;
  received_ = file.object.path;
  return {};
}

}  // namespace delo::packages
