"""A gap as a file: JSON for programs, Markdown for paper. Evidence is named, never quoted: it is read where it lies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.gaps.facts import CitationFact, Gap, StepFact
from takehold.gaps.facts.gaps import StopsTold
from takehold.gaps.queries.widespread import kept
from takehold.gaps.queries.words import CAUSES, KINDS, SPREADS, STATES, SURENESS
from takehold.gather.disclosure.by_team import kept_stops

SCHEMA: Final = "takehold.gap/1"


def as_dict(gap: Gap) -> dict[str, Any]:
    """The gap with its chain as values of JSON."""
    line = gap.line
    return {
        "id": line.id,
        "change": gap.slug,
        "title": line.title,
        "kind": line.kind.value,
        "state": line.state.value,
        "where": list(line.where),
        "team_ids": sorted(gap.team_ids),
        "spread": line.spread.value,
        "spread_told": kept(line.told) if line.told else None,
        "stops_told": _stops(gap.stops) if gap.stops else None,
        "sureness": line.sureness.value,
        "opened_on": line.opened_on.isoformat(),
        "closed_on": line.closed_on.isoformat() if line.closed_on else None,
        "questions": list(gap.questions),
        "roots": list(line.roots),
        "shown_by": [_citation(each) for each in gap.shown_by],
        "chain": [_step(each) for each in gap.steps],
        "turns": [
            {
                "on": each.on.isoformat(),
                "before": each.before.value,
                "after": each.after.value,
                "reason": each.reason,
            }
            for each in gap.turns
        ],
    }


def _stops(told: StopsTold) -> dict[str, Any]:
    kept = kept_stops(told.stops)
    parts = [dict(zip(("part", "share", "low", "high"), each, strict=True)) for each in kept.pop("shares")]
    return {
        "survey": str(told.survey), "on": told.on.isoformat(), "group": told.group or None, **kept, "parts": parts,
    }  # fmt: skip


def as_json(gap: Gap) -> str:
    """The file."""
    return json.dumps({"schema": SCHEMA, **as_dict(gap)}, ensure_ascii=False, indent=2) + "\n"


def _step(step: StepFact) -> dict[str, Any]:
    return {
        "id": step.id,
        "cause": step.cause.value,
        "text": step.text,
        "guess": step.guess,
        "ends_at": step.ends_at or None,
        "for": [_citation(each) for each in step.citations if not each.against],
        "against": [_citation(each) for each in step.citations if each.against],
        "because": [_step(each) for each in step.children],
    }


def _citation(each: CitationFact) -> dict[str, Any]:
    return {
        "id": str(each.id),
        "kind": each.kind.value,
        "label": each.label,
        "seen_on": each.seen_on.isoformat(),
        "told_of": each.told_of.isoformat() if each.told_of else None,
        "sha256": each.sha256,
        "withdrawn_on": each.withdrawn_on.isoformat() if each.withdrawn_on else None,
    }


def as_markdown(gap: Gap) -> str:
    """The same for people, on paper or in a wiki."""
    line = gap.line
    where = ", ".join(line.where) or _("everybody the change is for")
    head = [
        f"# {_plain(line.title)}",
        "",
        f"{_plain(gap.change)} · {STATES[line.state]} · {KINDS[line.kind]}",
        "",
        f"- {_('Where')}: {_plain(where)}",
        f"- {_('How widespread')}: {SPREADS[line.spread]}",
        f"- {_('How sure')}: {SURENESS[line.sureness]}",
        *(f"- {_('To settle')}: {_plain(each)}" for each in gap.questions),
        "",
        f"## {_('Why?')}",
        "",
    ]
    return "\n".join([*head, *_branches(gap.steps, 0)]) + "\n"


def _branches(steps: Iterable[StepFact], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for each in steps:
        guess = f" ({_('a guess')})" if each.guess else ""
        yield f"{indent}- **{CAUSES[each.cause]}**: {_plain(each.text)}{guess}"
        for one in each.citations:
            side = _("against") if one.against else _("for")
            state = (
                _("withdrawn on {day}").format(day=one.withdrawn_on) if one.withdrawn_on else str(one.seen_on)
            )
            yield f"{indent}  - {side}: {_plain(one.label)} ({state})"
        if each.ends_at:
            yield f"{indent}  - {_('Somebody can change')}: {_plain(each.ends_at)}"
        yield from _branches(each.children, depth + 1)


def _plain(text: str) -> str:
    """A text whose signs mean nothing in Markdown."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]<>#|" else each for each in text)
