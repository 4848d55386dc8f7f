// The plan for contributions of Texas with lookups of invented accounts, bound to the sample's columns.
#pragma once

#include "definition/definition.h"
#include "plan/record_plan.h"
#include "sample.h"

namespace sfi::micro {

class ContributionPlan {
 public:
  ContributionPlan();
  ContributionPlan(const ContributionPlan&) = delete;
  ContributionPlan& operator=(const ContributionPlan&) = delete;

  const RecordPlan& plan() const { return *plan_; }
  // A new one, bound to the same columns and lookups.
  std::unique_ptr<RecordPlan> bind() const;
  const FieldFormat& format() const { return format_; }

 private:
  void fill(const Lookup& lookup);

  Definition definition_;
  Columns columns_;
  BuiltLookups lookups_;
  FieldFormat format_;
  std::unique_ptr<RecordPlan> plan_;
};

}  // namespace sfi::micro
