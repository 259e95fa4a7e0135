"""The demo's codebook: six themes, comments that the lead and a second person read, and one theme that grows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_gaps import CLICKS as NINE_CLICKS
from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Hospital

CHANGE: Final = "handover-record"
SECOND: Final = "works council"
SEED: Final = 23
MONTHLY: Final = (224, 196, 168, 140, 112)
"""Days ago on which the monthly question closed: before the first survey of this house."""
LINES_A_MONTH: Final = 44
CLICKS: Final = (0.0, 0.02, 0.05, 0.09, 0.14)
"""Of each month the share of lines about the form."""
READ: Final = 0.8
CODEBOOK: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "The form": (
        "The form itself costs time: its fields, clicks and doubles.",
        "A number of clicks or fields, or something is written twice.",
        "A computer is slow or taken: that is “Computers on the ward”.",
        "I fill in the same room number three times.",
    ),
    "Showing it": (
        "People were not shown how it is done, or ask to be.", "Shown, trained, an example.", "",
        "We found out by ourselves on a Sunday.",
    ),
    "Computers on the ward": (
        "There are too few computers, or they are slow.", "A machine, a login, a network.",
        "The form on it is long: that is “The form”.", "Three of us stand before one screen.",
    ),
    "Thanks": ("Nobody notices when it is done well.", "Thanked, praised, noticed, or not.", "", "It goes unseen."),
    "Too few of us": (
        "There are too few people for it on a shift.", "Weekends, nights, absences.", "", "Two of us for thirty beds.",
    ),
    "The old sheet": (
        "Paper stays beside the record.", "The sheet, printing, scanning.", "", "The pad is quicker, so it stays.",
    ),
}  # fmt: skip
HEARD_AS: Final[Mapping[str, str]] = {
    "The form": "Nine fields are too many", "Computers on the ward": "Login takes too long",
    "The old sheet": "Paper beside the record",
}  # fmt: skip
"""By the words of which theme of the voices it is counted in the open channel."""
REWORDED: Final = "The second reader put “twice” under the old sheet: doubles are the form's."
UNDER: Final[Mapping[str, tuple[str, ...]]] = {
    "nine clicks": ("The form",), "Why twice": ("The form",), "never shown": ("Showing it",),
    "an example": ("Showing it",), "computer in room": ("Computers on the ward",), "thank you": ("Thanks",),
    "too few": ("Too few of us",), "old sheet": ("The old sheet",), "Login takes": ("Computers on the ward",),
    "nine fields": ("The form",), "ninth field": ("The form",), "short form": ("The form",), "the record itself": ("Computers on the ward",),
    "computer at the bedside": ("Computers on the ward", "The old sheet"), "No one said": ("Showing it",),
    "Two questions of the form": ("The form",), "Night staff were not asked": ("Showing it",),
}  # fmt: skip
SEEN_OTHERWISE: Final[Mapping[str, tuple[str, ...]]] = {
    "Why twice": ("The old sheet",),
    "thank you": (),
    "computer in room": ("The form",),
}
"""What the second reader saw otherwise."""


def written(linden: Hospital, house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """A question that was asked once a month elsewhere, a codebook, and what two people read."""
    from takehold.gaps.operations import coding

    slug, held = slugs[CHANGE], linden.tables["roles.csv"].columns
    second = next(key for key, role in zip(held["key"], held["role"], strict=True) if role == SECOND)
    _monthly(house, slug, now)
    lead, other = _reader(LEAD, "lead", house), _reader(second, SECOND, house)
    themes = _codebook(lead, slug, now)
    _read(lead, slug, themes, UNDER, READ)
    coding.name_coder(viewer=lead, slug=slug, person_id=other.person_id or 0, second=True, now=now)
    _read(other, slug, themes, {**UNDER, **SEEN_OTHERWISE}, 1.0)
    _cited(replace(lead, seen={}), slug, themes["The form"], now)


def _cited(lead: Viewer, slug: str, theme: int, now: datetime) -> None:
    """What is written about the form speaks for the second why of the first gap."""
    from takehold.gaps.operations import citing
    from takehold.gaps.queries import chains, gaps

    for line in gaps.gaps(viewer=lead, slug=slug):
        steps = gaps.gap(viewer=lead, slug=slug, gap_id=line.id, whole=False).steps
        step = next((each for each in chains.walked(steps) if each.text == NINE_CLICKS), None)
        if step is not None and not line.over:
            citing.cite(
                viewer=lead, slug=slug, gap_id=line.id, step_id=step.id, kind="coded", ref=str(theme), against=False,
                now=now,
            )  # fmt: skip


def _monthly(house: Viewer, slug: str, now: datetime) -> None:
    """One line a month, from another tool, in which the form comes up more and more."""
    from takehold.gather.facts.brought import BroughtInput, Export, Meaning, Said
    from takehold.gather.operations import bringing
    from takehold.simulation.answers import LINES

    rng = random.Random(SEED)  # noqa: S311 - made-up answers of made-up people
    about_form = [each for each in LINES if _themes_of(each, UNDER) == ("The form",)]
    rest = [each for each in LINES if each not in about_form]
    for month, (days_ago, share) in enumerate(zip(MONTHLY, CLICKS, strict=True), 1):
        closes = (now - timedelta(days=days_ago)).date()
        many = round(share * LINES_A_MONTH)
        lines = [rng.choice(about_form if n < many else rest) for n in range(LINES_A_MONTH)]
        found = Export(
            f"one-line-{month}", ("In one line: how is the handover?",), tuple((each,) for each in lines),
            (closes,) * len(lines),
        )  # fmt: skip
        said = BroughtInput(
            slug, "One line a month", closes - timedelta(days=5), closes, "anonymous",
            "Nobody sees who wrote what. The lines are read together, of no ward.", (Said(Meaning.LINE),),
        )  # fmt: skip
        bringing.bring(viewer=house, found=found, said=said, now=now)


def _codebook(lead: Viewer, slug: str, now: datetime) -> dict[str, int]:
    """Begun two months ago; one theme was worded anew since. Some are counted in the open channel too."""
    from takehold.gaps.facts.codebook import WordingInput
    from takehold.gaps.operations import codebook
    from takehold.gaps.queries.rights import change_of
    from takehold.gather.queries.themes import names

    words = {name: key for key, name in names(initiative_id=change_of(lead, slug).id)}

    begun = replace(lead, on=lead.on - timedelta(days=60), seen={})
    themes = {}
    for name, (meaning, use, avoid, example) in CODEBOOK.items():
        first = "A number of clicks or fields." if name == "The form" else use
        said = WordingInput(name, meaning, first, avoid, example, heard_as=words.get(HEARD_AS.get(name, "")))
        themes[name] = codebook.begin_theme(viewer=begun, slug=slug, said=said, now=now - timedelta(days=60))
    later = replace(lead, on=lead.on - timedelta(days=20), seen={})
    meaning, use, avoid, example = CODEBOOK["The form"]
    codebook.reword(
        viewer=later, slug=slug, theme_id=themes["The form"],
        said=WordingInput("The form", meaning, use, avoid, example, REWORDED, words.get(HEARD_AS["The form"])),
        now=now - timedelta(days=20),
    )  # fmt: skip
    return themes


def _read(
    viewer: Viewer, slug: str, themes: Mapping[str, int], under: Mapping[str, tuple[str, ...]], share: float
) -> None:
    """Sort this share of the coder's texts, as the page does."""
    from takehold.gaps.operations import coding
    from takehold.gaps.queries.coding import coder, deck
    from takehold.gaps.queries.texts import texts

    turn = coder(viewer=viewer, slug=slug)
    mine = deck(turn, texts(viewer=viewer, change=turn.change))
    for text in mine[: round(share * len(mine))]:
        chosen = [themes[name] for name in _themes_of(text.text, under)]
        coding.code(viewer=viewer, slug=slug, seal=text.seal, chosen=chosen)


def _themes_of(text: str, under: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return next((names for words, names in under.items() if words in text), ())


def _reader(key: str, kind: str, house: Viewer) -> Viewer:
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    person = next(each for each in people.persons(viewer=house, limit=5000) if each.key == key)
    return Viewer(person.id, person.name, (RoleFact(RoleKind(kind)),), house.on)
