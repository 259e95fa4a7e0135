"""The demo's story of a gap: a team that slides, the form that takes nine clicks at night, why, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

PAPER: Final = "At the end of a night the handover goes to paper"
CLICKS: Final = "The form takes nine clicks since it was changed"
NOT_ASKED: Final = "Five fields were added and nobody tried the form on a night shift"
REPORT: Final = "The fields were wanted for one report, by a date, before the wards were asked"
FIELDS: Final = "The five fields that only the report needs"
OURS: Final = "Ward 7"
ELSEWHERE: Final = "Ward 3"
LATE: Final = "The form asks for five fields more than a handover has"
UNDERSTOOD: Final = "The ward filled in one form with a watch beside it: the five fields take four minutes."
BRIDGED: Final = "The five fields are folded away on nights and filled in by the day shift; a handover takes four minutes again."
LOGIN: Final = "The login takes minutes when everybody comes at once"
READERS: Final = "The card readers on the wards"


@dataclass(slots=True)
class _Desk:
    """Whose work it is, on which change, when; and what that person may cite."""

    lead: Viewer
    slug: str
    now: datetime
    kept: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def on(self, days_ago: int = 0) -> dict[str, Any]:
        """For an operation, so many days ago."""
        then = replace(self.lead, on=self.lead.on - timedelta(days=days_ago), seen={})
        return {"viewer": then, "slug": self.slug, "now": self.now - timedelta(days=days_ago)}

    def group(self, name: str) -> frozenset[int]:
        """The number of the reporting group of this name; none where it is not told by itself."""
        from takehold.gaps.queries import gaps

        groups = gaps.groups(viewer=self.lead, slug=self.slug)
        return frozenset(each.number for each in groups if each.name == name)

    def barrier(self, teams: frozenset[int]) -> Any:
        """What the survey that closed last tells of these teams' barrier, or None."""
        from takehold.gaps.facts import SourceKind
        from takehold.gaps.queries import rights, sources
        from takehold.gather.disclosure.variables import BARRIER

        change = rights.change_of(self.lead, self.slug, whole=True)
        told = sources.offered(viewer=self.lead, change=change, kind=SourceKind.CELL, teams=teams)
        return next((each for each in told if each.ref.endswith(f"/{BARRIER}")), None)

    def source(self, kind: str, words: str) -> Any:
        """The first source of a kind in which these words stand, or None."""
        from takehold.gaps.facts import SourceKind
        from takehold.gaps.queries import rights, sources

        if kind not in self.kept:
            change = rights.change_of(self.lead, self.slug, whole=True)
            self.kept[kind] = sources.offered(viewer=self.lead, change=change, kind=SourceKind(kind))
        return next((each for each in self.kept[kind] if words in each.text), None)


def gaps(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Three gaps of the first change with their chains, two of which share a root, and five concerns."""
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    person = next(each for each in people.persons(viewer=house, limit=5000) if each.key == LEAD)
    lead = Viewer(person.id, person.name, (RoleFact(RoleKind.LEAD),), now.date())
    desk = _Desk(lead, slugs["handover-record"], now)
    gap = _nine_clicks(desk)
    _late_handovers(desk)
    _login(desk)
    _concerns(desk, gap)


def _nine_clicks(desk: _Desk) -> int:
    """A team that slides, a barrier, a chain of four steps with evidence for and against."""
    from takehold.gaps.facts import GapInput, GapKind
    from takehold.gaps.operations import chains, citing, gaps

    figure = desk.source("figure", "slipping back")
    sliding = frozenset({min(figure.team_ids)}) if figure is not None else frozenset()
    # Ward 7 says it of itself: that it slides is still its own to read, so no figure of it is cited.
    said = GapInput("Nine clicks at night", GapKind.BARRIER, sliding | desk.group(OURS))
    gap = gaps.open_gap(said=said, **desk.on(9))
    if figure is not None:
        citing.show(gap_id=gap, source=figure, viewer=desk.on(9)["viewer"], now=desk.on(9)["now"])
    first = _step(
        desk,
        gap,
        "process",
        PAPER,
        None,
        (("said", "fill four", False),),
    )
    second = _step(
        desk, gap, "tool", CLICKS, first, (("said", "nine fields", False), ("said", "five minutes now", True))
    )
    if figure is not None and (barrier := desk.barrier(figure.team_ids)) is not None:
        _cite(desk, gap, second, "cell", barrier)
    third = _step(
        desk, gap, "own mistake", NOT_ASKED, second, (("said", "what the ninth field is for", False),)
    )
    fourth = _step(desk, gap, "priority", REPORT, third, (("theme", "Nine fields", False),))
    chains.end_step(gap_id=gap, step_id=fourth, at=FIELDS, **desk.on(4))
    _step(desk, gap, "workload", "There is one free computer for three handovers", first, ())
    gaps.turn(
        gap_id=gap, event="understand", reason="The wards and the figures say the same: it is the form.", **desk.on(3)
    )  # fmt: skip
    return gap


def _late_handovers(desk: _Desk) -> None:
    """A third one with the same root, bridged already: what was done there is read where the same is in the way."""
    from takehold.gaps.facts import GapInput, GapKind
    from takehold.gaps.operations import chains, gaps

    said = GapInput("Handovers end after the shift", GapKind.BARRIER, desk.group(ELSEWHERE))
    gap = gaps.open_gap(said=said, **desk.on(16))
    step = _step(desk, gap, "tool", LATE, None, (("said", "fill four", False),))
    chains.end_step(gap_id=gap, step_id=step, at=FIELDS, **desk.on(7))
    for event, reason, days_ago in (("understand", UNDERSTOOD, 7), ("bridge", BRIDGED, 6)):
        gaps.turn(gap_id=gap, event=event, reason=reason, **desk.on(days_ago))


def _login(desk: _Desk) -> None:
    """A second gap, of everybody, not understood yet."""
    from takehold.gaps.facts import GapInput, GapKind, Spread
    from takehold.gaps.operations import chains, gaps

    said = GapInput("A queue at the login at seven", GapKind.PROCESS, spread=Spread.WIDE)
    gap = gaps.open_gap(said=said, **desk.on(6))
    step = _step(desk, gap, "tool", LOGIN, None, (("said", "four minutes", False),))
    chains.end_step(gap_id=gap, step_id=step, at=READERS, **desk.on(2))


def _step(
    desk: _Desk, gap: int, cause: str, text: str, under: int | None, cited: tuple[tuple[str, str, bool], ...]
) -> int:
    from takehold.gaps.operations import chains

    step = chains.add_step(gap_id=gap, cause=cause, text=text, parent_id=under, **desk.on(7))
    for kind, words, against in cited:
        source = desk.source(kind, words)
        if source is not None:
            _cite(desk, gap, step, kind, source, against=against)
    return step


def _cite(desk: _Desk, gap: int, step: int, kind: str, source: Any, *, against: bool = False) -> None:
    from takehold.gaps.operations import citing

    citing.cite(gap_id=gap, step_id=step, kind=kind, ref=source.ref, against=against, **desk.on(5))


def _concerns(desk: _Desk, gap: int) -> None:
    """An objection that was right, a misunderstanding, one we decline, one that waits and is unsafe, one overdue."""
    from takehold.simulation import voices

    allergies = desk.source("said", "Allergies are not on the first page")
    _raise(
        desk, 32, "right", "Allergies are not on the first page of the new form any more.", allergies,
        voices.UNSAFE_ANSWER, gap=gap,
    )  # fmt: skip
    _raise(
        desk, 20, "misunderstanding", "The record will be switched off again after the audit.", None,
        "No. It stays, and paper is not kept beside it after the summer.", told="All wards, at Monday's handover",
    )  # fmt: skip
    _raise(
        desk, 16, "declined", "The old sheet should be allowed on quiet nights.", None,
        "The morning shift needs the same facts after a quiet night. The short form is for that, from the first of the month.",
    )  # fmt: skip
    _raise(desk, 19, "question", "When do agency staff get an account on their first day?", None, "")
    waits = desk.source("said", "When the network is down")
    _raise(desk, 1, "obstacle", "When the network is down nobody can read the handover.", waits, "")


def _raise(
    desk: _Desk,
    days_ago: int,
    kind: str,
    text: str,
    source: Any,
    answer: str,
    *,
    told: str = "",
    gap: int | None = None,
) -> None:
    from takehold.gaps.facts import AnswerInput, ConcernInput, ConcernKind
    from takehold.gaps.operations import concerns

    said = ConcernInput(
        ConcernKind(kind), text, gap_id=gap, source=("said", source.ref) if source is not None else None
    )
    made = concerns.raise_concern(said=said, **desk.on(days_ago))
    if answer:
        concerns.answer(
            concern_id=made, said=AnswerInput(ConcernKind(kind), answer, told), **desk.on(days_ago - 2)
        )
