#include "database/transaction.h"

namespace sfi {

DuckdbTransaction::DuckdbTransaction(DuckdbConnection& connection) : connection_(connection) {
  connection_.run("BEGIN TRANSACTION");
}

DuckdbTransaction::~DuckdbTransaction() {
  if (!is_open_) return;
  try {
    connection_.run("ROLLBACK");
  } catch (const std::exception&) {
    // Closing the connection rolls back just as well.
  }
}

void DuckdbTransaction::commit() {
  connection_.run("COMMIT");
  is_open_ = false;
}

}  // namespace sfi
