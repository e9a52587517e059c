#include "packages/ocfl/inventory_outline.h"

#include <utility>
#include <vector>

namespace delo::packages::ocfl {
namespace {

// Builds up all but the long blocks.
class OutlineReader final : public JsonEvents {
 public:
  Result<void> begin_object(std::uint64_t at) override {
    if (passed_over_ > 0) {
      ++passed_over_;
    } else if (is_long_block()) {
      block_ = {{at, at}, false, 0};
      passed_over_ = 1;
    } else {
      levels_.push_back({Json::object(), {}});
    }
    return {};
  }
  Result<void> end_object(std::uint64_t at) override {
    if (passed_over_ == 0) return shut();
    if (--passed_over_ > 0) return {};
    block_.end = at;
    note_block();
    return value(Json::object());
  }
  Result<void> begin_array() override {
    if (passed_over_ > 0) {
      ++passed_over_;
    } else {
      levels_.push_back({Json::array(), {}});
    }
    return {};
  }
  Result<void> end_array() override {
    if (passed_over_ == 0) return shut();
    --passed_over_;
    return {};
  }
  Result<void> key(std::string& name) override {
    if (passed_over_ == 0) {
      levels_.back().name = std::move(name);
    } else if (passed_over_ == 1 && name.find_first_of("ABCDEF") != std::string::npos) {
      block_.has_capitals = true;
    }
    return {};
  }
  Result<void> text(std::string& text) override {
    if (passed_over_ == 2) ++block_.paths;
    return passed_over_ == 0 ? value(Json(std::move(text))) : Result<void>();
  }
  Result<void> other(Json json) override {
    return passed_over_ == 0 ? value(std::move(json)) : Result<void>();
  }

  InventoryOutline take() { return std::move(outline_); }

 private:
  struct Level {
    Json container;
    std::string name;  // of the member that is read
  };

  bool is_at(std::size_t level, std::string_view name) const {
    return levels_[level].container.is_object() && levels_[level].name == name;
  }
  // Whether the object that begins is one.
  bool is_long_block() const {
    const std::size_t depth = levels_.size();
    return (depth == 1 && is_at(0, "manifest")) ||
           (depth == 2 && is_at(0, "fixity") && levels_[1].container.is_object()) ||
           (depth == 3 && is_at(0, "versions") && levels_[1].container.is_object() &&
            is_at(2, "state"));
  }
  void note_block() {
    if (levels_.size() == 1) outline_.manifest = block_;
    if (levels_.size() == 2) outline_.fixity[levels_[1].name] = block_;
    if (levels_.size() == 3) outline_.states[levels_[1].name] = block_;
  }
  Result<void> value(Json json) {
    if (levels_.empty()) {
      outline_.json = std::move(json);
    } else if (levels_.back().container.is_object()) {
      add_new_member(levels_.back().container, std::move(levels_.back().name), std::move(json));
    } else {
      levels_.back().container.push(std::move(json));
    }
    return {};
  }
  Result<void> shut() {
    Json done = std::move(levels_.back().container);
    levels_.pop_back();
    return value(std::move(done));
  }

  InventoryOutline outline_;
  std::vector<Level> levels_;
  LongBlock block_;              // the one that is passed over
  std::size_t passed_over_ = 0;  // its levels that are open
};

class BlockReader final : public JsonEvents {
 public:
  explicit BlockReader(const BlockVisit& visit) : visit_(visit) {}

  Result<void> begin_object(std::uint64_t) override { return open(depth_ == 0); }
  Result<void> begin_array() override { return open(depth_ == 1); }
  Result<void> end_object(std::uint64_t) override { return shut(); }
  Result<void> end_array() override { return shut(); }
  Result<void> key(std::string& name) override {
    if (depth_ != 1 || passed_over_ > 0) return {};
    digest_ = std::move(name);
    return visit_(BlockItem::kDigest, digest_, {});
  }
  Result<void> text(std::string& text) override {
    if (depth_ == 2 && passed_over_ == 0) return visit_(BlockItem::kPath, digest_, text);
    return no_path();
  }
  Result<void> other(Json) override { return no_path(); }

 private:
  Result<void> open(bool expected) {
    if (expected && passed_over_ == 0) {
      ++depth_;
      return {};
    }
    // What is in it is nobody's business.
    DELO_CHECK(no_path());
    ++passed_over_;
    return {};
  }
  Result<void> shut() {
    --(passed_over_ > 0 ? passed_over_ : depth_);
    return {};
  }
  Result<void> no_path() {
    if (passed_over_ > 0) return {};
    if (depth_ == 1) return visit_(BlockItem::kNoList, digest_, {});
    if (depth_ == 2) return visit_(BlockItem::kNoText, digest_, {});
    return {};
  }

  const BlockVisit& visit_;
  std::string digest_;
  std::size_t depth_ = 0;        // 1: in the block, 2: in an array of paths
  std::size_t passed_over_ = 0;  // levels that should not be there
};

}  // namespace

Result<InventoryOutline> read_outline(const ByteSource& text) {
  OutlineReader reader;
  DELO_CHECK(read_json(text, {0, text.size()}, reader));
  return reader.take();
}

Result<void> read_block(const ByteSource& text, JsonRange block, const BlockVisit& visit) {
  BlockReader reader(visit);
  return read_json(text, block, reader, JsonTwice::kAllowed);
}

}  // namespace delo::packages::ocfl
