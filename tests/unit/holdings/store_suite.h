// What every kind of store must do; a store's test calls test_store() with an
// empty one.
#pragma once

#include <gtest/gtest.h>

#include "core/fixity/hasher.h"
#include "holdings/stores/store.h"
#include "tests/support/inventory_text.h"
#include "tests/support/package_builder.h"

namespace delo::holdings {

inline void test_store(Store& store, const std::filesystem::path& scratch) {
  const PackageId id{"11111111-0000-5000-8000-000000000001"};
  const auto files = tests::build_bag(scratch / "bag", {{"a.txt", "a"}, {"sub/b.txt", "bb"}});
  const std::string inventory = *packages::ocfl::first_inventory(
      object_id_of(id), files,
      {.created = {}, .message = "m", .user_name = "n", .user_address = "mailto:n@example.org"});
  const auto kept = packages::ocfl::text_of_inventory(inventory);
  const auto contents = contents_from(kept);
  ASSERT_TRUE(contents);
  const auto text_of = [&](const std::string& path) {
    const auto source = store.open(id, path);
    return source ? *read_all(**source, 1 << 20) : std::string("(none)");
  };

  EXPECT_FALSE(store.has(id));
  EXPECT_EQ(store.walk(id).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(store.put(id, kept, files, packages::ocfl::Linking::kNever, {}));
  EXPECT_TRUE(store.has(id));
  EXPECT_TRUE(store.secure(id));
  EXPECT_EQ(store.put(id, kept, files, packages::ocfl::Linking::kNever, {}).error().code,
            ErrorCode::kConflict);
  for (const std::string& path : store.inventory_paths(id)) EXPECT_EQ(text_of(path), inventory);

  // All that is expected is there, and nothing else.
  std::vector<std::string> expected, present;
  EXPECT_TRUE(contents->for_each_file([&](const ExpectedFile& file) {
    expected.push_back(file.path);
    return Result<void>();
  }));
  EXPECT_EQ(contents->file_count(), expected.size());
  auto walk = store.walk(id);
  ASSERT_TRUE(walk);
  for (auto entry = walk->next();; entry = walk->next()) {
    ASSERT_TRUE(entry);
    if (!*entry) break;
    if ((*entry)->kind == packages::EntryKind::kFile) present.push_back((*entry)->path);
  }
  EXPECT_EQ(present, expected);

  // What is replaced is kept.
  const std::string path = "v1/content/data/a.txt";
  const MemorySource fresh(std::string_view("fresh"));
  ASSERT_TRUE(store.replace(id, path, fresh, sha256_of("fresh"), scratch / "quarantine", {}));
  EXPECT_EQ(text_of(path), "fresh");
  EXPECT_EQ(tests::text_of_file(scratch / "quarantine" / path), "a");
  // Whoever is stopped has changed nothing.
  std::stop_source stop;
  stop.request_stop();
  const auto stopped =
      store.replace(id, path, fresh, sha256_of("fresh"), scratch / "quarantine", stop.get_token());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  // Bytes that are not the promised ones take nobody's place.
  EXPECT_FALSE(store.replace(id, path, fresh, sha256_of("other"), scratch / "quarantine", {}));
  EXPECT_EQ(text_of(path), "fresh");
  ASSERT_TRUE(store.take_out(id, path, scratch / "quarantine"));
  EXPECT_EQ(text_of(path), "(none)");
  EXPECT_EQ(tests::text_of_file(scratch / "quarantine" / (path + ".2")), "fresh");
  EXPECT_TRUE(store.take_out(id, path, scratch / "quarantine")) << "it is out already";
  ASSERT_TRUE(store.replace(id, path, fresh, sha256_of("fresh"), scratch / "quarantine", {}));
  EXPECT_EQ(text_of(path), "fresh");

  std::size_t copies = 0, strays = 0;
  const auto count = [](std::size_t& n) {
    return [&n](const std::filesystem::path&) {
      ++n;
      return Result<void>();
    };
  };
  ASSERT_TRUE(store.for_each(count(copies), count(strays)));
  EXPECT_EQ(copies, 1u);
  EXPECT_EQ(strays, 0u);
  std::vector<std::string> messages;
  ASSERT_TRUE(store.recover(scratch / "quarantine", true, messages));
  EXPECT_TRUE(messages.empty());
}

}  // namespace delo::holdings
