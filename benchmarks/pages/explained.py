"""Gaps behind the addresses: a dozen of one change, each with a chain of eight steps that cite what there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

CAUSES = ("tool", "workload", "process", "training")


def asked(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """A gap of a change that has a survey which closed, and of which everybody was offered what would help."""
    from benchmarks.pages.asked import answer
    from takehold.gaps.facts import GapInput, GapKind
    from takehold.gaps.operations import chains, gaps, helping
    from takehold.gather.operations import opening
    from takehold.simulation import answers

    on: dict[str, Any] = {"viewer": viewer, "slug": slug, "now": now}
    gap = gaps.open_gap(said=GapInput("Asked about", GapKind.REASONS), **on)
    step = chains.add_step(cause="leadership", text="Nobody told the reasons", gap_id=gap, **on)
    began = now - timedelta(days=30)
    then = {**on, "viewer": replace(viewer, on=began.date(), seen={}), "now": began}
    wave = helping.offer(gap_id=gap, **then)
    answer(wave, 0.6, began, answers.help_offered)
    opening.close_when_due(wave_id=wave, now=began + timedelta(days=15))
    return {"asked-gap": gap, "asked-step": step}


def written(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """A codebook of six themes, and half of what was written sorted by the lead."""
    from takehold.gaps.facts.codebook import WordingInput
    from takehold.gaps.operations import codebook, coding
    from takehold.gaps.queries import coding as queries
    from takehold.gaps.queries.rights import change_of
    from takehold.gaps.queries.texts import texts
    from takehold.people import queries as people
    from takehold.people.models import Role

    themes = [
        codebook.begin_theme(
            viewer=viewer, slug=slug, said=WordingInput(f"Theme {n}", "It is about this."), now=now
        )
        for n in range(6)
    ]
    account = Role.objects.filter(kind="lead", person__user__isnull=False).values_list(
        "person__user_id", flat=True
    )
    lead = people.viewer(user_id=account[0], on=now.date())
    turn = queries.coder(viewer=lead, slug=slug)
    every = queries.deck(turn, texts(viewer=lead, change=change_of(lead, slug)))
    for n, text in enumerate(every[: len(every) // 2]):
        coding.code(viewer=lead, slug=slug, seal=text.seal, chosen=[themes[n % 6]])
    return {"codetheme": themes[0]}


def gaps(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """Names of objects -> ids, of the last gap."""
    from takehold.gaps.facts import ConcernInput, ConcernKind, GapInput, GapKind, SourceKind
    from takehold.gaps.operations import chains, citing, concerns
    from takehold.gaps.operations import gaps as operations
    from takehold.gaps.queries.rights import change_of
    from takehold.gaps.queries.sources import offered

    change = change_of(viewer, slug)
    said = offered(viewer=viewer, change=change, kind=SourceKind.SAID)
    names: dict[str, Any] = {}
    for n in range(12):
        gap = operations.open_gap(
            viewer=viewer, slug=slug, said=GapInput(f"In the way, no. {n}", GapKind.BARRIER), now=now
        )
        on: dict[str, Any] = {"viewer": viewer, "slug": slug, "gap_id": gap, "now": now}
        parent = None
        for depth in range(8):
            step = chains.add_step(
                cause=CAUSES[depth % 4], text=f"Because of no. {depth}", parent_id=parent, **on
            )
            parent = step if depth % 3 else parent
            cited = citing.cite(step_id=step, kind="said", ref=said[depth].ref, against=depth == 5, **on)
        chains.end_step(step_id=step, at=f"Root {n % 4}", **on)
        waits = ConcernInput(ConcernKind.QUESTION, f"Why no. {n}?", source=("said", said[n].ref))
        concern = concerns.raise_concern(viewer=viewer, slug=slug, said=waits, now=now)
        names = {"gap": gap, "step": step, "citation": cited, "concern": concern}
    return names
