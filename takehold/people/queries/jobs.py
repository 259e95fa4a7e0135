"""Jobs that are held across teams, as the file of people names them."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.people.facts import Viewer
from takehold.people.models import Membership
from takehold.people.queries.teams import valid


@dataclass(frozen=True, slots=True)
class JobFact:
    """A job, how many people hold it and in which teams. Never who."""

    name: str
    people: int
    team_ids: frozenset[int]


def jobs(*, viewer: Viewer) -> tuple[JobFact, ...]:
    """Every job that somebody holds on the viewer's day, by name."""
    if not viewer.roles:
        return ()
    rows = Membership.objects.filter(valid(viewer.on)).exclude(person__job="")
    teams: dict[str, set[int]] = {}
    held: dict[str, int] = {}
    for job, team in rows.values_list("person__job", "team_id"):
        name = job.strip()
        teams.setdefault(name, set()).add(team)
        held[name] = held.get(name, 0) + 1
    return tuple(JobFact(name, held[name], frozenset(teams[name])) for name in sorted(teams) if name)
