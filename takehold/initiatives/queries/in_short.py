"""What of a change's rhythm stands on every page of it: read with its row, without a query more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from takehold.initiatives import models
from takehold.initiatives.facts import MOST_REASONS, Beat, FreshFact, FreshKind
from takehold.initiatives.queries.beat import following, free_days, with_done
from takehold.ledger.facts import MarkFact


def reasons_of() -> dict[str, Subquery]:
    """The reasons of a change, beside any row of it."""
    said = models.Reason.objects.filter(initiative=OuterRef("pk")).order_by("position", "id").values("text")
    return {f"reason_{nth}": Subquery(said[nth : nth + 1]) for nth in range(MOST_REASONS)}


def reasons(row: models.Initiative) -> tuple[str, ...]:
    """What ``reasons_of`` read."""
    every = (getattr(row, f"reason_{nth}") for nth in range(MOST_REASONS))
    return tuple(each for each in every if each)


def columns() -> dict[str, Subquery]:
    """What told the reasons anew last, the rhythm in force, and since when it is business as usual."""
    mine = OuterRef("pk")
    fresh = models.Fresh.objects.filter(initiative=mine, taken_back_on=None).order_by("-told_on", "-id")
    told = JSONObject(id="id", kind="kind", text="text", source="source", on="told_on")
    running = models.Rhythm.objects.filter(initiative=mine, ended_on=None)
    settled = models.Settled.objects.filter(initiative=mine, ended_on=None)
    return {
        "fresh_short": Subquery(fresh.values(short=told)[:1]),
        "beat_weeks": Subquery(running.values("every_weeks")[:1]),
        "beat_first": Subquery(running.values("first_on")[:1]),
        "beat_done": Subquery(running.values("done")[:1]),
        "settled_on": Subquery(settled.values("on")[:1]),
    }


def fresh(row: models.Initiative) -> FreshFact | None:
    """What told the reasons anew last."""
    said = getattr(row, "fresh_short", None)
    if said is None:
        return None
    return FreshFact(
        said["id"], FreshKind(said["kind"]), said["text"], said["source"], date.fromisoformat(said["on"])
    )


def beat(row: models.Initiative, marks: Iterable[MarkFact], today: date) -> Beat | None:
    """The loop in short; None where no rhythm was chosen."""
    weeks = getattr(row, "beat_weeks", None)
    if weeks is None:
        return None
    settled: date | None = row.settled_on  # type: ignore[attr-defined]  # these four are annotated by columns
    parts = with_done(row.beat_first, weeks, row.beat_done, free_days(marks, row.slug), today)  # type: ignore[attr-defined]
    return Beat(
        every_weeks=weeks,
        following=following(parts, today) if settled is None else None,
        missed=sum(each.missed(today) for each in parts) if settled is None else 0,
        settled_on=settled,
    )
