// The narrow SQL seam: statements with numbered parameters ($1, $2 …), rows,
// write transactions.  The catalogue is written against this alone; SQLite
// stands behind it, another engine may.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace delo::holdings {

// A prepared statement; used by one thread at a time.  Binding never fails: what
// the engine minds is told by step().
class Statement {
 public:
  virtual ~Statement() = default;

  // Parameters count from 1.  Texts are bytes of any kind, NUL included.
  virtual Statement& bind(int parameter, std::string_view text) = 0;
  virtual Statement& bind(int parameter, std::int64_t number) = 0;
  virtual Statement& bind_null(int parameter) = 0;

  // true: a row is there; false: the end, and the statement is ready for the next
  // round.  Errors as Database.
  virtual Result<bool> step() = 0;
  // Runs a statement that gives no rows, or whose rows nobody wants.
  Result<void> run();

  // Columns count from 0.  REQUIRES: the last step() said true
  virtual std::string text(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual bool is_null(int column) const = 0;
};

// Errors: kCorrupt (the database is damaged: it must be made anew), kConflict
// (another process is writing), kIo (the disk: full, read-only …), kInternal.
class Database {
 public:
  virtual ~Database() = default;
  virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
  // One or more statements without parameters, divided by ';'.
  virtual Result<void> run(const std::string& sql) = 0;
  // What the engine's own check says; empty when it finds nothing.  `thorough`
  // reads indexes too.
  virtual Result<std::string> check(bool thorough) = 0;
};

// Takes the write lock at once (BEGIN IMMEDIATE: a plain BEGIN that upgrades
// later fails with "database is locked" under contention).  Rolls back unless
// committed.
class WriteTransaction {
 public:
  static Result<std::unique_ptr<WriteTransaction>> begin(Database& database);
  ~WriteTransaction();
  Result<void> commit();

 private:
  explicit WriteTransaction(Database& database) : database_(&database) {}
  Database* database_;  // null after commit
};

}  // namespace delo::holdings
