"""The page Now, behaviour by behaviour: answer, chart, what cannot be told, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.facts import Verdict
from takehold.analysis.pace import NOT_THERE
from takehold.evidence.wording import data_end
from takehold.initiatives.facts import BehaviourStanding, Initiative, InitiativeLine
from takehold.initiatives.queries.own_team import Standing
from takehold.overview.facts import Arrival, Card, OwnCard, OwnLine, Section
from takehold.overview.queries import pictures, sentences, units
from takehold.ui import verdicts, wording
from takehold.ui.numbers import day

NAMED = 6
SLIDING = 8
"""So many of the units that slide stand on the page; one more says that there are others."""


def card(line: InitiativeLine) -> Card:
    """One change in the list."""
    verdict, headline = sentences.headline(line)
    whole = line.whole
    if whole is None:
        step = _("Bring in the data that shows it.")
    elif line.slipping:
        step = _talk_to(line.slipping) if sentences.of_several(line) else ""
    else:
        step = wording.next_step(whole)
    return Card(
        line=line,
        verdict=verdict,
        reverted=whole.reverted if whole is not None and not line.slipping else False,
        headline=headline,
        next_step=step,
        spark=pictures.spark(whole.trend if whole is not None else None),
        together=whole is not None and whole.verdict is not verdict,
    )


def own_card(line: InitiativeLine, standings: Sequence[Standing]) -> OwnCard:
    """One change as the reader's own teams stand on it."""
    behaviours = {behaviour.key for behaviour, _verdict, _teams in standings}
    names = {verdict.unit for _behaviour, verdict, _teams in standings}
    own = tuple(
        OwnLine(
            behaviour.name if len(behaviours) > 1 else "",
            verdict.unit if len(names) > 1 else "",
            units.address(verdict.unit, teams),
            verdict,
            verdicts.word(verdict.verdict, reverted=verdict.reverted),
        )
        for behaviour, verdict, teams in standings
    )
    return OwnCard(line, own, pictures.spark(own[0].verdict.trend))


def _talk_to(units: tuple[str, ...]) -> str:
    if len(units) == 1:
        return _("Ask {team} what happened.").format(team=units[0])
    rest = len(units) - 1
    return ngettext(
        "Ask {team} and {n} more what happened.", "Ask {team} and {n} more what happened.", rest
    ).format(team=units[0], n=rest)


def names_of_sliding(standing: BehaviourStanding) -> frozenset[str]:
    """The units that slide and stand on the page."""
    return frozenset(unit.unit for unit in units.ordered(standing, Verdict.SLIPPING_BACK)[:SLIDING])


def section(
    standing: BehaviourStanding,
    initiative: Initiative,
    today: date,
    slide: str,
    arrival: Arrival | None = None,
    rests: tuple[int, int] | None = None,
    silent: Sequence[str] = (),
) -> Section:
    """One behaviour of a change. ``silent``: what is to be said of systems that feed it and are not read."""
    verdict = standing.verdict
    late, behind = _late_and_behind(standing)
    return Section(
        standing=standing,
        answer=arrival.sentence if arrival is not None else sentences.standing_answer(standing, today),
        because=wording.because(verdict.whole) if verdict is not None else "",
        next_step=wording.next_step(verdict.whole) if verdict is not None else "",
        cannot_tell=(*silent, *cannot_tell(standing, today)),
        figure=(
            pictures.figure(
                verdict.whole,
                pictures.marks_of(initiative),
                target=standing.behaviour.target,
                today=today,
                slide=slide,
            )
            if verdict is not None
            else None
        ),
        unmatched=sentences.unmatched(standing.unmatched_share),
        early=sentences.named(verdict.early, NAMED) if verdict is not None else "",
        late=sentences.named(late, NAMED),
        behind=sentences.named(behind, NAMED),
        sliding=units.rows_of(standing, Verdict.SLIPPING_BACK, SLIDING + 1),
        arrival=arrival,
        meanwhile=sentences.meanwhile(standing, pictures.happened(initiative), today),
        rests=sentences.rests(*rests, initiative.audience_teams) if rests is not None else "",
        ended=data_end(verdict.whole) if verdict is not None else None,
        stays=sentences.stays(standing.stays_before, today),
    )


def _late_and_behind(standing: BehaviourStanding) -> tuple[list[str], list[str]]:
    """Those behind the middle of the teams, by whether they arrived since."""
    slow = set(standing.verdict.behind) if standing.verdict is not None else set()
    late: list[str] = []
    behind: list[str] = []
    for unit in standing.units:
        if unit.unit in slow:
            (behind if unit.verdict.verdict in NOT_THERE else late).append(unit.unit)
    return late, behind


def cannot_tell(standing: BehaviourStanding, today: date) -> tuple[str, ...]:
    """What the figures do not say: a stopped feed, cautions, units without a verdict, people under the floor."""
    said: list[str] = []
    if standing.feed_stopped_on is not None:
        said.append(
            _("Nothing has come in since {day}. That is the data source, not people's behaviour.").format(
                day=day(standing.feed_stopped_on, today)
            )
        )
    if standing.verdict is not None:
        said += [
            wording.caution(coded)
            for coded in standing.verdict.whole.cautions
            if coded.code != "feed_stopped" or standing.feed_stopped_on is None  # said in the first sentence
        ]
    silent = [unit for unit in standing.units if unit.verdict.verdict is Verdict.CANNOT_TELL]
    if len(silent) == 1:
        said.append(f"{silent[0].unit}: {wording.because(silent[0].verdict)}")
    elif silent:
        names = sentences.named([unit.unit for unit in silent], NAMED)
        steps = {wording.next_step(unit.verdict) for unit in silent}
        said.append(
            _("{n} teams cannot be told yet: {names}. {step}")
            .format(n=len(silent), names=names, step=steps.pop() if len(steps) == 1 else "")
            .strip()
        )
    return tuple(said)
