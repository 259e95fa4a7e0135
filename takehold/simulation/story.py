"""What the hospital tells: its three changes, their column mappings, marks on the calendar, and the hidden truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from takehold.simulation.helping import Help
from takehold.simulation.tables import Table


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the hospital, ready to be set up.

    Attributes:
        key: short name, fit for an address.
        name: the desired behaviour and the change's name.
        reasons: why it is done, in people's words.
        behaviour: key of the behaviour inside ``recipe``.
        file: the table that shows it; ``recipe`` is the column mapping for it (TOML, DESIGN section 8).
        target: agreed share.
        go_live: first day for everybody; ``go_lives`` holds each team's own, by team key.
        sponsor, lead, co_owner: mail addresses of people in people.csv, "" where there is none.
        safety_grade: whether a slip is shown above the team at once.
        more: further tables that tell of it, each with its column mapping.
    """

    key: str
    name: str
    reasons: tuple[str, ...]
    behaviour: str
    file: str
    recipe: str
    target: float
    go_live: date
    go_lives: Mapping[str, date]
    sponsor: str = ""
    lead: str = ""
    co_owner: str = ""
    safety_grade: bool = False
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day. No teams: it concerned everybody; no change: all changes. Both by key."""

    on: date
    kind: str
    text: str
    teams: tuple[str, ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened, for tests; nothing of it is in the files.

    Attributes:
        slipping: team key -> first day of the slip in the first change.
        reluctant: team keys that never quite took up the second change.
        silent: team key -> last day its handovers arrived.
        feed_stopped: first and last day on which no incident arrived at all.
        shares: change key -> team key -> expected share of the new way in the last 6 weeks.
        teams_of_change: change key -> keys of the teams that have chances in it, as they are called at the end.
    """

    slipping: Mapping[str, date]
    reluctant: tuple[str, ...]
    silent: Mapping[str, date]
    feed_stopped: tuple[date, date]
    shares: Mapping[str, Mapping[str, float]]
    teams_of_change: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hospital:
    """The demo hospital: its files, its changes, its calendar, what was done to help, and the truth behind them."""

    name: str
    start: date
    end: date
    tables: Mapping[str, Table]
    changes: tuple[Change, ...]
    marks: tuple[Mark, ...]
    truth: Truth
    helps: Mapping[str, Help]


HANDOVER_RECIPE: Final = """\
[source]
format = "csv"
shape = "cases"
timestamps = "%Y-%m-%d %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "number"
at = "handed_over_at"
team = "ward"

[[behaviour]]
key = "handover-in-record"
name = "Handover in the record, not on paper"
question = "Is the patient handed over in the record?"
caution = "A handover that nobody wrote down anywhere cannot be seen."
new_way = { method = "record" }
old_way = { method = "paper" }
target = 0.9
"""
INCIDENT_RECIPE: Final = """\
[source]
format = "csv"
shape = "cases"
timestamps = "%d/%m/%Y %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "number"
at = "opened_at"
team = "assignment_group"

[[behaviour]]
key = "confirm-priority"
name = "Priority is double-checked before an incident is resolved"
question = "Did somebody confirm the priority?"
caution = "A tick in a box is not yet a second look."
opportunity = { incident_state = ["Resolved", "Closed"] }
new_way = { u_priority_confirmation = "true" }
target = 0.9
"""
REQUEST_RECIPE: Final = """\
[source]
format = "csv"
shape = "cases"
timestamps = "%Y-%m-%d %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "Issue key"
at = "Created"
team = "Component/s"

[[behaviour]]
key = "agreed-date"
name = "A request gets an agreed date before the work begins"
question = "Does the request carry a date that was agreed?"
caution = "Whether the date was kept is another question."
new_way = { "Due date" = { present = true } }
target = 0.85
"""
LOG_RECIPE: Final = """\
[source]
format = "csv"
shape = "events"
timestamps = "%d/%m/%Y %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "number"
activity = "incident_state"
at = "sys_updated_at"
team = "assignment_group"

[[behaviour]]
key = "worked-before-resolved"
name = "A ticket is worked on before it is resolved"
question = "Does somebody take the ticket on before it is said to be solved?"
caution = "A ticket that is solved on the telephone may be taken on and solved in one breath."
target = 0.85
[[behaviour.rule]]
kind = "precedence"
a = "Active"
b = "Resolved"
"""
