#include "holdings/database/database.h"

namespace delo::holdings {

Result<void> Statement::run() {
  for (;;) {
    DELO_TRY(const bool row, step());
    if (!row) return {};
  }
}

Result<std::unique_ptr<WriteTransaction>> WriteTransaction::begin(Database& database) {
  DELO_CHECK(database.run("BEGIN IMMEDIATE"));
  return std::unique_ptr<WriteTransaction>(new WriteTransaction(database));
}

WriteTransaction::~WriteTransaction() {
  // Fails only when the engine has rolled back already.
  if (database_) (void)database_->run("ROLLBACK");
}

Result<void> WriteTransaction::commit() {
  DELO_CHECK(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace delo::holdings
