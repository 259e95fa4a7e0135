"""The hospital on paper: its departments, their sixty teams, and what a reorganisation did to three of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ROOT: Final = ("hospital", "Linden Hospital")

DEPARTMENTS: Final = (
    ("med", "Medicine", ("Ward 1", "Ward 2", "Ward 3", "Ward 4", "Ward 5", "Ward 6", "Ward 7", "Ward 8")),
    ("sur", "Surgery", ("Ward 9", "Ward 10", "Ward 11", "Ward 12", "Ward 13", "Ward 14", "Ward 15")),
    ("wch", "Women and children", ("Maternity A", "Maternity B", "Delivery Suite", "Neonatal Unit",
                                   "Children's Ward", "Gynaecology")),
    ("acute", "Emergency and intensive care", ("Emergency Triage", "Emergency Majors", "Observation Unit",
                                               "ICU North", "ICU South", "High Dependency", "Patient Transport")),
    ("theatre", "Theatres", ("Theatre 1", "Theatre 2", "Theatre 3", "Recovery", "Anaesthesia", "Sterile Services")),
    ("onc", "Cancer care", ("Oncology Ward", "Haematology", "Chemotherapy Day Unit", "Palliative Care",
                            "Radiotherapy")),
    ("diag", "Diagnostics", ("Radiology", "CT and MRI", "Ultrasound", "Clinical Chemistry", "Microbiology",
                             "Blood Bank")),
    ("ther", "Outpatients and therapies", ("Physiotherapy", "Occupational Therapy", "Dietetics", "Dialysis",
                                           "Outpatients East", "Outpatients West")),
    ("pharm", "Pharmacy", ("Inpatient Pharmacy", "Dispensary", "Medicines Information")),
    ("ops", "Digital and facilities", ("Service Desk", "Clinical Systems", "Networks", "Medical Engineering",
                                       "Porters", "Facilities")),
)  # fmt: skip

TINY: Final = {"Blood Bank": 3, "Medicines Information": 4}  # under the floor of five: must be folded
RENAMED: Final = ("Ward 6", "Stroke Unit")  # the team goes on under another name
MERGED: Final = ("Ward 15", "Ward 14")  # the first ends, its people move to the second
SUCCESSORS: Final = dict((RENAMED, MERGED))
SLIPPING: Final = ("Ward 3", "Ward 7", "Ward 11", "Maternity B", "Oncology Ward")
FRESH: Final = (
    "Ward 7"  # of these the last: suddenly, and so late that its own people are the first to read of it
)
LARGE: Final = (*SLIPPING, "Ward 14")  # at least 20 people
RELUCTANT: Final = ("Porters", "Theatre 3")  # never quite took up the second change
SILENT: Final = "Ward 13"  # its handovers stop arriving near the end
OFFICE_HOURS: Final = frozenset({"ther", "pharm", "ops", "diag"})
AT_HANDOVER: Final = frozenset({"med", "sur", "wch", "acute", "theatre", "onc"})
WITH_REQUESTS: Final = frozenset({"ops", "diag", "pharm", "ther", "theatre"})

JOBS: Final = {
    "theatre": ("Theatre nurse", "Theatre assistant", "Surgeon", "Anaesthetist"),
    "diag": ("Radiographer", "Laboratory scientist", "Technician", "Physician"),
    "ther": ("Therapist", "Outpatient nurse", "Medical secretary", "Physician"),
    "pharm": ("Pharmacist", "Pharmacy technician"),
    "ops": ("Engineer", "Support analyst", "Technician", "Coordinator"),
}
CLINICAL_JOBS: Final = ("Nurse", "Nurse", "Nurse", "Healthcare assistant", "Physician", "Ward clerk")


@dataclass(frozen=True, slots=True)
class Team:
    """A leaf team. ``key`` never changes; ``department`` is its parent's key."""

    key: str
    name: str
    department: str

    @property
    def around_the_clock(self) -> bool:
        """Whether it works nights and week-ends."""
        return self.department not in OFFICE_HOURS


def key_of(name: str) -> str:
    """The permanent key of the team that began under ``name``."""
    return name.lower().replace("'", "").replace(" ", "-")


TEAMS: Final = tuple(Team(key_of(name), name, dept) for dept, _, names in DEPARTMENTS for name in names)
INDEX: Final = {team.name: i for i, team in enumerate(TEAMS)}


def latest_key(team: Team) -> str:
    """The key under which the team's people are found at the end."""
    return key_of(SUCCESSORS[team.name]) if team.name in SUCCESSORS else team.key
