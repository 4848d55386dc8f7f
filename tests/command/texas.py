"""Small archives in the exact layout of the Texas Ethics Commission, written by the tests.

The columns are those of the agency's layout, CFS-ReadMe.txt of 2023.
"""
import io
import zipfile

CONTRIBS = """
recordType formTypeCd schedFormTypeCd reportInfoIdent receivedDt infoOnlyFlag filerIdent
filerTypeCd filerName contributionInfoId contributionDt contributionAmount contributionDescr
itemizeFlag travelFlag contributorPersentTypeCd contributorNameOrganization contributorNameLast
contributorNameSuffixCd contributorNameFirst contributorNamePrefixCd contributorNameShort
contributorStreetCity contributorStreetStateCd contributorStreetCountyCd
contributorStreetCountryCd contributorStreetPostalCode contributorStreetRegion
contributorEmployer contributorOccupation contributorJobTitle contributorPacFein
contributorOosPacFlag contributorLawFirmName contributorSpouseLawFirmName
contributorParent1LawFirmName contributorParent2LawFirmName
""".split()

FILERS = """
recordType filerIdent filerTypeCd filerName unexpendContribFilerFlag modifiedElectCycleFlag
filerJdiCd committeeStatusCd ctaSeekOfficeCd ctaSeekOfficeDistrict ctaSeekOfficePlace
ctaSeekOfficeDescr ctaSeekOfficeCountyCd ctaSeekOfficeCountyDescr filerPersentTypeCd
filerNameOrganization filerNameLast filerNameSuffixCd filerNameFirst filerNamePrefixCd
filerNameShort filerStreetAddr1 filerStreetAddr2 filerStreetCity filerStreetStateCd
filerStreetCountyCd filerStreetCountryCd filerStreetPostalCode filerStreetRegion
filerMailingAddr1 filerMailingAddr2 filerMailingCity filerMailingStateCd filerMailingCountyCd
filerMailingCountryCd filerMailingPostalCode filerMailingRegion filerPrimaryUsaPhoneFlag
filerPrimaryPhoneNumber filerPrimaryPhoneExt filerHoldOfficeCd filerHoldOfficeDistrict
filerHoldOfficePlace filerHoldOfficeDescr filerHoldOfficeCountyCd filerHoldOfficeCountyDescr
filerFilerpersStatusCd filerEffStartDt filerEffStopDt contestSeekOfficeCd
contestSeekOfficeDistrict contestSeekOfficePlace contestSeekOfficeDescr
contestSeekOfficeCountyCd contestSeekOfficeCountyDescr treasPersentTypeCd treasNameOrganization
treasNameLast treasNameSuffixCd treasNameFirst treasNamePrefixCd treasNameShort treasStreetAddr1
treasStreetAddr2 treasStreetCity treasStreetStateCd treasStreetCountyCd treasStreetCountryCd
treasStreetPostalCode treasStreetRegion treasMailingAddr1 treasMailingAddr2 treasMailingCity
treasMailingStateCd treasMailingCountyCd treasMailingCountryCd treasMailingPostalCode
treasMailingRegion treasPrimaryUsaPhoneFlag treasPrimaryPhoneNumber treasPrimaryPhoneExt
treasAppointorNameLast treasAppointorNameFirst treasFilerpersStatusCd treasEffStartDt
treasEffStopDt assttreasPersentTypeCd assttreasNameOrganization assttreasNameLast
assttreasNameSuffixCd assttreasNameFirst assttreasNamePrefixCd assttreasNameShort
assttreasStreetAddr1 assttreasStreetAddr2 assttreasStreetCity assttreasStreetStateCd
assttreasStreetCountyCd assttreasStreetCountryCd assttreasStreetPostalCode assttreasStreetRegion
assttreasPrimaryUsaPhoneFlag assttreasPrimaryPhoneNumber assttreasPrimaryPhoneExt
assttreasAppointorNameLast assttreasAppointorNameFirst chairPersentTypeCd chairNameOrganization
chairNameLast chairNameSuffixCd chairNameFirst chairNamePrefixCd chairNameShort chairStreetAddr1
chairStreetAddr2 chairStreetCity chairStreetStateCd chairStreetCountyCd chairStreetCountryCd
chairStreetPostalCode chairStreetRegion chairMailingAddr1 chairMailingAddr2 chairMailingCity
chairMailingStateCd chairMailingCountyCd chairMailingCountryCd chairMailingPostalCode
chairMailingRegion chairPrimaryUsaPhoneFlag chairPrimaryPhoneNumber chairPrimaryPhoneExt
""".split()

SPACS = """
recordType spacFilerIdent spacFilerTypeCd spacFilerName spacFilerNameShort spacCommitteeStatusCd
spactreasEffStartDt spactreasEffStopDt spacPositionCd candidateFilerIdent candidateFilerTypeCd
candidateFilerName candidateFilerpersStatusCd candidateEffStartDt candidateEffStopDt
candidateHoldOfficeCd candidateHoldOfficeDistrict candidateHoldOfficePlace
candidateHoldOfficeDescr candidateHoldOfficeCountyCd candidateHoldOfficeCountyDescr
candidateSeekOfficeCd candidateSeekOfficeDistrict candidateSeekOfficePlace
candidateSeekOfficeDescr candidateSeekOfficeCountyCd candidateSeekOfficeCountyDescr
ctaSeekOfficeCd ctaSeekOfficeDistrict ctaSeekOfficePlace ctaSeekOfficeDescr
ctaSeekOfficeCountyCd ctaSeekOfficeCountyDescr candtreasFilerpersStatusCd candtreasEffStartDt
candtreasEffStopDt
""".split()

COVER = """
recordType formTypeCd reportInfoIdent receivedDt infoOnlyFlag filerIdent filerTypeCd filerName
reportTypeCd1 reportTypeCd2 reportTypeCd3 reportTypeCd4 reportTypeCd5 reportTypeCd6
reportTypeCd7 reportTypeCd8 reportTypeCd9 reportTypeCd10 sourceCategoryCd dueDt filedDt
periodStartDt periodEndDt unitemizedContribAmount totalContribAmount unitemizedExpendAmount
totalExpendAmount loanBalanceAmount contribsMaintainedAmount unitemizedPledgeAmount
unitemizedLoanAmount totalInterestEarnedAmount electionDt electionTypeCd electionTypeDescr
noActivityFlag politicalPartyCd politicalDivisionCd politicalPartyOtherDescr
politicalPartyCountyCd timelyCorrectionFlag semiannualCheckboxFlag highContribThreshholdCd
softwareRelease internetVisibleFlag signerPrintedName addrChangeFilerFlag addrChangeTreasFlag
addrChangeChairFlag filerPersentTypeCd filerNameOrganization filerNameLast filerNameSuffixCd
filerNameFirst filerNamePrefixCd filerNameShort filerStreetAddr1 filerStreetAddr2
filerStreetCity filerStreetStateCd filerStreetCountyCd filerStreetCountryCd
filerStreetPostalCode filerStreetRegion filerHoldOfficeCd filerHoldOfficeDistrict
filerHoldOfficePlace filerHoldOfficeDescr filerHoldOfficeCountyCd filerHoldOfficeCountyDescr
filerSeekOfficeCd filerSeekOfficeDistrict filerSeekOfficePlace filerSeekOfficeDescr
filerSeekOfficeCountyCd filerSeekOfficeCountyDescr treasPersentTypeCd treasNameOrganization
treasNameLast treasNameSuffixCd treasNameFirst treasNamePrefixCd treasNameShort treasStreetAddr1
treasStreetAddr2 treasStreetCity treasStreetStateCd treasStreetCountyCd treasStreetCountryCd
treasStreetPostalCode treasStreetRegion treasMailingAddr1 treasMailingAddr2 treasMailingCity
treasMailingStateCd treasMailingCountyCd treasMailingCountryCd treasMailingPostalCode
treasMailingRegion treasPrimaryUsaPhoneFlag treasPrimaryPhoneNumber treasPrimaryPhoneExt
chairPersentTypeCd chairNameOrganization chairNameLast chairNameSuffixCd chairNameFirst
chairNamePrefixCd chairNameShort chairStreetAddr1 chairStreetAddr2 chairStreetCity
chairStreetStateCd chairStreetCountyCd chairStreetCountryCd chairStreetPostalCode
chairStreetRegion chairMailingAddr1 chairMailingAddr2 chairMailingCity chairMailingStateCd
chairMailingCountyCd chairMailingCountryCd chairMailingPostalCode chairMailingRegion
chairPrimaryUsaPhoneFlag chairPrimaryPhoneNumber chairPrimaryPhoneExt
""".split()


def text_of(value):
    """A value as the agency writes it: quoted when it has anything but letters, digits, . and -."""
    value = str(value)
    if value and not all(c.isalnum() and c.isascii() or c in ".-" for c in value):
        return '"' + value.replace('"', '""') + '"'
    return value


def csv_of(columns, rows, line_end="\n"):
    lines = [",".join(columns)]
    for row in rows:
        unknown = set(row) - set(columns)
        assert not unknown, unknown
        lines.append(",".join(text_of(row.get(column, "")) for column in columns))
    return (line_end.join(lines) + line_end).encode()


def filer(ident, name="Doe, Jane (Ms.)", office="STATEREP", district="12", **more):
    return {"recordType": "FILER", "filerIdent": ident, "filerTypeCd": "COH", "filerName": name,
            "filerEffStartDt": "20180101", "contestSeekOfficeCd": office,
            "contestSeekOfficeDistrict": district, **more}


def spac(ident, candidate, position="SUPPORT", **more):
    return {"recordType": "SPAC", "spacFilerIdent": ident, "spacFilerTypeCd": "SPAC",
            "spacPositionCd": position, "candidateFilerIdent": candidate,
            "candidateEffStartDt": "20180101", **more}


def gift(number, filer_ident="00070001", amount="250.00", **more):
    return {"recordType": "RCPT", "formTypeCd": "COH", "schedFormTypeCd": "A1",
            "reportInfoIdent": "812345", "receivedDt": "20200115", "infoOnlyFlag": "N",
            "filerIdent": filer_ident, "filerTypeCd": "COH", "filerName": "Doe, Jane (Ms.)",
            "contributionInfoId": str(100000000 + number), "contributionDt": "20191130",
            "contributionAmount": amount, "contributorPersentTypeCd": "INDIVIDUAL",
            "contributorNameLast": "Roe", "contributorNameFirst": "Richard A.",
            "contributorStreetCity": "AUSTIN", "contributorStreetStateCd": "TX",
            "contributorStreetCountryCd": "USA", "contributorStreetPostalCode": "78701-1234",
            "contributorOosPacFlag": "N", **more}


def cover(number, filer_ident="00070001", **more):
    return {"recordType": "CVR1", "formTypeCd": "COH", "reportInfoIdent": str(number),
            "receivedDt": "20200115", "infoOnlyFlag": "N", "filerIdent": filer_ident,
            "filerTypeCd": "COH", "filerName": "Doe, Jane (Ms.)", "reportTypeCd1": "SEMIJAN",
            "dueDt": "20200115", "periodStartDt": "20190701", "periodEndDt": "20191231",
            "totalContribAmount": "1000.00", "totalExpendAmount": "400.50",
            "contribsMaintainedAmount": "599.50", **more}


FILER_ROWS = [filer("00070001"), filer("00070002", "Poe, Ed", "STATESEN", "7"),
              filer("00070003", "Moe, Al", "GOVERNOR", "")]


def members(gifts=None, filers=None, spacs=None, covers=None):
    """Members of a small archive by name; `gifts` may be a list of lists, one for each shard."""
    gifts = [gift(i) for i in range(1, 6)] if gifts is None else gifts
    shards = gifts if gifts and isinstance(gifts[0], list) else [gifts]
    files = {
        "ReadMe.txt": b"Campaign finance data\n",
        "filers.csv": csv_of(FILERS, FILER_ROWS if filers is None else filers),
        "spacs.csv": csv_of(SPACS, [spac("00080001", "00070002")] if spacs is None else spacs),
        "cover.csv": csv_of(COVER, [cover(812345)] if covers is None else covers),
    }
    for i, shard in enumerate(shards, 1):
        files[f"contribs_{i:02}.csv"] = csv_of(CONTRIBS, shard)
    return files


def archive_of(files, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 31, 0, 0, 0)), data, compression)
    return packed.getvalue()


def archive(**parts):
    return archive_of(members(**parts))
