// What tells the candidates of a state apart: the agency's id; the name where a row has none.
#pragma once

#define SFI_CANDIDATE_KEY "coalesce(candidate.candidate_id, candidate.name, '')"
