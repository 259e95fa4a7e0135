"""Is a process done the same way everywhere, at an equal mix of cases?"""

from takehold.analysis.standardisation.equal_mix import standard
from takehold.analysis.standardisation.facts import (
    CycleTime,
    Differs,
    LateOpenings,
    Standard,
    Stratum,
    TeamViolations,
    Variants,
)
from takehold.analysis.standardisation.variety import cycle_time, late_openings, variants

__all__ = [
    "CycleTime",
    "Differs",
    "LateOpenings",
    "Standard",
    "Stratum",
    "TeamViolations",
    "Variants",
    "cycle_time",
    "late_openings",
    "standard",
    "variants",
]
