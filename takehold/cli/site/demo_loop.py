"""The demo's finished loop, of its second change: what helped and lasted, what helped while it was there, why, lots that were
drawn, a win, business as usual, and how those see it who were helped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_acting import ago, chosen, looked, moved, since
from takehold.cli.site.demo_lasting import lasting
from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.helping import Help
    from takehold.simulation.story import Hospital

CHANGE: Final = "priority-check"
GONE: Final = "Since the line came off the board nobody thinks of the second look when the telephone rings."
ALONE: Final = "We were told to look twice. Nobody ever sat beside us while three callers waited."
READ: Final = "Read, thank you. It is looked into why, together with the teams that say the same."
GAP: Final = "The second look goes when the telephone rings"
FORGOTTEN: Final = "What asked for it hung on a board, and the board is gone"
NEVER_SEEN: Final = "Nobody was ever beside somebody who does it while callers wait"
BESIDE_ONE: Final = "A shift beside a colleague who does it"
UNDERSTOOD: Final = "Two teams said the same of themselves, and the figures fell back with the board."
CLOSED: Final = "All sixteen teams look twice, and it has held for five weeks after the last shift."
WON: Final = "Sixteen teams look twice at every priority now. What did it was one shift beside a colleague."
USUAL: Final = (
    "It has held in all of the house for weeks. What is open is looked at again after three months."
)
TURNS: Final = (
    ("gather", "Figures of all teams, and what two of them said.", 45),
    ("find", "Why it fell back: nobody was ever beside somebody who does it.", 50),
    ("bridge", "A shift beside a colleague, by lots.", 63),
    ("celebrate", "Sixteen teams at the target.", 180),
)
"""Of the first turn what was done, and how many days after the rhythm began."""
TURN_WEEKS: Final = 26
SETTLED: Final = 42


def loop(linden: Hospital, house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Play it, each part on its day."""
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    person = next(each for each in people.persons(viewer=house, limit=5000) if each.key == LEAD)
    lead, slug = Viewer(person.id, person.name, (RoleFact(RoleKind.LEAD),), now.date()), slugs[CHANGE]
    told = linden.helps
    _practice(lead, slug, now, told["practice"])
    faded = _board(lead, slug, now, told["board"])
    gap = _gap(lead, slug, now, told["beside"], faded)
    over = _beside(lead, slug, now, told["beside"], gap)
    _closed(lead, slug, now, gap, over)
    _usual(lead, slug, now, faded)
    lasting(linden, house, slug, now)


def _numbers(lead: Viewer, slug: str, now: datetime, told: Help) -> frozenset[int]:
    """Of the groups in which it began, as they were on the day on which it did."""
    from takehold.gaps.queries import gaps

    on = ago(lead, slug, now, since(now, min(told.begins.values())))
    groups = gaps.groups(viewer=on["viewer"], slug=slug)
    return frozenset(each.number for each in groups if each.name in told.begins)


def _practice(lead: Viewer, slug: str, now: datetime, told: Help) -> None:
    """It helped and it lasts."""
    begins = min(told.begins.values())
    action = chosen(
        lead, slug, now, since(now, begins) + 10, "error-training", "An hour with ten old tickets",
        "Each team looks at ten faults of last year: which of them waited behind minor ones, and what that cost.",
        groups=_numbers(lead, slug, now, told), owner_role="it lead", expected=10, begins_on=begins,
        check_on=begins + timedelta(weeks=9),
    )  # fmt: skip
    moved(lead, slug, action, "begin", now, since(now, begins))
    moved(lead, slug, action, "finish", now, since(now, begins) - 7)
    looked(action, now, since(now, begins) - 63)


def _board(lead: Viewer, slug: str, now: datetime, told: Help) -> int:
    """It helped while it was there. How many days ago it was taken away."""
    begins, stopped = min(told.begins.values()), since(now, told.stopped or now.date())
    action = chosen(
        lead, slug, now, since(now, begins) + 7, "reminder-at-the-place", "A line on the board at the telephone",
        "Every Monday a line is written beside the telephone: look twice before you close it.",
        groups=_numbers(lead, slug, now, told), owner_role="manager", expected=10, begins_on=begins,
    )  # fmt: skip
    moved(lead, slug, action, "begin", now, since(now, begins))
    looked(action, now, since(now, begins) - 56)
    moved(lead, slug, action, "finish", now, stopped + 3)
    looked(action, now, stopped - 56)
    return stopped


def _gap(lead: Viewer, slug: str, now: datetime, told: Help, faded: int) -> int:
    """Opened four weeks after the board was gone; two teams say of themselves why."""
    from takehold.gaps.facts import GapInput, GapKind
    from takehold.gaps.operations import chains, citing, gaps
    from takehold.gather.facts.says import SayInput
    from takehold.gather.operations import says
    from takehold.gather.queries import says as heard

    cited = []
    for number, text in enumerate((GONE, ALONE)):
        day = ago(lead, slug, now, faded - 20 - 3 * number)
        words = SayInput(kind="obstacle", text=text, slug=slug)
        code = says.say(viewer=day["viewer"], said=words, nonce=f"demo loop {number}", on=day["viewer"].on)
        cited.append(heard.status(code=code).id)
        says.answer(viewer=lead, say_id=cited[-1], text=READ, now=day["now"] + timedelta(days=4))
    said = GapInput(GAP, GapKind.PROCESS, _numbers(lead, slug, now, told))
    opened = ago(lead, slug, now, faded - 28)
    gap = gaps.open_gap(said=said, **opened)
    first = chains.add_step(gap_id=gap, cause="process", text=FORGOTTEN, **opened)
    second = chains.add_step(gap_id=gap, cause="training", text=NEVER_SEEN, parent_id=first, **opened)
    chains.end_step(gap_id=gap, step_id=second, at=BESIDE_ONE, **opened)
    for step, source in zip((first, second), cited, strict=True):
        citing.cite(gap_id=gap, step_id=step, kind="said", ref=str(source), against=False, **opened)
    gaps.turn(gap_id=gap, event="understand", reason=UNDERSTOOD, **ago(lead, slug, now, faded - 42))
    return gap


def _beside(lead: Viewer, slug: str, now: datetime, told: Help, gap: int) -> int:
    """Eight groups could be helped at a time, sixteen waited: lots were drawn in the open. How many days ago it was looked at."""
    from takehold.bridge.facts.lots import SlotInput
    from takehold.bridge.operations import lots

    how = told.lots
    if how is None:
        raise ValueError("lots were drawn for this action")
    first, last = min(told.begins.values()), max(told.begins.values())
    check = last + timedelta(weeks=4)
    action = chosen(
        lead, slug, now, since(now, how.drawn_on) + 7, "side-by-side", "A colleague beside you for one shift",
        "Somebody who can do it sits beside for a shift, hands on your keyboard.",
        groups=_numbers(lead, slug, now, told), gap_id=gap, owner_role="lead", expected=10, begins_on=first,
        check_on=check,
    )  # fmt: skip
    drawn = {"action_id": action, **ago(lead, slug, now, since(now, how.drawn_on))}
    slots = [SlotInput(day, places) for day, places in how.slots]
    lots.announce(slots=slots, safety=frozenset(), secret=how.secret, **drawn)
    lots.draw(words=how.words, **drawn)
    moved(lead, slug, action, "begin", now, since(now, first))
    moved(lead, slug, action, "finish", now, since(now, last) - 7)
    looked(action, now, since(now, check))
    return since(now, check)


def _closed(lead: Viewer, slug: str, now: datetime, gap: int, over: int) -> None:
    """The gap is closed, and everybody reads of it."""
    from takehold.celebrate.facts import WinInput
    from takehold.celebrate.operations import wins
    from takehold.gaps.operations import gaps

    gaps.turn(gap_id=gap, event="close", reason=CLOSED, **ago(lead, slug, now, over - 7))
    win = wins.tell(said=WinInput(WON, None), **ago(lead, slug, now, over - 8))
    wins.publish(win_id=win, text="", **ago(lead, slug, now, over - 9))


def _usual(lead: Viewer, slug: str, now: datetime, faded: int) -> None:
    """The beat of one turn, and then business as usual."""
    from takehold.initiatives.facts import Part
    from takehold.initiatives.operations import rhythm

    rhythm.set_rhythm(every_weeks=TURN_WEEKS, **ago(lead, slug, now, faded))
    for part, what, after in TURNS:
        rhythm.turn_done(turn=1, part=Part(part), what=what, **ago(lead, slug, now, faded - after))
    rhythm.settle(despite=USUAL, **ago(lead, slug, now, SETTLED))
