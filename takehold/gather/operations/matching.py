"""Which team each label means, and teams made out of labels that mean none yet."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.models import MadeTeam
from takehold.gather.queries.rights import is_steward
from takehold.gather.queries.sources import may_see_source, open_matches, slug_of, waits
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries as initiative_queries
from takehold.initiatives.operations.changes import include_teams
from takehold.people import operations as people
from takehold.people import queries as people_queries
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST_NAME = 200


def match_labels(
    *, viewer: Viewer, source_id: int, choices: Iterable[tuple[str, int | None]], now: datetime
) -> int:
    """Save for each label its team, or None for outside; verdicts are worked out again. How many were saved."""
    _need(viewer, source_id)
    saved = 0
    with transaction.atomic():
        for label, team_id in choices:
            people.match_label(viewer=viewer, source_id=source_id, label=label, team_id=team_id, now=now)
            saved += 1
    if saved:
        initiatives.refresh_source(source_id=source_id, now=now)
    return saved


def make_teams(*, viewer: Viewer, source_id: int, sizes: Mapping[str, int], now: datetime) -> int:
    """Make a team of each label with so many people, and match it.

    Whoever looks after the source may, with names that wait for a team; a name that means a team already is not cut
    out of it. The number of people decides what may be shown, so where it is not a steward who says it, nothing is
    shown of the team until one has confirmed it (``check_teams``), or its people are on record.
    """
    _need(viewer, source_id)
    sizes = {label: size for label, size in sizes.items() if label.strip()}  # who named no team is none
    if not sizes:
        raise NotAllowed(_("Choose at least one name to make a team of."))
    teams = people_queries.teams(viewer=viewer)
    if teams and not is_steward(viewer):
        waiting = {match.label for match in open_matches(viewer=viewer, source_id=source_id) if waits(match)}
        if not set(sizes) <= waiting:
            raise NotAllowed(
                _("New teams are made of names that wait for a team. The others mean one already.")
            )
    house = people_queries.system_viewer(on=viewer.on)  # a lead imports no teams but these
    keys = keys_of(sizes, {team.key for team in teams})
    with transaction.atomic():
        people.import_teams(viewer=house, text=as_csv(sizes, keys), now=now, waits=not is_steward(viewer))
        ids = {team.key: team.id for team in people_queries.teams(viewer=viewer)}
        made = {label: ids[key] for label, key in keys.items()}
        _note_made(viewer, source_id, {made[label]: size for label, size in sizes.items()}, now)
        _join(viewer, source_id, made.values(), now)
        return match_labels(viewer=viewer, source_id=source_id, choices=list(made.items()), now=now)


def _join(viewer: Viewer, source_id: int, team_ids: Iterable[int], now: datetime) -> None:
    """The teams join the change that the file was brought for, where it is for some teams only."""
    slug = slug_of(source_id)
    if slug and initiative_queries.may_edit(viewer=viewer, slug=slug):
        include_teams(viewer=viewer, slug=slug, team_ids=team_ids, now=now)


def _note_made(viewer: Viewer, source_id: int, sizes: Mapping[int, int], now: datetime) -> None:
    audit.record(
        actor=viewer.actor,
        action="teams made from names",
        subject=f"source:{source_id}",
        now=now,
        details={"teams": len(sizes), "people": sum(sizes.values())},
    )
    if not is_steward(viewer):
        MadeTeam.objects.bulk_create(
            MadeTeam(team_id=team, source_id=source_id, people=size, made_by_id=viewer.person_id, made_at=now)
            for team, size in sizes.items()
        )


def check_teams(*, viewer: Viewer, team_ids: Collection[int], now: datetime) -> int:
    """A steward confirms the number of people of these teams: from now on it counts. How many were open."""
    if not is_steward(viewer):
        raise NotYours
    with transaction.atomic():
        rows = MadeTeam.objects.filter(team_id__in=team_ids, checked_at=None)
        made = dict(rows.values_list("team_id", "source_id"))
        looked_at = rows.update(checked_at=now)
        if looked_at:
            people.confirm_sizes(viewer=viewer, team_ids=made)
            audit.record(
                actor=viewer.actor,
                action="sizes of teams checked",
                subject="organisation",
                now=now,
                details={"teams": looked_at},
            )
    for source_id in sorted({*made.values()}):
        initiatives.refresh_source(source_id=source_id, now=now)
    return looked_at


def keys_of(labels: Iterable[str], there: Collection[str] = ()) -> dict[str, str]:
    """Label -> a key made of it, none twice and none of ``there``."""
    taken = set(there)
    found = {}
    for label in labels:
        base = slugify(label)[:90] or "team"
        key, number = base, 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        taken.add(key)
        found[label] = key
    return found


def as_csv(sizes: Mapping[str, int], keys: Mapping[str, str]) -> str:
    """Teams as a file of teams. A label is a name of one line, however it stood in its cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("key", "name", "people"))
    for label, people_count in sizes.items():
        writer.writerow((keys[label], " ".join(label.split())[:LONGEST_NAME], people_count))
    return out.getvalue()


def _need(viewer: Viewer, source_id: int) -> None:
    if not may_see_source(viewer, source_id):
        raise NotYours
