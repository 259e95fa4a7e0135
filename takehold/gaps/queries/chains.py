"""Chains of whys as trees, and what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from takehold.gaps import models
from takehold.gaps.facts import CitationFact, SourceKind, StepFact, Sureness
from takehold.gaps.facts.kinds import Cause
from takehold.people.facts import NotYours


def rows(gap_ids: Iterable[int]) -> dict[int, list[models.Step]]:
    """The steps of each gap with their evidence, in two queries however many there are."""
    found: dict[int, list[models.Step]] = defaultdict(list)
    steps = models.Step.objects.filter(gap_id__in=list(gap_ids)).select_related("root")
    for each in steps.prefetch_related("citations"):
        found[each.gap_id].append(each)
    return found


def whole(row: models.Gap) -> tuple[tuple[StepFact, ...], tuple[CitationFact, ...]]:
    """The trees of one gap, and what shows the gap itself, in two queries."""
    cited: dict[int | None, list[CitationFact]] = defaultdict(list)
    for each in row.citations.all():
        cited[each.step_id].append(citation(each))
    return tree(list(row.steps.select_related("root")), cited), tuple(cited[None])


def tree(
    steps: Sequence[models.Step], cited: Mapping[int | None, Sequence[CitationFact]] | None = None
) -> tuple[StepFact, ...]:
    """The steps as trees, each under what it explains, in the order in which they were written.

    ``cited``: the evidence of each, where it was fetched apart.
    """
    below: dict[int | None, list[models.Step]] = defaultdict(list)
    for each in steps:
        below[each.parent_id].append(each)

    def grown(parent: int | None) -> tuple[StepFact, ...]:
        return tuple(
            fact(each, grown(each.pk), None if cited is None else cited.get(each.pk, ()))
            for each in below[parent]
        )

    return grown(None)


def fact(
    row: models.Step, children: tuple[StepFact, ...] = (), cited: Sequence[CitationFact] | None = None
) -> StepFact:
    """The row as a fact."""
    return StepFact(
        id=row.pk,
        parent_id=row.parent_id,
        cause=Cause(row.cause),
        text=row.text,
        ends_at=row.root.name if row.root else "",
        citations=tuple(map(citation, row.citations.all()) if cited is None else cited),
        children=children,
    )


def citation(row: models.Citation) -> CitationFact:
    """The row as a fact, without its content."""
    return CitationFact(
        row.id,
        SourceKind(row.kind),
        row.label,
        row.against,
        row.seen_on,
        row.sha256,
        row.ref,
        row.withdrawn_on,
        row.told_of,
    )


def step_text(initiative_id: int, gap_id: int, step_id: int) -> tuple[str, frozenset[int]]:
    """What a step says and the teams of its gap, for who leads the change. Raises ``NotYours``."""
    steps = models.Step.objects.filter(id=step_id, gap_id=gap_id, gap__initiative_id=initiative_id)
    found = list(steps.values_list("text", "gap__teams__team_id"))
    if not found:
        raise NotYours
    return found[0][0], frozenset(team for _text, team in found if team)


def walked(steps: Iterable[StepFact]) -> Iterator[StepFact]:
    """Every step of the trees, each before those that explain it."""
    for each in steps:
        yield each
        yield from walked(each.children)


def path(steps: Iterable[StepFact], step_id: int) -> tuple[StepFact, ...]:
    """From the first why down to this step; empty where it is not there."""
    for each in steps:
        if each.id == step_id:
            return (each,)
        below = path(each.children, step_id)
        if below:
            return (each, *below)
    return ()


def ends(steps: Iterable[StepFact]) -> tuple[tuple[StepFact, ...], ...]:
    """Each branch that ends at something somebody can change, from its first why on."""
    found: list[tuple[StepFact, ...]] = []

    def down(each: StepFact, above: tuple[StepFact, ...]) -> None:
        here = (*above, each)
        if each.ends_at:
            found.append(here)
        for child in each.children:
            down(child, here)

    for each in steps:
        down(each, ())
    return tuple(found)


def sureness(steps: Iterable[StepFact]) -> Sureness:
    """How sure, counted: nothing said, nothing cited, one kind of source, several, or some of it disputed."""
    every = list(walked(steps))
    if not every:
        return Sureness.NOT_ASKED
    if any(each.disputed for each in every):
        return Sureness.DISPUTED
    kinds = {one.kind for each in every for one in each.standing}
    if not kinds:
        return Sureness.GUESS
    return Sureness.SEVERAL if len(kinds) > 1 else Sureness.ONE_SIDED
