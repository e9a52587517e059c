// What a validator has found in one file so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/records/finding.h"

namespace delo::validators {

// Collects the findings of one file, in the order they are made, and keeps a
// hostile file from making millions of them: of each rule the first
// kMostOfOneRule are kept, the others counted and told in one last finding.
// One thread.
class FindingList {
 public:
  static constexpr std::size_t kMostOfOneRule = 20;

  explicit FindingList(RelativePath path) : path_(std::move(path)) {}

  // `offset`: bytes from the start of the file; `part`: "IFD 0, tag 273".
  void add(const Rule& rule, std::optional<std::uint64_t> offset, std::string part,
           std::string message);

  // True when a further finding under `rule` would only be counted: callers in a
  // loop may spare themselves the making of its message and call count().
  bool is_full(const Rule& rule) const;
  void count(const Rule& rule) { add(rule, std::nullopt, "", ""); }

  bool has_errors() const { return errors_ > 0; }
  bool has(const Rule& rule) const { return counts_.contains(rule.id); }
  const RelativePath& path() const { return path_; }

  // The findings, with the counts of those left out.  The list is empty after it.
  std::vector<Finding> take();

 private:
  RelativePath path_;
  std::vector<Finding> findings_;
  std::unordered_map<std::string_view, std::size_t> counts_;
  std::vector<const Rule*> overfull_;
  std::size_t errors_ = 0;
};

}  // namespace delo::validators
