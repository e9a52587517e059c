#include "holdings/database/sqlite_database.h"

#include <sqlite3.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "holdings/database/word_rank.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

constexpr int kBusyTimeout = 10'000;  // milliseconds

struct CloseConnection {
  void operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

Error sqlite_error(sqlite3* connection, int code, const fs::path& path) {
  Error error{ErrorCode::kInternal, "the catalogue: ", path};
  error.message += connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      error.code = ErrorCode::kCorrupt;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      error.code = ErrorCode::kConflict;
      break;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      error.code = ErrorCode::kIo;
      if (connection) error.sys_errno = sqlite3_system_errno(connection);
      if ((code & 0xff) == SQLITE_FULL && error.sys_errno == 0) error.sys_errno = ENOSPC;
      break;
    default:
      break;
  }
  return error;
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* connection, sqlite3_stmt* statement, const fs::path& path)
      : connection_(connection), statement_(statement), path_(path) {}

  Statement& bind(int parameter, std::string_view text) override {
    rewind();
    return bound(sqlite3_bind_text64(statement_.get(), parameter, text.data() ? text.data() : "",
                                     text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  Statement& bind(int parameter, std::int64_t number) override {
    rewind();
    return bound(sqlite3_bind_int64(statement_.get(), parameter, number));
  }
  Statement& bind_null(int parameter) override {
    rewind();
    return bound(sqlite3_bind_null(statement_.get(), parameter));
  }

  Result<bool> step() override {
    int code = std::exchange(bind_code_, SQLITE_OK);
    if (code == SQLITE_OK) code = sqlite3_step(statement_.get());
    under_way_ = true;
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
      rewind();
      return false;
    }
    Error error = sqlite_error(connection_, code, path_);
    rewind();
    return error;
  }

  std::string text(int column) const override {
    const auto* bytes = sqlite3_column_blob(statement_.get(), column);
    const int n = sqlite3_column_bytes(statement_.get(), column);
    return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(n)) : "";
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_.get(), column);
  }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
  }

 private:
  // Parameters of a statement that somebody left in the middle can't be bound.
  void rewind() {
    if (std::exchange(under_way_, false)) sqlite3_reset(statement_.get());
  }
  Statement& bound(int code) {
    if (bind_code_ == SQLITE_OK) bind_code_ = code;
    return *this;
  }

  sqlite3* connection_;
  std::unique_ptr<sqlite3_stmt, FinishStatement> statement_;
  fs::path path_;
  int bind_code_ = SQLITE_OK;
  bool under_way_ = false;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(Connection connection, fs::path path)
      : connection_(std::move(connection)), path_(std::move(path)) {}

  Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                        0, &statement, nullptr);
    if (code != SQLITE_OK) return sqlite_error(connection_.get(), code, path_);
    return std::unique_ptr<Statement>(
        std::make_unique<SqliteStatement>(connection_.get(), statement, path_));
  }

  Result<void> run(const std::string& sql) override {
    const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(connection_.get(), code, path_);
    return {};
  }

  Result<std::string> check(bool thorough) override {
    DELO_TRY(auto statement,
             prepare(thorough ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)"));
    std::string faults;
    for (;;) {
      auto row = statement->step();
      if (!row) {
        if (row.error().code != ErrorCode::kCorrupt) return std::move(row).error();
        return faults + row.error().message;
      }
      if (!*row) break;
      if (statement->text(0) != "ok") faults += statement->text(0) + "; ";
    }
    return faults;
  }

 private:
  Connection connection_;
  fs::path path_;
};

// "file:" URI of a path, for options SQLite takes in no other way.
std::string uri_of(const fs::path& path, std::string_view options) {
  std::string uri = "file:";
  for (const char c : path.string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x21 || byte > 0x7e || c == '?' || c == '#' || c == '%') {
      static constexpr char kDigits[] = "0123456789ABCDEF";
      uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      uri += c;
    }
  }
  return uri.append(options);
}

}  // namespace

std::vector<fs::path> sqlite_files(const fs::path& file) {
  return {file, file.string() + "-wal", file.string() + "-shm"};
}

std::string sqlite_version() { return sqlite3_libversion(); }

Result<std::unique_ptr<Database>> open_sqlite(const fs::path& file, SqliteMode mode) {
  std::error_code failed;
  std::string name = file.string();
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case SqliteMode::kWrite:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
    case SqliteMode::kRead:
      if (!fs::exists(file, failed)) {
        return Error{ErrorCode::kNotFound, "there is no catalogue", file};
      }
      flags |= SQLITE_OPEN_READONLY;
      // Without a log beside it nobody is writing, and reading need not leave one
      // (a reader of a WAL database makes it where it may).
      if (!fs::exists(sqlite_files(file)[1], failed)) {
        name = uri_of(fs::absolute(file, failed), "?immutable=1");
        flags |= SQLITE_OPEN_URI;
      }
      break;
    case SqliteMode::kMemory:
      name = ":memory:";
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
  }
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags, nullptr);
  Connection connection(raw);
  if (code != SQLITE_OK) return sqlite_error(raw, code, file);
  sqlite3_busy_timeout(raw, kBusyTimeout);
  // Schema and data may be damaged: no SQL functions from there, no trust.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  DELO_CHECK(add_word_rank(raw));
  auto database = std::make_unique<SqliteDatabase>(std::move(connection), file);
  if (mode == SqliteMode::kWrite) {
    // What is committed survives a power cut only with both of these.
    DELO_CHECK(database->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"));
  }
  DELO_CHECK(database->run("PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON"));
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace delo::holdings
