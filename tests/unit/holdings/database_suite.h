// What every engine behind the Database seam must do; an engine's test calls
// test_database() with a way to open an empty one.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "holdings/database/database.h"

namespace delo::holdings {

inline void test_database(const std::function<std::unique_ptr<Database>()>& open_empty) {
  auto database = open_empty();
  ASSERT_TRUE(database);
  ASSERT_TRUE(database->run("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, n INTEGER)"));

  {  // Values come back as they went in, bytes of any kind included.
    auto insert = database->prepare("INSERT INTO things (id, name, n) VALUES ($1, $2, $3)");
    ASSERT_TRUE(insert);
    const std::string odd("nul \0 and \xff", 11);
    ASSERT_TRUE((*insert)->bind(1, std::int64_t{1}).bind(2, odd).bind(3, INT64_MIN).run());
    ASSERT_TRUE((*insert)->bind(1, std::int64_t{2}).bind(2, "").bind_null(3).run());
    auto select = database->prepare("SELECT name, n FROM things ORDER BY id");
    ASSERT_TRUE(*(*select)->step());
    EXPECT_EQ((*select)->text(0), odd);
    EXPECT_EQ((*select)->integer(1), INT64_MIN);
    ASSERT_TRUE(*(*select)->step());
    EXPECT_EQ((*select)->text(0), "");
    EXPECT_FALSE((*select)->is_null(0));
    EXPECT_TRUE((*select)->is_null(1));
    EXPECT_FALSE(*(*select)->step());
    // Ready for the next round.
    EXPECT_TRUE(*(*select)->step());
  }
  {  // A transaction that is not committed leaves nothing.
    auto transaction = WriteTransaction::begin(*database);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database->run("DELETE FROM things"));
  }
  {
    auto count = database->prepare("SELECT count(*) FROM things");
    ASSERT_TRUE(*(*count)->step());
    EXPECT_EQ((*count)->integer(0), 2);
  }
  {
    auto transaction = WriteTransaction::begin(*database);
    ASSERT_TRUE(database->run("DELETE FROM things WHERE id = 1"));
    ASSERT_TRUE((*transaction)->commit());
    auto count = database->prepare("SELECT count(*) FROM things");
    ASSERT_TRUE(*(*count)->step());
    EXPECT_EQ((*count)->integer(0), 1);
  }
  {  // A refused statement is an error and can be used again.
    auto insert = database->prepare("INSERT INTO things (id) VALUES ($1)");
    EXPECT_FALSE((*insert)->bind(1, std::int64_t{2}).run());
    EXPECT_TRUE((*insert)->bind(1, std::int64_t{3}).run());
    auto upsert = database->prepare(
        "INSERT INTO things (id, n) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET n = excluded.n "
        "RETURNING n");
    ASSERT_TRUE(*(*upsert)->bind(1, std::int64_t{3}).bind(2, std::int64_t{7}).step());
    EXPECT_EQ((*upsert)->integer(0), 7);
  }
  EXPECT_FALSE(database->prepare("SELECT nonsense FROM nowhere"));
  const auto check = database->check(true);
  ASSERT_TRUE(check);
  EXPECT_EQ(*check, "");
}

}  // namespace delo::holdings
