"""Whether a change may go live for a group: the co-owner has signed, those who bring it agree, the people were reached,
the old path is known, and no condition of a decision is open. What is missing is named, with the page that mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.alignment.queries.holding import waits
from takehold.bridge.queries.paths import known
from takehold.gather.queries.coverage import reached_by_people
from takehold.governance.facts.go import Condition, GoFact, GroupGo, Missing, Readiness
from takehold.governance.queries import go as governance
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Initiative
from takehold.initiatives.queries.go_lives import days_of_teams
from takehold.people import queries as people
from takehold.people.facts import ReportingUnit, Viewer

DECISIONS: Final = "/council/decisions/"


def readiness(*, viewer: Viewer, slug: str, change: Initiative | None = None) -> Readiness:
    """What holds and what is missing, of the groups that this viewer may read. Raises ``NotYours``."""
    found = change or initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    sight, record = people.sight(viewer=viewer), governance.standing(viewer=viewer, change=found)
    meant = people.with_those_below(sight.teams, found.team_ids) if found.team_ids else None
    units = [unit for unit in sight.units if meant is None or unit.team_ids & meant]
    heard = reached_by_people(viewer=viewer, initiative=found)
    days = days_of_teams(dict(found.team_go_lives), sight.teams)
    said = [each for each in record.goes if each.open]
    return Readiness(
        slug=found.slug,
        change=found.name,
        may_say=found.may_edit,
        signature=record.signature,
        missing=tuple(_of_change(found, record)),
        groups=tuple(
            GroupGo(
                min(unit.team_ids), unit.name, unit.team_ids, _first(unit, days, found.go_live), _of_group(unit, said),
                () if unit.team_ids & heard else (_unreached(found),),
            )
            for unit in sorted(units, key=lambda each: each.name)
        ),
        taken_back=tuple(each for each in record.goes if not each.open),
    )  # fmt: skip


def _of_change(change: Initiative, record: governance.Standing) -> list[Missing]:
    """What does not hold for any group."""
    found, signed = [], record.signature
    here = reverse("overview:go", args=[change.slug])
    if not signed.co_owner:
        edit = reverse("initiatives:edit", args=[change.slug])
        found.append(Missing(Condition.CO_OWNER, _("Nobody from operations co-owns this change yet."), edit))
    elif signed.signed_on is None:
        told = _("{name}, the operational co-owner, has not signed yet.").format(name=signed.co_owner)
        found.append(Missing(Condition.CO_OWNER, told, f"{here}#signature"))
    if waits(initiative_id=change.id):
        told = _("Those who bring the change have not agreed to its plan yet.")
        found.append(Missing(Condition.INSIDE, told, reverse("alignment:inside", args=[change.slug])))
    if not known(initiative_id=change.id):
        told = _("Nobody has written down in which ways the old way can still be gone.")
        found.append(Missing(Condition.OLD_PATH, told, reverse("bridge:paths", args=[change.slug])))
    waiting = record.conditions
    if waiting:
        told = ngettext(
            "A condition of a decision is not met: {first}",
            "{n} conditions of decisions are not met: {first} …",
            len(waiting),
        ).format(n=len(waiting), first=waiting[0])
        found.append(Missing(Condition.COUNCIL, told, DECISIONS))
    return found


def _unreached(change: Initiative) -> Missing:
    told = _("Nobody in this group was heard yet, in no way.")
    return Missing(Condition.REACHED, told, reverse("gather:reach", args=[change.slug]))


def _of_group(unit: ReportingUnit, said: Sequence[GoFact]) -> GoFact | None:
    """What was said of its teams, whatever the group was called or with whom it was put together then."""
    return next((each for each in said if each.team_ids & unit.team_ids), None)


def _first(unit: ReportingUnit, days: Mapping[int, date], for_all: date | None) -> date | None:
    """The first day set for any team of the unit, else that for everybody."""
    return min((days[team] for team in unit.team_ids if team in days), default=for_all)
