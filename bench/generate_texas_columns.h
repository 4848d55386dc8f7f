// The columns of the Texas Ethics Commission's files, in their order (CFS-ReadMe.txt of 2023;
// cover.csv really has reportTypeCd1 to 10 where the layout names one column).
#pragma once

#include <array>
#include <string_view>

namespace texas {

inline constexpr std::array<std::string_view, 132> kFilers{
    "recordType", "filerIdent", "filerTypeCd", "filerName", "unexpendContribFilerFlag",
    "modifiedElectCycleFlag", "filerJdiCd", "committeeStatusCd", "ctaSeekOfficeCd",
    "ctaSeekOfficeDistrict", "ctaSeekOfficePlace", "ctaSeekOfficeDescr",
    "ctaSeekOfficeCountyCd", "ctaSeekOfficeCountyDescr", "filerPersentTypeCd",
    "filerNameOrganization", "filerNameLast", "filerNameSuffixCd", "filerNameFirst",
    "filerNamePrefixCd", "filerNameShort", "filerStreetAddr1", "filerStreetAddr2",
    "filerStreetCity", "filerStreetStateCd", "filerStreetCountyCd", "filerStreetCountryCd",
    "filerStreetPostalCode", "filerStreetRegion", "filerMailingAddr1", "filerMailingAddr2",
    "filerMailingCity", "filerMailingStateCd", "filerMailingCountyCd", "filerMailingCountryCd",
    "filerMailingPostalCode", "filerMailingRegion", "filerPrimaryUsaPhoneFlag",
    "filerPrimaryPhoneNumber", "filerPrimaryPhoneExt", "filerHoldOfficeCd",
    "filerHoldOfficeDistrict", "filerHoldOfficePlace", "filerHoldOfficeDescr",
    "filerHoldOfficeCountyCd", "filerHoldOfficeCountyDescr", "filerFilerpersStatusCd",
    "filerEffStartDt", "filerEffStopDt", "contestSeekOfficeCd", "contestSeekOfficeDistrict",
    "contestSeekOfficePlace", "contestSeekOfficeDescr", "contestSeekOfficeCountyCd",
    "contestSeekOfficeCountyDescr", "treasPersentTypeCd", "treasNameOrganization",
    "treasNameLast", "treasNameSuffixCd", "treasNameFirst", "treasNamePrefixCd",
    "treasNameShort", "treasStreetAddr1", "treasStreetAddr2", "treasStreetCity",
    "treasStreetStateCd", "treasStreetCountyCd", "treasStreetCountryCd",
    "treasStreetPostalCode", "treasStreetRegion", "treasMailingAddr1", "treasMailingAddr2",
    "treasMailingCity", "treasMailingStateCd", "treasMailingCountyCd", "treasMailingCountryCd",
    "treasMailingPostalCode", "treasMailingRegion", "treasPrimaryUsaPhoneFlag",
    "treasPrimaryPhoneNumber", "treasPrimaryPhoneExt", "treasAppointorNameLast",
    "treasAppointorNameFirst", "treasFilerpersStatusCd", "treasEffStartDt", "treasEffStopDt",
    "assttreasPersentTypeCd", "assttreasNameOrganization", "assttreasNameLast",
    "assttreasNameSuffixCd", "assttreasNameFirst", "assttreasNamePrefixCd",
    "assttreasNameShort", "assttreasStreetAddr1", "assttreasStreetAddr2", "assttreasStreetCity",
    "assttreasStreetStateCd", "assttreasStreetCountyCd", "assttreasStreetCountryCd",
    "assttreasStreetPostalCode", "assttreasStreetRegion", "assttreasPrimaryUsaPhoneFlag",
    "assttreasPrimaryPhoneNumber", "assttreasPrimaryPhoneExt", "assttreasAppointorNameLast",
    "assttreasAppointorNameFirst", "chairPersentTypeCd", "chairNameOrganization",
    "chairNameLast", "chairNameSuffixCd", "chairNameFirst", "chairNamePrefixCd",
    "chairNameShort", "chairStreetAddr1", "chairStreetAddr2", "chairStreetCity",
    "chairStreetStateCd", "chairStreetCountyCd", "chairStreetCountryCd",
    "chairStreetPostalCode", "chairStreetRegion", "chairMailingAddr1", "chairMailingAddr2",
    "chairMailingCity", "chairMailingStateCd", "chairMailingCountyCd", "chairMailingCountryCd",
    "chairMailingPostalCode", "chairMailingRegion", "chairPrimaryUsaPhoneFlag",
    "chairPrimaryPhoneNumber", "chairPrimaryPhoneExt"};

inline constexpr std::array<std::string_view, 36> kSpacs{
    "recordType", "spacFilerIdent", "spacFilerTypeCd", "spacFilerName", "spacFilerNameShort",
    "spacCommitteeStatusCd", "spactreasEffStartDt", "spactreasEffStopDt", "spacPositionCd",
    "candidateFilerIdent", "candidateFilerTypeCd", "candidateFilerName",
    "candidateFilerpersStatusCd", "candidateEffStartDt", "candidateEffStopDt",
    "candidateHoldOfficeCd", "candidateHoldOfficeDistrict", "candidateHoldOfficePlace",
    "candidateHoldOfficeDescr", "candidateHoldOfficeCountyCd", "candidateHoldOfficeCountyDescr",
    "candidateSeekOfficeCd", "candidateSeekOfficeDistrict", "candidateSeekOfficePlace",
    "candidateSeekOfficeDescr", "candidateSeekOfficeCountyCd", "candidateSeekOfficeCountyDescr",
    "ctaSeekOfficeCd", "ctaSeekOfficeDistrict", "ctaSeekOfficePlace", "ctaSeekOfficeDescr",
    "ctaSeekOfficeCountyCd", "ctaSeekOfficeCountyDescr", "candtreasFilerpersStatusCd",
    "candtreasEffStartDt", "candtreasEffStopDt"};

inline constexpr std::array<std::string_view, 37> kContributions{
    "recordType", "formTypeCd", "schedFormTypeCd", "reportInfoIdent", "receivedDt",
    "infoOnlyFlag", "filerIdent", "filerTypeCd", "filerName", "contributionInfoId",
    "contributionDt", "contributionAmount", "contributionDescr", "itemizeFlag", "travelFlag",
    "contributorPersentTypeCd", "contributorNameOrganization", "contributorNameLast",
    "contributorNameSuffixCd", "contributorNameFirst", "contributorNamePrefixCd",
    "contributorNameShort", "contributorStreetCity", "contributorStreetStateCd",
    "contributorStreetCountyCd", "contributorStreetCountryCd", "contributorStreetPostalCode",
    "contributorStreetRegion", "contributorEmployer", "contributorOccupation",
    "contributorJobTitle", "contributorPacFein", "contributorOosPacFlag",
    "contributorLawFirmName", "contributorSpouseLawFirmName", "contributorParent1LawFirmName",
    "contributorParent2LawFirmName"};

inline constexpr std::array<std::string_view, 128> kCovers{
    "recordType", "formTypeCd", "reportInfoIdent", "receivedDt", "infoOnlyFlag", "filerIdent",
    "filerTypeCd", "filerName", "reportTypeCd1", "reportTypeCd2", "reportTypeCd3",
    "reportTypeCd4", "reportTypeCd5", "reportTypeCd6", "reportTypeCd7", "reportTypeCd8",
    "reportTypeCd9", "reportTypeCd10", "sourceCategoryCd", "dueDt", "filedDt", "periodStartDt",
    "periodEndDt", "unitemizedContribAmount", "totalContribAmount", "unitemizedExpendAmount",
    "totalExpendAmount", "loanBalanceAmount", "contribsMaintainedAmount",
    "unitemizedPledgeAmount", "unitemizedLoanAmount", "totalInterestEarnedAmount", "electionDt",
    "electionTypeCd", "electionTypeDescr", "noActivityFlag", "politicalPartyCd",
    "politicalDivisionCd", "politicalPartyOtherDescr", "politicalPartyCountyCd",
    "timelyCorrectionFlag", "semiannualCheckboxFlag", "highContribThreshholdCd",
    "softwareRelease", "internetVisibleFlag", "signerPrintedName", "addrChangeFilerFlag",
    "addrChangeTreasFlag", "addrChangeChairFlag", "filerPersentTypeCd", "filerNameOrganization",
    "filerNameLast", "filerNameSuffixCd", "filerNameFirst", "filerNamePrefixCd",
    "filerNameShort", "filerStreetAddr1", "filerStreetAddr2", "filerStreetCity",
    "filerStreetStateCd", "filerStreetCountyCd", "filerStreetCountryCd",
    "filerStreetPostalCode", "filerStreetRegion", "filerHoldOfficeCd",
    "filerHoldOfficeDistrict", "filerHoldOfficePlace", "filerHoldOfficeDescr",
    "filerHoldOfficeCountyCd", "filerHoldOfficeCountyDescr", "filerSeekOfficeCd",
    "filerSeekOfficeDistrict", "filerSeekOfficePlace", "filerSeekOfficeDescr",
    "filerSeekOfficeCountyCd", "filerSeekOfficeCountyDescr", "treasPersentTypeCd",
    "treasNameOrganization", "treasNameLast", "treasNameSuffixCd", "treasNameFirst",
    "treasNamePrefixCd", "treasNameShort", "treasStreetAddr1", "treasStreetAddr2",
    "treasStreetCity", "treasStreetStateCd", "treasStreetCountyCd", "treasStreetCountryCd",
    "treasStreetPostalCode", "treasStreetRegion", "treasMailingAddr1", "treasMailingAddr2",
    "treasMailingCity", "treasMailingStateCd", "treasMailingCountyCd", "treasMailingCountryCd",
    "treasMailingPostalCode", "treasMailingRegion", "treasPrimaryUsaPhoneFlag",
    "treasPrimaryPhoneNumber", "treasPrimaryPhoneExt", "chairPersentTypeCd",
    "chairNameOrganization", "chairNameLast", "chairNameSuffixCd", "chairNameFirst",
    "chairNamePrefixCd", "chairNameShort", "chairStreetAddr1", "chairStreetAddr2",
    "chairStreetCity", "chairStreetStateCd", "chairStreetCountyCd", "chairStreetCountryCd",
    "chairStreetPostalCode", "chairStreetRegion", "chairMailingAddr1", "chairMailingAddr2",
    "chairMailingCity", "chairMailingStateCd", "chairMailingCountyCd", "chairMailingCountryCd",
    "chairMailingPostalCode", "chairMailingRegion", "chairPrimaryUsaPhoneFlag",
    "chairPrimaryPhoneNumber", "chairPrimaryPhoneExt"};

}  // namespace texas
