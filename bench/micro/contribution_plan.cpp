#include "contribution_plan.h"

#include <algorithm>
#include <stdexcept>

#include "definition/load.h"

namespace sfi::micro {

ContributionPlan::ContributionPlan() : definition_(load_definition("tx", {})), columns_(contribution_columns()) {
  format_.quote = '"';
  for (const Lookup& lookup : definition_.lookups) fill(lookup);
  plan_ = bind();
}

std::unique_ptr<RecordPlan> ContributionPlan::bind() const {
  const auto stream = std::find_if(definition_.streams.begin(), definition_.streams.end(),
                                   [](const Stream& found) { return found.record == RecordType::contribs; });
  std::vector<MissingColumn> missing;
  auto plan =
      std::make_unique<RecordPlan>(compile_stream({definition_, columns_, lookups_}, *stream, Selection{}, missing));
  if (!missing.empty()) throw std::logic_error("the sample lacks the column " + missing.front().column);
  return plan;
}

// Every account is a candidate's; the sample draws from four times as many numbers.
void ContributionPlan::fill(const Lookup& lookup) {
  auto table = std::make_shared<LookupTable>(lookup.value_names());
  const std::vector<std::string_view> values(lookup.values.size(), "12");
  for (std::size_t i = 0; i < kAccounts; ++i) table->put(account_number(i), values);
  lookups_[lookup.name] = std::move(table);
}

}  // namespace sfi::micro
