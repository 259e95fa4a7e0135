"""The demo's shared authorship: a round of 400 voters that is over, with what became of each idea, and one to vote in now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_acting import ago
from takehold.cli.site.demo_champions import ASKED, MANAGER, NURSE
from takehold.cli.site.demo_voices import LEAD
from takehold.simulation import rounds as story

if TYPE_CHECKING:
    from takehold.cocreation.facts.coming import Comer
    from takehold.people.facts import PersonFact, Viewer

SEED: Final = 7
BEGAN, CLOSED, ANSWERED, LIVE = 110, 90, 75, 41
"""Days ago."""
DECIDES, HOW = "The nursing board", "It takes up what all groups hold, and answers each idea with its reason."
GROUND: Final = "Medication safety act"
IDEAS: Final = (
    (NURSE, "design", story.DESIGN, "adopted", "All three groups agree on it, and it makes the form shorter.", True, "named"),
    (ASKED, "design", "Whoever comes from an agency gets a card with the five steps on the first night.", "adapted", "The card hangs at each screen instead of being handed out: cards went missing.", False, "group"),
    (MANAGER, "design", "Two wards should try it for a month before all others change.", "declined", "The old form ends in the whole house on one day; what two wards found out in March is in it.", False, ""),
    ("", "design", "The network should not be serviced between two and five at night.", "declined", "There is no other hour at which fewer people are hurt; the printed sheet comes first.", False, "Night owl"),
)  # fmt: skip
"""Who, what kind, the words, the answer and its reason, whether it is in use, and how its author stands beside it."""
NOW_ASKED: Final = "What should the first page of the handover show in the morning?"
NOW_OPEN: Final = "What stands on the first page, in which order, and what is left to the second."
NOW_SAID: Final = (
    "Allergies and medicines first, everything else below.",
    "What changed in the night stands at the top.",
    "A picture of the drug chart is worth more than a list.",
    "Whom to call when something is unclear belongs on the first page.",
    "The first page fits on a telephone.",
    "Visitors and relatives are nothing for the first page.",
    "Each ward chooses one field of its own.",
    "Orders that wait are shown with the hour since when.",
)


def cocreation(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Both rounds, of the change of handovers, by its lead."""
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    slug = slugs["handover-record"]
    known = {each.key: each for each in people.persons(viewer=house, limit=5000)}
    teams = [each.id for each in people.teams(viewer=house)]
    known |= {each.key: each for each in people.members(team_ids=teams, on=now.date())}
    lead = Viewer(known[LEAD].id, known[LEAD].name, (RoleFact(RoleKind.LEAD),), now.date())
    began = ago(lead, slug, now, BEGAN)
    made = _opened(began, story.QUESTION, story.BACKGROUND, story.FIXED, story.OPEN, BEGAN - CLOSED)
    _seeded(began, made, [text for text, _shares in story.STATEMENTS])
    statements = _statements(made)
    by_link = _by_link(began, made)
    ideas = _ideas(known, began, made, by_link)
    _voted(began, made, statements)
    _closed(ago(lead, slug, now, CLOSED), made)
    _answered(known, lead, slug, now, made, ideas, by_link.receipt)
    going = ago(lead, slug, now, 5)
    _seeded(going, _opened(going, NOW_ASKED, "", "", NOW_OPEN, 17), NOW_SAID)


def _opened(told: dict[str, Any], question: str, background: str, fixed: str, open_: str, days: int) -> int:
    """A round that is open, for everybody the change is for, by account and by the link for all."""
    from takehold.cocreation.facts import RoundInput
    from takehold.cocreation.operations import rounds

    said = RoundInput(
        question, background, fixed, GROUND if fixed else "", open_, told["viewer"].on + timedelta(days=days), DECIDES,
        HOW, shared=True,
    )  # fmt: skip
    made = rounds.begin(said=said, **told)
    rounds.open_it(
        viewer=told["viewer"], round_id=made, version=1, rng=Random(SEED), now=told["now"]  # noqa: S311
    )  # fmt: skip
    return made


def _seeded(told: dict[str, Any], made: int, lines: Sequence[str]) -> None:
    from takehold.cocreation.operations import contributing

    contributing.seed(viewer=told["viewer"], round_id=made, lines=list(lines), now=told["now"])


def _statements(made: int) -> list[int]:
    from takehold.cocreation.queries.contributions import contributions

    return [each.id for each in contributions(round_id=made)]


def _ideas(known: Mapping[str, PersonFact], began: dict[str, Any], made: int, by_link: Comer) -> list[int]:
    """What people added, and what a facilitator took out in the open; ids in the order of ``IDEAS``."""
    from takehold.cocreation.facts import Kind
    from takehold.cocreation.operations import contributing, moderating
    from takehold.cocreation.operations.contributing import Addition
    from takehold.cocreation.operations.lifecycle import REMOVE
    from takehold.cocreation.queries import coming

    now = began["now"]
    found = []
    for key, kind, text, _answer, _reason, _live, beside in IDEAS:
        comer = coming.by_account(_employee(known[key], began), made) if key else by_link
        said = Addition(Kind(kind), text, signed="" if key else beside)
        found.append(contributing.add(comer=comer, said=said, now=now))
    text, reason = story.REMOVED
    removed = contributing.add(comer=by_link, said=Addition(Kind.STATEMENT, text), now=now)
    moderating.settle(
        viewer=began["viewer"], round_id=made, contribution_id=removed, event=REMOVE, reason=reason, now=now
    )
    return found


def _by_link(told: dict[str, Any], made: int) -> Comer:
    """A browser that comes by the link for all."""
    from takehold.cocreation.queries import coming, rounds

    link = rounds.ways(viewer=told["viewer"], round_id=made).link
    return coming.by_link(made, coming.entered(link)[1], told["viewer"].on)


def _employee(person: PersonFact, told: dict[str, Any]) -> Viewer:
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    return Viewer(person.id, person.name, (RoleFact(RoleKind.EMPLOYEE, person.team_id),), told["viewer"].on)


def _voted(told: dict[str, Any], made: int, statements: Sequence[int]) -> None:
    """400 voters; in each invited group one of the three camps is the most frequent. The last vote counts."""
    from takehold.cocreation.facts import Way
    from takehold.cocreation.operations.pouring import pour
    from takehold.cocreation.queries import rounds

    drawn, rng = story.vote(SEED), Random(SEED)  # noqa: S311
    groups = rounds.groups(viewer=told["viewer"], round_id=made)
    places = [(at % 3, at) for at, group in enumerate(groups) for _seat in range(group.people)]
    rng.shuffle(places)
    free: dict[int, list[int]] = {camp: [group for at, group in places if at == camp] for camp in range(3)}
    seats = []
    for camp in drawn.camps:
        own = free[camp] if rng.random() < 0.7 and free[camp] else max(free.values(), key=len)
        seats.append(own.pop())
    said: list[dict[int, int]] = [{} for _seat in seats]
    for voter, at, choice in drawn.votes:
        said[voter][statements[at]] = choice
    pour(round_id=made, ballots=list(zip(seats, said, strict=True)), way=Way.ACCOUNT, on=told["viewer"].on)


def _closed(told: dict[str, Any], made: int) -> None:
    from takehold.cocreation.operations import closing
    from takehold.cocreation.queries import rounds

    version = rounds.one(viewer=told["viewer"], round_id=made).version
    closing.close(viewer=told["viewer"], round_id=made, version=version, now=told["now"])


def _answered(
    known: Mapping[str, PersonFact],
    lead: Viewer,
    slug: str,
    now: datetime,
    made: int,
    ideas: Sequence[int],
    receipt: str,
) -> None:
    """Each idea has its answer; one is led to its decision, its behaviour and its use; two authors stand beside theirs."""
    from takehold.cocreation.facts.answers import AnswerInput, Fate, Wish
    from takehold.cocreation.operations import answering, authorship
    from takehold.governance.queries.decisions import titles_of_change
    from takehold.initiatives import queries as initiatives

    told, since = ago(lead, slug, now, ANSWERED), now.date() - timedelta(days=LIVE)
    change = initiatives.initiative(viewer=lead, slug=slug)
    behaviour = initiatives.standings(viewer=lead, slug=slug)[0].behaviour
    decided = titles_of_change(initiative_id=change.id)
    for number, (key, _kind, _text, fate, reason, live, beside) in zip(ideas, IDEAS, strict=True):
        said = AnswerInput(
            Fate(fate), reason, behaviour.id if live else None, DECIDES if fate != "declined" else ""
        )
        at = {"viewer": told["viewer"], "round_id": made, "contribution_id": number, "now": told["now"]}
        answering.answer(said=said, version=0, **at)
        if live:
            answering.answer(
                said=replace(said, live_on=since), version=1, **{**at, "viewer": lead, "now": now}
            )
            if decided:
                answering.name_decision(**{**at, "viewer": lead, "now": now}, decision_id=decided[0][0])
        if key and beside:
            person = _employee(known[key], told)
            authorship.wish(
                viewer=person, round_id=made, contribution_id=number, wish=Wish(beside), now=told["now"]
            )
        elif beside:
            authorship.wish_of_link(
                round_id=made, contribution_id=number, receipt=receipt, named=True, now=told["now"]
            )
