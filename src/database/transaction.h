// What is done on a connection until commit(), all of it or nothing: rolled back when an error comes first.
#pragma once

#include "database/connection.h"

namespace sfi {

class DuckdbTransaction {
 public:
  explicit DuckdbTransaction(DuckdbConnection& connection);
  ~DuckdbTransaction();
  DuckdbTransaction(const DuckdbTransaction&) = delete;
  DuckdbTransaction& operator=(const DuckdbTransaction&) = delete;

  void commit();

 private:
  DuckdbConnection& connection_;
  bool is_open_ = true;
};

}  // namespace sfi
