// The one list of the parts of a lookup or stream, in the order in which they are bound. A visitor needs a method
// for each kind of part, so a kind added here cannot be forgotten elsewhere.
#pragma once

#include <functional>
#include <string>

#include "definition/definition.h"

namespace sfi {

template <typename Visitor>
void visit(const Lookup& lookup, Visitor& visitor) {
  visitor.rules(lookup.rules);
  for (const Expression& key : lookup.key) visitor.key(key);
  if (lookup.rank) visitor.rank(*lookup.rank);
  if (lookup.ordered_by) visitor.ordered_by(*lookup.ordered_by);
  if (lookup.until) visitor.until(*lookup.until);
  for (const NamedExpression& value : lookup.values) visitor.value(value);
}

template <typename Visitor>
void visit(const Stream& stream, Visitor& visitor) {
  visitor.rules(stream.rules);
  for (std::size_t slot = 0; slot < stream.slot_count(); ++slot) {
    visitor.begin_slot();
    for (const NamedExpression* field : stream.fields_of_slot(slot)) visitor.field(*field);
    if (const Condition* unused = stream.unused(slot)) visitor.unused(*unused);
  }
  if (stream.versions) {
    for (const Expression& key : stream.versions->key) visitor.key(key);
    if (stream.versions->rank) visitor.rank(*stream.versions->rank);
  }
  if (stream.deletions) {
    visitor.deletes(stream.deletions->when);
    for (const Expression& key : stream.deletions->key) visitor.key_of_deletion(key);
    for (const Expression& key : stream.deletions->row_key) visitor.key(key);
  }
}

// What messages call a value that comes from outside the expression: the name of a column, "join.value"; empty for a
// verb that only works on its operands.
std::string source_name(const Expression& expression);

// Calls `visit` for a value, its operands and every value in its conditions.
using VisitExpression = std::function<void(const Expression&)>;
void visit_all(const Expression& expression, const VisitExpression& visit);
void visit_all(const Condition& condition, const VisitExpression& visit);
void visit_all(const std::vector<Rule>& rules, const VisitExpression& visit);

}  // namespace sfi
