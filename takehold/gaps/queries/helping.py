"""What would help, as those whom a gap is about said it: in groups, once it has closed, or why it cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from takehold.gaps.facts import GapState, Source
from takehold.gaps.facts.helping import HelpTold
from takehold.gaps.queries.gaps import subject
from takehold.gaps.queries.rights import Change, change_of, readable
from takehold.gaps.queries.sources import of_survey
from takehold.gather.disclosure import reading
from takehold.gather.disclosure.participation import participation
from takehold.gather.facts.disclosure import FigureFact, GroupFact, Unheard
from takehold.gather.facts.helping import HelpOffer
from takehold.gather.queries import helping
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer
from takehold.ui.numbers import day

HELPS, WAY, NOTHING = "helps", "in-the-way", "nothing"
"""Questions of the offer, and the answer that nothing stands in the way."""
HALF: Final = 2


def told(*, viewer: Viewer, slug: str, gap_id: int) -> HelpTold:
    """Where the newest offer about a gap stands, and what may be told of it. Raises ``NotYours``."""
    change = change_of(viewer, slug, whole=True)
    rows = readable(viewer, change).filter(id=gap_id).values_list("title", "state", "teams__team_id")
    found = list(rows)
    if not found:
        raise NotYours
    title, state, _team = found[0]
    teams = frozenset(team for _title, _state, team in found if team)
    offers = helping.about(initiative_id=change.id, subject=subject(gap_id))
    newest = offers[0] if offers else None
    sentences, group = _told(viewer, newest, teams)
    return HelpTold(
        slug=slug,
        gap_id=gap_id,
        title=title,
        where=tuple(sorted(each.name for each in people.sight(viewer=viewer).units if each.team_ids & teams)),
        may_edit=change.may_edit,
        may_offer=change.may_edit
        and state != GapState.CLOSED
        and (newest is None or not (newest.is_open or newest.owed)),
        offer=newest,
        sentences=sentences,
        group=group,
        earlier=offers[1:],
    )


def _told(
    viewer: Viewer, offer: HelpOffer | None, teams: frozenset[int]
) -> tuple[tuple[str, ...], GroupFact | None]:
    if offer is None:
        return (_("Nobody has been asked yet what would help."),), None
    if offer.is_open:
        return _still_open(viewer, offer), None
    every = teams or {each.id for each in people.sight(viewer=viewer).teams}
    try:
        group = reading.of(viewer=viewer, wave_id=offer.wave_id, teams=every)
    except Unheard:
        return too_few(), None
    except NotYours:
        return (_("It has closed. What came of it is told to the groups it speaks of."),), None
    return told_of(group), group


def _still_open(viewer: Viewer, offer: HelpOffer) -> tuple[str, ...]:
    first = _("Everybody there is offered it until {day}; nobody sees any answer before that.").format(
        day=day(offer.closes_on, viewer.on)
    )
    so_far = participation(viewer=viewer, wave_id=offer.wave_id)
    if so_far is None:
        return (first,)
    many = _("Between {low} and {high} of {invited} have answered so far.")
    return first, many.format(low=so_far.low, high=so_far.high, invited=so_far.invited)


def too_few() -> tuple[str, ...]:
    """Nothing can be told; and what to do."""
    return (
        _("Too few answered for anything to be told: that was promised."),
        talk_instead(),
    )


def talk_instead() -> str:
    """What is done where people cannot be asked without their names."""
    return _(
        "Talk with them instead: all of them at one table, what stands in the way and what would help, and write down what was said."
    )


def told_of(group: GroupFact) -> tuple[str, ...]:
    """What would help most and what stands in the way most, of how many, and what their silence leaves open."""
    found = [_most(group.figures)]
    if group.invited:
        answered = _("Between {low} and {high} of {invited} answered.").format(
            low=group.answered_low, high=group.answered_high, invited=group.invited
        )
        found.append(answered)
        if group.answered_high * HALF < group.invited:
            found.append(_("Fewer than half: those who did not answer may see it otherwise."))
    return tuple(found)


def _most(figures: Iterable[FigureFact]) -> str:
    named = {each.question: named_most(each) for each in figures if each.question in (HELPS, WAY)}
    helps, way = named.get(HELPS, ()), named.get(WAY, ())
    if len(helps) == 1:
        first = _("What would help most: {what}.").format(what=helps[0])
    elif helps:
        first = _("About equally many would be helped by: {what}.").format(what="; ".join(helps))
    else:
        first = _("What would help most cannot be told: too few answered that question.")
    if not way:
        return first
    second = _("In the way most: {what}.").format(what="; ".join(way))
    return f"{first} {second}"


def named_most(figure: FigureFact) -> tuple[str, ...]:
    """The choices in the highest band, in words with it. The lowest band is left aside: there nobody may have named it."""
    shares = [each for each in figure.shares if each.low > 0 and each.value != NOTHING]
    highest = max((each.low for each in shares), default=0)
    return tuple(
        _("“{choice}” ({low}–{high} %)").format(choice=each.label, low=each.low, high=each.high)
        for each in shares
        if each.low == highest
    )


def citable(*, viewer: Viewer, change: Change, gap_id: int, teams: frozenset[int]) -> tuple[Source, ...]:
    """Figures of the newest offer about a gap that has closed, to be cited; none where nothing is told."""
    made = helping.about(initiative_id=change.id, subject=subject(gap_id))
    newest = next((each for each in made if not each.is_open), None)
    if newest is None:
        return ()
    try:
        return tuple(of_survey(viewer, newest.wave_id, newest.closes_on, teams))
    except (Unheard, NotYours):
        return ()
