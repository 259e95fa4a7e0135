"""What stands in the pack for a council, as values that are passed to whatever sets it: never as a part of its source.

It is made as somebody reads it who belongs to no team, so it holds nothing that is still a team's own, and everybody who
may read it reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from takehold.analysis.facts import UnitVerdict, Verdict
from takehold.bridge.facts import ActionState
from takehold.bridge.queries import actions
from takehold.gaps.queries import gaps
from takehold.gaps.queries.words import SURENESS
from takehold.governance.facts.directives import DirectiveState
from takehold.governance.queries import decisions, directives, requests
from takehold.governance.queries.directive_words import GROUNDS
from takehold.governance.queries.words import PURPOSES
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding, InitiativeLine, Invalid
from takehold.missteps.facts import TOLD_OF, MisstepLine
from takehold.missteps.queries import missteps
from takehold.missteps.queries.words import STATES as MISSTEP_STATES
from takehold.overview.queries import claims, control, pictures, sentences
from takehold.people.facts import Viewer
from takehold.people.queries.holders import organisation
from takehold.ui import verdicts, wording
from takehold.ui.numbers import day, number, percent, percent_range

GOING: Final = (ActionState.DOING, ActionState.AGREED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a pack is asked for: the day of the meeting, of which changes, with which own sentences by their addresses."""

    meeting: date
    slugs: tuple[str, ...]
    sentences: Mapping[str, str]


def content(*, viewer: Viewer, asked: Asked) -> dict[str, Any]:
    """The pack, as JSON values. ``viewer``: somebody of no team who reads everything.

    Sections of which there is nothing to say are None and do not appear.
    """
    lines = [line for line in initiatives.lines(viewer=viewer) if line.initiative.slug in asked.slugs]
    told = [each for each in missteps.missteps(viewer=viewer) if each.state in TOLD_OF]
    return {
        "language": (get_language() or "en")[:2],
        "title": _("Pack for the meeting on {day}").format(day=day(asked.meeting)),
        "organisation": organisation(),
        "made": _("Made on {day} with Takehold; figures as of that day.").format(day=day(viewer.on)),
        "answer": sentences.changes_answer(lines) or _("There is no change to tell of."),
        "words": _words(),
        "attention": _attention(lines, told),
        "decisions": _decisions(viewer),
        "portfolio": _portfolio(lines, viewer.on) if lines else None,
        "changes": [_change(viewer, line, asked.sentences.get(line.initiative.slug, "")) for line in lines],
        "directives": _directives(viewer),
        "missteps": _missteps(told),
        "method": _method(),
    }


def _words() -> dict[str, str]:
    return {
        "sheet": _("Decision sheet"), "attention": _("What needs the council"), "portfolio": _("All changes on one page"),
        "what": _("What is seen"), "why": _("Why"), "do": _("What we do"), "how": _("How to read this chart"),
        "directives": _("Directives in force"), "missteps": _("What we got wrong"), "method": _("How this was worked out"),
        "page": _("Page"), "of": _("of"), "nothing": _("Nothing waits for the council."), "decisions": _("Decisions due"),
    }  # fmt: skip


def _attention(lines: Iterable[InitiativeLine], told: Iterable[MisstepLine]) -> list[str]:
    """What somebody has to see to: groups that slide, changes that cannot be told, promises that are late."""
    found = [
        ngettext(
            "{change}: {n} team slides back.", "{change}: {n} teams slide back.", len(line.slipping)
        ).format(change=line.initiative.name, n=len(line.slipping))
        for line in lines
        if line.slipping
    ]
    found += [
        _("{change}: cannot be told. {step}")
        .format(change=line.initiative.name, step=_step(line.whole))
        .strip()
        for line in lines
        if line.whole is None or line.whole.verdict is Verdict.CANNOT_TELL
    ]
    found += [
        _("A promise after a misstep is late: {title}").format(title=each.title) for each in told if each.late
    ]
    return found


def _step(verdict: UnitVerdict | None) -> str:
    return wording.next_step(verdict) if verdict is not None else _("Bring in the data that shows it.")


def _decisions(viewer: Viewer) -> dict[str, Any] | None:
    """What lies with a body, and decisions that are to be looked at again soon."""
    rows = [
        [each.title, each.body, str(PURPOSES[each.purpose]), day(each.meets_on or each.sent_on, viewer.on)]
        for each in requests.waiting(viewer=viewer)
    ]
    rows += [
        [title, body, _("to be looked at again"), day(on, viewer.on)]
        for _number, title, body, on in decisions.reviews(on=viewer.on)
    ]
    return {"head": [_("What"), _("Body"), _("Purpose"), _("Day")], "rows": rows} if rows else None


def _portfolio(lines: Sequence[InitiativeLine], on: date) -> dict[str, Any]:
    """One row a change: the verdict, the share with its range, from how many chances, since when."""
    rows = []
    for line in lines:
        whole = line.whole
        rows.append(
            [
                line.initiative.name,
                sentences.headline(line)[1],
                percent(whole.rate) if whole is not None else "–",
                percent_range(whole.interval) if whole is not None and whole.interval else "–",
                number(whole.chances) if whole is not None else "–",
                day(whole.since, on) if whole is not None else "–",
            ]
        )
    head = [_("Change"), _("Verdict"), _("Share"), _("Range"), _("Chances"), _("Since")]
    return {"head": head, "rows": rows}


def _change(viewer: Viewer, line: InitiativeLine, own: str) -> dict[str, Any]:
    """One page: three sentences and the control chart of the behaviour that stands worst."""
    slug, on = line.initiative.slug, viewer.on
    standing = standing_of(viewer, line)
    verdict = standing.verdict.whole if standing is not None and standing.verdict is not None else None
    sentence, note = _what(own, standing, on)
    chart = None
    if verdict is not None:
        marks = pictures.marks_of(initiatives.initiative(viewer=viewer, slug=slug))
        chart = control.printed(*control.charted(verdict), marks, on)
    return {
        "slug": slug,
        "name": line.initiative.name,
        "verdict": sentences.headline(line)[1],
        "behaviour": line.behaviour.name if line.behaviour is not None else "",
        "what": sentence,
        "why": _why(viewer, slug, line),
        "do": _do(viewer, slug, verdict),
        "svg": chart[0] if chart is not None else None,
        "alt": chart[1] if chart is not None else "",
        "chart_answer": control.answer(*control.charted(verdict)) if verdict is not None else "",
        "how": [
            _("Each point is the share in one period; points between the thin lines vary as chance does, marked ones do not."),
            _("An upright line is a day on which something happened. A change beside it does not make it the cause."),
        ],
        "note": note,
    }  # fmt: skip


def standing_of(viewer: Viewer, line: InitiativeLine) -> BehaviourStanding | None:
    """The behaviour that a change stands under, with the series of everybody together."""
    if line.behaviour is None or line.whole is None:
        return None
    return initiatives.standing(viewer=viewer, slug=line.initiative.slug, key=line.behaviour.key)


def checked(own: str, standing: BehaviourStanding | None, on: date) -> str:
    """An own sentence on a change, where its figures carry it. Raises ``Invalid``."""
    return claims.checked(own, *_carrying(standing, on))


def _carrying(standing: BehaviourStanding | None, on: date) -> tuple[UnitVerdict | None, date, str]:
    if standing is None or standing.verdict is None:
        return None, on, ""
    return standing.verdict.whole, on, sentences.standing_answer(standing, on)


def _what(own: str, standing: BehaviourStanding | None, on: date) -> tuple[str, str]:
    """The sentence, and a note where an own one is not carried by the figures of today."""
    note = ""
    if own:
        try:
            return checked(own, standing, on), ""
        except Invalid:
            note = _("A sentence of our own was left out: the figures of today do not carry it.")
    return claims.allowed(*_carrying(standing, on))[0], note


def _why(viewer: Viewer, slug: str, line: InitiativeLine) -> str:
    """The gap that is open and best understood, and how sure one is; else why the change is done at all."""
    found = [each for each in gaps.gaps(viewer=viewer, slug=slug) if not each.over]
    if found:
        best = max(found, key=lambda each: (bool(each.roots), each.opened_on))
        return _("In the way: “{gap}” ({sure}).").format(gap=best.title, sure=SURENESS[best.sureness])
    reasons = line.initiative.reasons
    if reasons:
        return _("Nothing is known to be in the way. It is done because: {reason}").format(reason=reasons[0])
    return _("Nothing is known to be in the way.")


def _do(viewer: Viewer, slug: str, verdict: UnitVerdict | None) -> str:
    """What is being done, the first to begin first; else the one thing that would help."""
    going = [each for each in actions.actions(viewer=viewer, slug=slug) if each.state in GOING]
    if going:
        first = going[0]
        said = _("{action} (looked at on {day}).").format(
            action=first.title, day=day(first.check_on, viewer.on)
        )
        more = len(going) - 1
        if more:
            said += " " + ngettext("{n} more action goes on.", "{n} more actions go on.", more).format(n=more)
        return said
    return _step(verdict) or _("Nothing is being done about it at the moment.")


def _directives(viewer: Viewer) -> dict[str, Any] | None:
    """Those that hold, with their ground and the day on which they lapse."""
    found = [each for each in directives.directives(viewer=viewer) if each.state is DirectiveState.IN_FORCE]
    if not found:
        return None
    rows = [
        [each.title, str(GROUNDS[each.ground]), each.office, day(each.expires_on, viewer.on)]
        for each in found
    ]
    return {"head": [_("Directive"), _("Ground"), _("Office"), _("Lapses on")], "rows": rows}


def _missteps(told: Sequence[MisstepLine]) -> dict[str, Any] | None:
    if not told:
        return None
    rows = [
        [
            each.title,
            each.change,
            str(MISSTEP_STATES[each.state]),
            f"{each.kept}/{each.promises}",
            day(each.told_on),
        ]
        for each in told
    ]
    return {
        "head": [_("Misstep"), _("Change"), _("State"), _("Promises kept"), _("Told on")],
        "rows": rows,
    }


def _method() -> list[str]:
    """How figures are made, in four sentences."""
    return [
        _("A share is the number of chances taken the new way out of all chances that were counted in the last eight weeks; its range holds the true share with 95 % however often one looks."),
        _("Seven verdicts, the same words everywhere; the first that fits is the one shown: {verdicts}.").format(
            verdicts=", ".join(str(verdicts.word(each)) for each in Verdict)
        ),
        _("A control chart is the picture and never the alarm: limits come from the differences between neighbouring periods, a marked point is one that chance explains badly."),
        _("No group of fewer than five people is shown, no person is named, and no cause is claimed from two things happening at the same time. Sentences that claim more than their chart carries are refused."),
    ]  # fmt: skip
