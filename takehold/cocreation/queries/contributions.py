"""What was added to a round, and what was done with it in the open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from takehold.cocreation import models
from takehold.cocreation.facts.contributions import ContributionFact, Kind, Moderated, Origin, State
from takehold.cocreation.facts.offers import Forward, OfferFact
from takehold.cocreation.queries.rights import facilitated
from takehold.people.facts import Viewer

SHOWN = (State.OPEN,)


def contributions(
    *, round_id: int, states: tuple[State, ...] = SHOWN, person_id: int | None = None, receipt: str = ""
) -> tuple[ContributionFact, ...]:
    """Statements and designs with their amendments and comments, the oldest first, for somebody who was let in.

    ``person_id``, ``receipt``: whose own are marked as such. How they were voted on is not told here.
    """
    rows = list(
        models.Contribution.objects.filter(round_id=round_id, state__in=states)
        .select_related("merged_into")
        .order_by("id")
    )
    return _facts(rows, person_id, receipt)


def _facts(
    rows: Sequence[models.Contribution], person_id: int | None, receipt: str
) -> tuple[ContributionFact, ...]:
    below: dict[int, list[ContributionFact]] = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            below[row.parent_id].append(_fact(row, (), person_id, receipt))
    return tuple(
        _fact(row, tuple(below[row.pk]), person_id, receipt) for row in rows if row.parent_id is None
    )


def one(*, round_id: int, contribution_id: int) -> ContributionFact | None:
    """One of them, None where there is no such thing in this round."""
    row = models.Contribution.objects.filter(pk=contribution_id, round_id=round_id).first()
    return _fact(row, (), None, "") if row is not None else None


def moderated(*, round_id: int) -> tuple[Moderated, ...]:
    """What was let in, merged or removed, the latest first; for everybody who reads the round. A removed text stays readable."""
    rows = models.Contribution.objects.filter(round_id=round_id, settled_on__isnull=False)
    return _moderated(rows.select_related("merged_into").order_by("id"))


def shown(*, round_id: int) -> tuple[tuple[ContributionFact, ...], tuple[Moderated, ...]]:
    """As ``contributions`` and ``moderated``, in one query."""
    rows = list(
        models.Contribution.objects.filter(round_id=round_id).select_related("merged_into").order_by("id")
    )
    return _facts([row for row in rows if row.state == State.OPEN], None, ""), _moderated(rows)


def _moderated(rows: Iterable[models.Contribution]) -> tuple[Moderated, ...]:
    told = [
        Moderated(row.settled_on, State(row.state), row.text, row.reason, row.merged_into.text if row.merged_into else "")
        for row in rows
        if row.settled_on is not None
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda each: each.on, reverse=True))


def waiting(*, viewer: Viewer, round_id: int) -> tuple[ContributionFact, ...]:
    """What waits to be let in, for those who facilitate. Raises ``NotYours``, ``NotAllowed``."""
    facilitated(viewer, round_id)
    return contributions(round_id=round_id, states=(State.WAITING,))


def offers(*, viewer: Viewer, round_id: int) -> tuple[OfferFact, ...]:
    """Who stepped forward, for those who facilitate. Raises ``NotYours``, ``NotAllowed``."""
    rows = facilitated(viewer, round_id).row.offers
    return _offers(rows.select_related("person", "contribution").order_by("kind", "id"))


def own_offers(*, viewer: Viewer, round_id: int) -> tuple[OfferFact, ...]:
    """Where the reader stepped forward in this round."""
    rows = models.Offer.objects.filter(round_id=round_id, person_id=viewer.person_id or 0)
    return _offers(rows.select_related("person", "contribution").order_by("kind", "id"))


def _offers(rows: object) -> tuple[OfferFact, ...]:
    return tuple(
        OfferFact(
            row.pk, Forward(row.kind), row.person.name, row.note, row.on, row.contribution.text if row.contribution else ""
        )
        for row in rows  # type: ignore[attr-defined]
    )  # fmt: skip


def _fact(
    row: models.Contribution, children: tuple[ContributionFact, ...], person_id: int | None, receipt: str
) -> ContributionFact:
    own = (person_id is not None and row.by_id == person_id) or bool(receipt and row.receipt == receipt)
    into = (row.merged_into.pk, row.merged_into.text) if row.merged_into_id and row.merged_into else None
    return ContributionFact(
        row.pk, Kind(row.kind), row.text, State(row.state), Origin(row.origin), row.on, row.signed, row.reason, into,
        row.parent_id, own, children,
    )  # fmt: skip
