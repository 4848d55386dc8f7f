"""What the peers share: the rules of states/tx/ingestor.toml as plain data, and how they report."""
import json

# Schedules of money; the others are of another kind and left out.
MONETARY = ("A1", "AJ1", "AL", "AS1", "C1", "C3")
CHAMBERS = {"STATEREP": "lower", "STATESEN": "upper"}
POSITIONS = ("SUPPORT", "ASSIST")
NONE = ("", "NONE", "X")  # an office or district that is not given here

# Fields of a contribution that are unchanged columns, and those of addtl_data.
PLAIN = {
    "contribution_id": "contributionInfoId", "memo": "contributionDescr", "first_name": "contributorNameFirst",
    "last_name": "contributorNameLast", "city": "contributorStreetCity", "zip": "contributorStreetPostalCode",
    "employer": "contributorEmployer", "occupation": "contributorOccupation", "job_title": "contributorJobTitle",
}
FILER = {"filer_id": "filerIdent", "name": "filerName", "type": "filerTypeCd"}
EXTRA = {
    "schedule": "schedFormTypeCd", "report_id": "reportInfoIdent", "form": "formTypeCd",
    "country": "contributorStreetCountryCd", "region": "contributorStreetRegion",
    "name_suffix": "contributorNameSuffixCd", "pac_id": "contributorPacFein",
    "out_of_state_pac": "contributorOosPacFlag", "law_firm": "contributorLawFirmName",
}
USED = sorted({*PLAIN.values(), *FILER.values(), *EXTRA.values(), "infoOnlyFlag", "contributionDt",
               "contributionAmount", "contributorPersentTypeCd", "contributorNameOrganization",
               "contributorStreetStateCd"})


def report(accepted, cents):
    """What bench/run compares with our own account; `cents` is None if unknown."""
    print(json.dumps({"accepted": int(accepted), "cents": None if cents is None else int(cents)}))
