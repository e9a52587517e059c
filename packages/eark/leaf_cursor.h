// The leaves of one representation, one after the other, read as they are asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "packages/eark/ip_layout.h"

namespace delo::packages {

class LeafCursor {
 public:
  // At its first leaf, if it has one.  Both are borrowed.
  static Result<LeafCursor> open(const IpLayout& layout, const Representation& r);

  const Representation& representation() const { return *representation_; }
  const Leaf* leaf() const { return leaf_ ? &*leaf_ : nullptr; }  // nullptr: behind the last
  // Of the file at the cursor; REQUIRES: leaf()
  std::string uuid() const { return uuid_of_file(*package_, received_); }
  std::uint32_t number() const { return representation_->files[at_]; }
  Result<void> next();
  std::uint32_t page() const { return page_; }  // that shows the leaf, from 1; 0: the whole file
  std::size_t place() const { return at_; }  // in the files of the representation

 private:
  LeafCursor(const Package& package, const Representation& r)
      : package_(&package), representation_(&r), payload_(package.payload) {}
  Result<void> load();

  const Package* package_;
  const Representation* representation_;
  Payload::Reader payload_;
  std::size_t at_ = 0;
  std::vector<LeafPlace> places_;  // of the file at the cursor
  std::size_t in_file_ = 0;
  std::uint32_t page_ = 0;
  std::optional<Leaf> leaf_;
  RelativePath received_;
};

}  // namespace delo::packages
