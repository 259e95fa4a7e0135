"""Which team each label means, and teams made out of labels where an organisation has none yet."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from takehold.gather.queries.rights import is_steward
from takehold.gather.queries.sources import may_see_source
from takehold.initiatives import operations as initiatives
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

    A lead may do so only while the organisation has no team: later on, a team made up with a size of one's own
    choosing could show what a group of fewer than five did. Stewards may at any time.
    """
    _need(viewer, source_id)
    if people_queries.teams(viewer=viewer) and not is_steward(viewer):
        raise NotAllowed(
            _("There are teams already. Match the names to them, or ask your data steward for new ones.")
        )
    if not any(label.strip() for label in sizes):
        raise NotAllowed(_("Choose at least one name to make a team of."))
    sizes = {label: size for label, size in sizes.items() if label.strip()}  # who named no team is none
    house = people_queries.system_viewer(on=viewer.on)  # a lead may do this once, for an empty organisation
    keys = keys_of(sizes, {team.key for team in people_queries.teams(viewer=viewer)})
    with transaction.atomic():
        people.import_teams(viewer=house, text=as_csv(sizes, keys), now=now)
        ids = {team.key: team.id for team in people_queries.teams(viewer=viewer)}
        choices = [(label, ids[key]) for label, key in keys.items()]
        return match_labels(viewer=viewer, source_id=source_id, choices=choices, now=now)


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
