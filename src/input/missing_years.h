// Years for which an input has no file though it has some of years before and after: a download that was forgotten or
// that failed, which no figure of the others shows.
#pragma once

#include <string>
#include <vector>

namespace sfi {

// `names`: of an input's files, within the state's folder; each may hold one year since `first_year`, from which on the
// agency has a file for each year. Nothing where no name has a year. In ascending order.
std::vector<int> missing_years(const std::vector<std::string>& names, int first_year);

// Ascending years as people write them: "2009 to 2013, 2015".
std::string year_ranges(const std::vector<int>& years);

}  // namespace sfi
