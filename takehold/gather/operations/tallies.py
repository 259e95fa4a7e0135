"""A tally: what was seen with one's own eyes, saved once as counts of the source “observed”."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.facts import Behaviour
from takehold.gather.facts import TallyChoice
from takehold.gather.models import Tally
from takehold.gather.queries.tallies import tally_choice
from takehold.initiatives import operations as initiatives
from takehold.ledger import operations as ledger
from takehold.people import operations as people
from takehold.people import queries as people_queries
from takehold.people.facts import NotAllowed, Viewer

OBSERVED = "observed"
MOST = 500


def save_tally(
    *,
    viewer: Viewer,
    team_id: int,
    slug: str,
    behaviour_key: str,
    chances: int,
    new_way: int,
    day: date,
    key: str,
    now: datetime,
) -> bool:
    """Save a finished tally. The same ``key`` again changes nothing; returns whether this call saved it."""
    choice = tally_choice(viewer=viewer, team_id=team_id, slug=slug, behaviour_key=behaviour_key)
    if not 0 < chances <= MOST or not 0 <= new_way <= chances:
        raise NotAllowed(_("Tap at least one case before finishing."))
    measure_id = _measure(viewer, choice, now)
    counted = {"day": day, "chances": chances, "new_way": new_way, "measure_id": measure_id}
    about = {"initiative_slug": slug, "behaviour_key": behaviour_key, "team_id": team_id}
    with transaction.atomic():
        _row, fresh = Tally.objects.get_or_create(
            key=key, defaults={**counted, **about, "observer_id": viewer.person_id, "saved_at": now}
        )
        if not fresh:
            return False
        ledger.add_counts(
            measure_id=measure_id, label=choice.team_key, day=day,
            chances=chances, new_way=new_way, old_way=None, key=key, now=now,
        )  # fmt: skip
        audit.record(
            actor=viewer.actor,
            action="tally saved",
            subject=f"team:{team_id}",
            now=now,
            details={"behaviour": behaviour_key, "chances": chances, "new_way": new_way},
        )
    return True


def _measure(viewer: Viewer, choice: TallyChoice, now: datetime) -> int:
    """The measure that tallies of this behaviour go to; it becomes the behaviour's own where that has no data yet."""
    house = people_queries.system_viewer(on=viewer.on)  # a manager's own team needs no decision by a lead
    source = ledger.register_source(key=OBSERVED, name=_("Seen by colleagues"), kind=OBSERVED, now=now)
    measure = ledger.register_measure(
        source_id=source.id,
        behaviour=Behaviour(key=choice.behaviour_key, name=choice.behaviour, question=choice.question),
        recipe_sha256="",
        now=now,
    )
    people.match_label(
        viewer=house, source_id=source.id, label=choice.team_key, team_id=choice.team_id, now=now
    )
    if choice.measure_id is None:
        initiatives.connect(viewer=house, behaviour_id=choice.behaviour_id, measure_id=measure.id, now=now)
    return measure.id
