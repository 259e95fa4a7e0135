"""A change's charter: why, what it serves, who owns it (the business first), what is fixed, who shaped it, its versions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.analysis.facts import Verdict
from takehold.governance import models
from takehold.governance.facts.priorities import Charter, CharterInput, CharterVersionFact
from takehold.governance.queries.priorities import services
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Initiative
from takehold.people.facts import Viewer

MOST = 100


def charter(*, viewer: Viewer, slug: str) -> tuple[Charter, Initiative]:
    """The charter, and the change it is of, for whoever may read the change. Raises ``NotYours``."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    rows = models.CharterVersion.objects.filter(initiative_id=change.id)[:MOST]
    owners = (
        (_("Operational co-owner"), change.co_owner),
        (_("Sponsor"), change.sponsor),
        (_("Lead"), change.lead),
    )
    found = services(initiative_ids=[change.id])
    if any(each.kind.value == "measure" for one in found for each in one.evidence):
        found = services(initiative_ids=[change.id], verdicts=verdicts(viewer, slug))
    made = Charter(
        slug=change.slug,
        change=change.name,
        reasons=change.reasons,
        owners=tuple((function, who.name if who is not None else "") for function, who in owners),
        services=found,
        versions=tuple(_version(row) for row in rows),
        may_edit=change.may_edit,
    )
    return made, change


def verdicts(viewer: Viewer, slug: str) -> dict[str, Verdict | None]:
    """What this viewer reads today of each behaviour of the change."""
    return {
        each.behaviour.key: each.verdict.whole.verdict if each.verdict is not None else None
        for each in initiatives.standings(viewer=viewer, slug=slug)
    }


def _version(row: models.CharterVersion) -> CharterVersionFact:
    said = CharterInput(row.fixed_by_safety, row.fixed_by_law, row.open_to_shape, row.co_authors, row.because)
    return CharterVersionFact(row.number, row.on, said)
