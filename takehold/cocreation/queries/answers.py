"""What became of contributions, and with whom a change was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from takehold.cocreation import models
from takehold.cocreation.facts.answers import (
    TAKEN,
    AnswerFact,
    Answers,
    Credit,
    Fate,
    Idea,
    InUse,
    OwnIdea,
    Wish,
)
from takehold.cocreation.facts.contributions import Kind, Origin, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.queries.rights import fetch
from takehold.people.facts import Viewer

OVER = (RoundState.CLOSED, RoundState.ANSWERED)


def answers(*, viewer: Viewer, round_id: int) -> Answers:
    """All contributions of a round with their answers. Raises ``NotYours``.

    What waited to be let in is seen by those who facilitate and by its author.
    """
    standing = fetch(viewer, round_id)
    ideas = _ideas(rows(Q(round_id=round_id)), viewer.person_id)
    return Answers(
        round_id=standing.row.pk,
        slug=standing.change.slug,
        change=standing.change.name,
        question=standing.row.question,
        closed=standing.row.state in OVER,
        may_answer=standing.change.may_edit,
        ideas=tuple(
            each for each in ideas if each.state is not State.WAITING or each.mine or standing.facilitates
        ),
    )


def ideas_of_change(*, initiative_id: int, person_id: int | None) -> tuple[Idea, ...]:
    """The ideas of all rounds of a change that are over, for a caller who may read it; one query."""
    found = rows(Q(round__initiative_id=initiative_id, round__state__in=OVER))
    return tuple(each for each in _ideas(found, person_id) if each.state is not State.WAITING)


def own(*, viewer: Viewer) -> tuple[OwnIdea, ...]:
    """What this person wrote in rounds that are over, the newest first; nobody else reads it. Three queries at most."""
    if viewer.person_id is None:
        return ()
    mine = models.Contribution.objects.filter(by_id=viewer.person_id, round__state__in=OVER)
    told = dict(mine.values_list("id", "merged_into_id"))
    if not told:
        return ()
    wanted = rows(Q(pk__in={*told, *(each for each in told.values() if each)}))
    names = {
        each.pk: each
        for each in models.Round.objects.filter(contributions__in=told)
        .select_related("initiative")
        .distinct()
    }
    return tuple(
        OwnIdea(each, names[each.round_id].question, names[each.round_id].initiative.slug, names[each.round_id].initiative.name)
        for each in sorted(_ideas(wanted, viewer.person_id), key=lambda idea: -idea.id)
        if each.mine
    )  # fmt: skip


def of_link(*, round_id: int, receipt: str) -> tuple[Idea, ...]:
    """What a browser that came by the link for all added to a round that is over; one query."""
    found = list(rows(Q(round_id=round_id, round__state__in=OVER)))
    return tuple(each for each in _ideas(found, None, receipt) if each.mine)


def credit(*, ideas: Iterable[Idea]) -> Credit:
    """With whom a change was written: those whose ideas were taken, each only as they said yes to."""
    groups: dict[str, None] = {}
    persons: dict[str, None] = {}
    count = unnamed = 0
    for idea in ideas:
        if idea.fate in TAKEN and not idea.seed:
            count += 1
            unnamed += not idea.with_whom
            for name in idea.with_whom:
                (groups if idea.wish is Wish.GROUP else persons)[name] = None
    return Credit(tuple(sorted(groups)), tuple(sorted(persons)), count, unnamed)


def credit_of(*, initiative_id: int) -> Credit:
    """The same of a change that the caller may read."""
    return credit(ideas=ideas_of_change(initiative_id=initiative_id, person_id=None))


def gone_live(*, initiative_id: int) -> tuple[InUse, ...]:
    """Ideas of those who took part, not of those who asked, that are in use; for rooms above, one query."""
    found = models.IdeaAnswer.objects.filter(
        contribution__round__initiative_id=initiative_id,
        contribution__origin=Origin.VOTER,
        live_on__isnull=False,
    ).order_by("contribution_id")
    told = found.values_list("contribution_id", "contribution__text", "live_on", "behaviour_id")
    return tuple(InUse(number, text, on, of) for number, text, on, of in told if on is not None)


def rows(of: Q) -> QuerySet[models.Contribution]:
    """Contributions with everything that is told of them, in one query."""
    found = models.Contribution.objects.select_related(
        "answer__behaviour", "authorship__person", "merged_into"
    )
    return found.filter(of).order_by("id")


def _ideas(
    found: Iterable[models.Contribution], person_id: int | None, receipt: str = ""
) -> tuple[Idea, ...]:
    """``person_id`` or ``receipt``: of whoever reads them."""
    by_id = {row.pk: row for row in found}
    return tuple(_idea(row, by_id, _is_of(row, person_id, receipt)) for row in by_id.values())


def _is_of(row: models.Contribution, person_id: int | None, receipt: str) -> bool:
    by_person = person_id is not None and row.by_id == person_id and row.origin != Origin.SEED
    return by_person or (bool(receipt) and row.receipt == receipt)


def root(row: models.Contribution, by_id: Mapping[int, models.Contribution]) -> models.Contribution:
    """What it was merged into at the end, itself where nothing."""
    passed = {row.pk}
    while row.state == State.MERGED and (into := by_id.get(row.merged_into_id or 0)) is not None:
        if into.pk in passed:
            break
        row = into
        passed.add(row.pk)
    return row


def _idea(row: models.Contribution, by_id: Mapping[int, models.Contribution], mine: bool) -> Idea:
    stands = root(row, by_id)
    given: models.IdeaAnswer | None = getattr(stands, "answer", None)
    said: models.Authorship | None = getattr(row, "authorship", None)
    wish = Wish(said.wish) if said is not None else Wish.ASKED if row.by_id or row.signed else None
    taken = given is not None and (given.outcome != Fate.DECLINED)
    out = stands if stands.state == State.REMOVED else row
    shown = _shown(row, said) if taken else ()
    return Idea(
        id=row.pk,
        round_id=row.round_id,
        kind=Kind(row.kind),
        text=row.text,
        state=State(out.state),
        reason=out.reason,
        seed=row.origin == Origin.SEED,
        into=stands.text if stands is not row else "",
        answer=answer_fact(given) if given is not None else None,
        mine=mine,
        wish=wish if mine or shown else None,
        signed=row.signed,
        with_whom=shown,
    )


def _shown(row: models.Contribution, said: models.Authorship | None) -> tuple[str, ...]:
    """The name that stands beside it, as its author wished; none before they said so, and none who went."""
    if said is None:
        return ()
    if said.wish == Wish.GROUP:
        return (said.unit,)
    if said.wish != Wish.NAMED:
        return ()
    if said.person is not None:
        return (said.person.name,)
    return (row.signed,) if row.receipt and row.signed else ()


def answer_fact(row: models.IdeaAnswer) -> AnswerFact:
    """The row as a fact; its behaviour is fetched with it."""
    outcome = Fate(row.outcome)
    return AnswerFact(
        fate=Fate.LIVE if row.live_on is not None else outcome,
        outcome=outcome,
        reason=row.reason,
        behaviour_id=row.behaviour_id,
        behaviour=row.behaviour.name if row.behaviour is not None else "",
        decided=row.decided,
        decision_id=row.decision_id,
        live_on=row.live_on,
        answered_on=row.answered_on,
        version=row.version,
    )
