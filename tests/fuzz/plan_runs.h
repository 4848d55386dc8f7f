// Rows through a stream of a definition, without files: the cells go to its columns in turn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definition/definition.h"
#include "plan/record_plan.h"

namespace sfi::fuzz {

class PlanRun {
 public:
  // The stream's table has just the columns that are used; each lookup that it joins has a few rows.
  PlanRun(const Definition& definition, const Stream& stream);

  // Each record of the row as a document, which must be JSON on one line.
  void run(const std::vector<std::string_view>& cells);

 private:
  void build_lookups(const Definition& definition);
  std::vector<std::string> columns_of(const Definition& definition) const;

  const Stream& stream_;
  BuiltLookups lookups_;
  std::vector<std::string> columns_;
  std::unique_ptr<RecordPlan> plan_;
};

}  // namespace sfi::fuzz
