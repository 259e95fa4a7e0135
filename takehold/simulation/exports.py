"""What the hospital's systems would hand out: lists with one row a case, and a log with one row a step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from takehold.simulation import wards
from takehold.simulation.habits import Ints
from takehold.simulation.occasions import DAY, Occasions
from takehold.simulation.tables import Table, moments

HANDOVER_LABELS = {
    "Ward 7": "Ward 7 (Med)",
    "ICU North": "ICU North ",
    "Maternity A": "MATERNITY A",
    "Emergency Majors": "Emergency - Majors",
}
INCIDENT_LABELS = {
    "Service Desk": "Service Desk L1",
    "Clinical Chemistry": "Clinical chemistry",
    "Inpatient Pharmacy": "Pharmacy, inpatient",
    "CT and MRI": " CT and MRI",
}
REQUEST_LABELS = {"Medical Engineering": "Medical Engineering (MEE)", "Networks": "NETWORKS"}
STRANGER = "Agency pool"  # belongs to no team: left outside
CATEGORIES = np.array(["Clinical application", "Device", "Network", "Access", "Building", "Other"])
PRIORITIES = np.array(["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"])
NEVER = -1
USUALLY_HASTY = 0.06
HASTY = {
    "Porters": 0.34,
    "Facilities": 0.3,
    "Medical Engineering": 0.27,
    "Service Desk": 0.01,
    "Clinical Systems": 0.01,
}
"""The share of a team's tickets that are resolved without ever having been worked on."""
FIRST_TICKET = 10_001
LINKED, LINKED_SINCE, LINKED_UNTIL = (0.31, 0.62), 28, 14
"""How often knowledge is linked to a ticket: usually, and from so many weeks before the end on, when the search came; in the
teams beside the service desk the wont of it was lost so many weeks before the end."""
UNLEARNED = "ops"


def labels(seen: Occasions, own: Mapping[str, str], renamed_at: int) -> NDArray[np.str_]:
    """The label under which each chance is found: mostly the team's name of the day, a few of the source's own."""
    plain = np.array([own.get(team.name, team.name) for team in wards.TEAMS])
    was, now = wards.RENAMED
    return np.where((seen.team == wards.INDEX[was]) & (seen.minute >= renamed_at), now, plain[seen.team])


def handovers(rng: np.random.Generator, seen: Occasions, day0: date, renamed_at: int) -> Table:
    """handovers.csv: one row a handover, in the record, on paper or only spoken."""
    size = len(seen)
    spoken = rng.random(size) < 0.18
    method = np.where(seen.new, "record", np.where(spoken, "spoken", "paper"))
    label = labels(seen, HANDOVER_LABELS, renamed_at)
    label = np.where(rng.random(size) < 0.008, STRANGER, label)
    hour = seen.minute % DAY // 60
    shift = np.where(hour < 12, "early", np.where(hour < 20, "late", "night"))
    return Table(
        "handovers.csv",
        {
            "number": [f"HO{i:07d}" for i in range(1, size + 1)],
            "handed_over_at": moments(seen.minute, day0),
            "ward": label.tolist(),
            "shift": shift.tolist(),
            "method": method.tolist(),
        },
    )


def solve(rng: np.random.Generator, seen: Occasions) -> Ints:
    """The minute at which each ticket is resolved: hours for most, weeks for a few."""
    return seen.minute + 240 + rng.lognormal(5.2, 1.1, len(seen)).astype(np.int64)


def incidents(
    rng: np.random.Generator, seen: Occasions, solved: Ints, day0: date, renamed_at: int, end: date
) -> Table:
    """incidents.csv: a list export of incidents as ServiceNow makes it, one row a ticket as it stands at the end."""
    size = len(seen)
    closed = solved + 5 * DAY
    horizon = ((end - day0).days + 1) * DAY
    state = np.where(solved >= horizon, "Active", np.where(closed >= horizon, "Resolved", "Closed"))
    done = solved < horizon
    return Table(
        "incidents.csv",
        {
            "number": [f"INC{i:07d}" for i in range(FIRST_TICKET, size + FIRST_TICKET)],
            "opened_at": moments(seen.minute, day0, "european"),
            "assignment_group": labels(seen, INCIDENT_LABELS, renamed_at).tolist(),
            "incident_state": state.tolist(),
            "priority": PRIORITIES[rng.choice(4, size, p=[0.03, 0.12, 0.6, 0.25])].tolist(),
            "u_priority_confirmation": np.where(seen.new & done, "true", "false").tolist(),
            "knowledge": np.where(rng.random(size) < linked(seen, horizon), "true", "false").tolist(),
            "reassignment_count": np.minimum(rng.geometric(0.62, size) - 1, 9).astype(str).tolist(),
            "reopen_count": (rng.random(size) < 0.04).astype(int).astype(str).tolist(),
            "category": CATEGORIES[rng.choice(6, size, p=[0.34, 0.2, 0.12, 0.2, 0.06, 0.08])].tolist(),
            "resolved_at": moments(np.where(done, solved, NEVER), day0, "european"),
            "closed_at": moments(np.where(closed < horizon, closed, NEVER), day0, "european"),
        },
    )


def linked(seen: Occasions, horizon: int) -> NDArray[np.float64]:
    """(n,) How likely knowledge is linked to each ticket; ``horizon`` is the minute at which the data ends."""
    left = (horizon - seen.minute) / (7 * DAY)
    unlearned = np.array([team.department == UNLEARNED for team in wards.TEAMS])[seen.team]
    return np.where((left <= LINKED_SINCE) & ~(unlearned & (left <= LINKED_UNTIL)), LINKED[1], LINKED[0])


def incident_log(
    rng: np.random.Generator,
    seen: Occasions,
    solved: Ints,
    since: int,
    day0: date,
    renamed_at: int,
    end: date,
) -> Table:
    """incident_log.csv: one row a step (New, Active, Awaiting User Info, Resolved, Closed), in order of time.

    The tickets are those of incidents.csv that were opened from the minute ``since`` on, under the same numbers.
    """
    before = int(np.searchsorted(seen.minute, since))
    seen, solved = seen.keep(seen.minute >= since), solved[before:]
    size = len(seen)
    horizon = ((end - day0).days + 1) * DAY
    steps = _steps(rng, seen, solved)
    state = np.repeat(np.arange(5), size)
    ticket = np.tile(np.arange(size), 5)
    at = np.concatenate([minutes for _, minutes in steps])
    order = np.lexsort((state, ticket, at))
    order = order[(at[order] >= 0) & (at[order] < horizon)]
    ticket, state, at = ticket[order], state[order], at[order]
    names = np.array([name for name, _ in steps])
    confirmed = seen.new[ticket] & (state >= 3)
    return Table(
        "incident_log.csv",
        {
            "number": [f"INC{i + FIRST_TICKET + before:07d}" for i in ticket.tolist()],
            "incident_state": names[state].tolist(),
            "sys_updated_at": moments(at, day0, "european"),
            "assignment_group": labels(seen, INCIDENT_LABELS, renamed_at)[ticket].tolist(),
            "u_priority_confirmation": np.where(confirmed, "true", "false").tolist(),
        },
    )


def requests(rng: np.random.Generator, seen: Occasions, day0: date, end: date) -> Table:
    """requests.csv: a list export of requests as Jira makes it."""
    size = len(seen)
    horizon = ((end - day0).days + 1) * DAY
    due = seen.minute // DAY + rng.integers(3, 30, size)
    done = seen.minute + rng.integers(DAY, 20 * DAY, size)
    names = np.array([REQUEST_LABELS.get(team.name, team.name) for team in wards.TEAMS])
    return Table(
        "requests.csv",
        {
            "Issue key": [f"REQ-{i}" for i in range(1, size + 1)],
            "Issue Type": np.array(["Service Request", "Task", "Bug"])[
                rng.choice(3, size, p=[0.7, 0.2, 0.1])
            ].tolist(),
            "Status": np.where(done < horizon, "Done", "In Progress").tolist(),
            "Created": moments(seen.minute, day0),
            "Component/s": names[seen.team].tolist(),
            "Due date": _days(np.where(seen.new, due, NEVER), day0),
            "Resolved": moments(np.where(done < horizon, done, NEVER), day0),
        },
    )


def _days(days: Ints, day0: date) -> list[str]:
    stamps = np.datetime_as_string(
        np.datetime64(day0, "D") + days.astype("timedelta64[D]"), unit="D"
    ).tolist()
    return [s if d >= 0 else "" for s, d in zip(stamps, days.tolist(), strict=True)]


def _steps(rng: np.random.Generator, seen: Occasions, solved: Ints) -> tuple[tuple[str, Ints], ...]:
    """Each step of a ticket with the minute at which each ticket took it, NEVER where it did not."""
    size, opened = len(seen), seen.minute
    started = opened + rng.integers(1, 200, size)
    waited = np.where(rng.random(size) < 0.2, started + rng.integers(1, 40, size), NEVER)
    hasty = np.array([HASTY.get(team.name, USUALLY_HASTY) for team in wards.TEAMS])
    skipped = rng.random(size) < hasty[seen.team]
    return (
        ("New", opened),
        ("Active", np.where(skipped, NEVER, started)),
        ("Awaiting User Info", np.where(skipped, NEVER, waited)),
        ("Resolved", solved),
        ("Closed", solved + 5 * DAY),
    )
