// Words for tests of reception.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reception/batch_reader.h"
#include "tests/support/batch_builder.h"

namespace delo::ingest {

inline std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const Finding& found : findings) rules.push_back(found.rule);
  return rules;
}

inline std::size_t count_of(const std::vector<Finding>& findings, std::string_view rule) {
  return static_cast<std::size_t>(std::ranges::count(findings, rule, &Finding::rule));
}

// The first finding of a rule; an empty one when there is none.
inline Finding first_of(const std::vector<Finding>& findings, std::string_view rule) {
  const auto found = std::ranges::find(findings, rule, &Finding::rule);
  return found == findings.end() ? Finding{} : *found;
}

// All of them as one text, for messages of tests.
inline std::string texts_of(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& found : findings) out += text_of(found) + "\n";
  return out;
}

inline Batch opened(const std::filesystem::path& path,
                    const std::filesystem::path& unpack_to = {}) {
  auto batch = open_batch(path, unpack_to);
  EXPECT_TRUE(batch) << (batch ? "" : batch.error().text());
  return batch ? std::move(batch).value() : Batch{};
}

inline BatchItem item_of(const Batch& batch, std::size_t index = 0) {
  if (index >= batch.item_folders.size()) {
    ADD_FAILURE() << "the batch has " << batch.item_folders.size() << " items";
    return {};
  }
  auto item = read_item(batch, index);
  EXPECT_TRUE(item) << (item ? "" : item.error().text());
  return item ? std::move(item).value() : BatchItem{};
}

inline BatchItem only_item(const std::filesystem::path& path) {
  const Batch batch = opened(path);
  EXPECT_EQ(batch.item_folders.size(), 1u);
  return item_of(batch);
}

// Findings of the item and of its lists together.
inline std::vector<Finding> all_findings(const BatchItem& item) {
  std::vector<Finding> findings = item.findings;
  findings.insert(findings.end(), item.manifest.findings.begin(), item.manifest.findings.end());
  return findings;
}

inline FileObject file_of(const BatchItem& item, std::string_view path) {
  for (const FileObject& file : item.item.files) {
    if (file.path.text() == path) return file;
  }
  ADD_FAILURE() << "no file " << path;
  return {};
}

inline std::vector<std::string> paths_of(const BatchItem& item) {
  std::vector<std::string> paths;
  for (const FileObject& file : item.item.files) paths.push_back(file.path.text());
  return paths;
}

}  // namespace delo::ingest
