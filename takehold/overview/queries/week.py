"""What should I do this week: at most three moves, what is owed, what waits to be praised, what the last moves did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.series import monday
from takehold.bridge.facts import ActionState
from takehold.bridge.facts.weeks import ActKind, MyAction, Said, SaidFact, Visibility
from takehold.bridge.queries import telling, weeks
from takehold.celebrate.queries import wins
from takehold.evidence.words import natural
from takehold.gaps.queries import concerns
from takehold.gather.queries.listening import Ears, ears_for_changes
from takehold.governance.queries.dates import COMMITMENT, DECISION, DIRECTIVE, due
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import AlertFact, TurnPart
from takehold.initiatives.queries import rhythm
from takehold.initiatives.queries.names import ChangeName
from takehold.missteps.queries.owed import owed
from takehold.overview.facts import Move, Owed, Week
from takehold.overview.queries.coaching import guided
from takehold.overview.queries.turning import PARTS
from takehold.people.facts import RoleKind, Viewer
from takehold.ui import wording
from takehold.ui.numbers import day, percent

MOST: Final = 3
MINUTES_OF_AN_ALERT: Final = 5
MINUTES_OF_AN_ANSWER: Final = 10
MINUTES_OF_A_PART: Final = 15
AHEAD: Final = timedelta(days=7)
ACT_WORDS: Final = {
    ActKind.VISIT: lazy("Visit a group at work"),
    ActKind.MESSAGE: lazy("Say why, in your own words"),
    ActKind.DECISION: lazy("Decide something that waits"),
    ActKind.OBSTACLE: lazy("Remove an obstacle"),
}
ACT_LINES: Final = {
    ActKind.VISIT: lazy("I came to see how it goes here. What is in your way that I can move?"),
    ActKind.MESSAGE: lazy("This is why we do it, and this is what I saw last week."),
    ActKind.DECISION: lazy("You waited for this. It is decided, and this is why."),
    ActKind.OBSTACLE: lazy("You told us what is in the way. From today it is gone."),
}
WHOSE: Final = (RoleKind.MANAGER, RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.IT_LEAD)


MAILED: Final = (*WHOSE, RoleKind.COUNCIL)
"""Who may get a mail on Mondays: those who have a week, and those who decide."""


def has_one(viewer: Viewer) -> bool:
    """Whether this page is for this viewer: who manages, leads or sponsors."""
    return viewer.has(*WHOSE)


def week(*, viewer: Viewer) -> Week:
    """The week of this viewer. The same number of queries whatever the size of the house."""
    hears = ears_for_changes(viewer)
    open_alerts = initiatives.alerts(viewer=viewer, open_only=True, with_verdict=True)
    alerts = [each for each in open_alerts if each.may_write and each.tier == "alert" and not each.line and not each.resolution]  # fmt: skip
    actions = weeks.my_actions(viewer=viewer)
    waiting = concerns.due(initiative_ids=hears.leads, until=viewer.on + AHEAD) if hears.leads else ()
    parts = rhythm.beats(viewer=viewer, initiative_ids=hears.leads) if hears.leads else {}
    spoken = weeks.said(viewer=viewer)
    hidden = weeks.hidden(spoken, viewer.on)
    led = _slips_led(open_alerts, alerts, hears)
    owes = (
        *_concerns_owed(waiting, viewer.on),
        *_actions_owed(actions, viewer.on),
        *_mending_owed(viewer),
        *of_deciding(viewer),
    )
    sliding = tuple(
        (each.initiative_slug, each.unit) for each in open_alerts if each.tier == "alert" and each.unit
    )
    backed = {each.slug for each in _backed(viewer, hears)}
    every = [
        *_of_alerts(alerts, viewer.on),
        *_of_slips(led),
        *_of_actions(actions, viewer.on),
        *_of_concerns(waiting),
        *_of_parts(parts, hears, viewer.on),
    ]
    moves = [each for each in every if each.key not in hidden]
    return Week(
        monday=monday(viewer.on),
        answer=answer(alerts, moves, sum(map(len, led.values())), sum(slug in backed for slug, _unit in sliding), len(owes)),
        moves=guided(moves[:MOST], {f"action:{each.id}": each.barrier for each in actions}),
        more=max(0, len(moves) - MOST),
        said=_said(spoken, every, actions, viewer.on),
        owed=tuple(sorted(owes, key=lambda each: each.due_on)),
        praise=tuple((text, reverse("celebrate:win", args=(slug, win))) for slug, win, text in wins.waiting(viewer=viewer)),
        worked=tuple(_worked(actions)),
        sliding=sliding,
    )  # fmt: skip


def sponsored(viewer: Viewer) -> tuple[Visibility, ...]:
    """How visible this viewer was as the sponsor of changes, of at most three."""
    return weeks.visibility(viewer=viewer, changes=_backed(viewer, ears_for_changes(viewer))[:MOST])


def _backed(viewer: Viewer, hears: Ears) -> list[ChangeName]:
    mine = {role.initiative_id for role in viewer.roles if role.kind is RoleKind.SPONSOR}
    return [each for each in hears.changes if not each.ended and (None in mine or each.id in mine)]


def act(seen: Visibility, sliding: Collection[tuple[str, str]] = ()) -> tuple[ActKind, str, str]:
    """One visible act for this week, the line to begin it with, and where: a visit to those who have not seen the sponsor,
    first where it slides back; once everybody has, by turns. ``sliding``: as in a week."""
    if seen.unseen:
        where = next((unit for unit in seen.unseen if (seen.slug, unit) in sliding), seen.unseen[0])
        return ActKind.VISIT, str(ACT_LINES[ActKind.VISIT]), where
    last = seen.acts[0].kind if seen.acts else ActKind.DECISION
    kinds = list(ActKind)
    following = kinds[(kinds.index(last) + 1) % len(kinds)]
    return following, str(ACT_LINES[following]), ""


def answer(
    alerts: Sequence[AlertFact], moves: Sequence[Move], led: int = 0, backed: int = 0, owed: int = 0
) -> str:
    """The state in a sentence. ``led``: how many teams slide back in changes that this viewer leads, beside their own;
    ``backed``: in changes that this viewer sponsors. ``owed``: how much was promised and is due."""
    if alerts:
        units = list(dict.fromkeys(each.unit or _("all groups together") for each in alerts))
        slid = ngettext("Something slides back in {unit}.", "Something slides back in {n} of your groups.", len(units))  # fmt: skip
        return slid.format(unit=units[0], n=len(units))
    if led:
        return ngettext(
            "{n} team slides back in the changes you lead.",
            "{n} teams slide back in the changes you lead.",
            led,
        ).format(n=led)
    if backed:
        return ngettext(
            "{n} team slides back in the changes you sponsor.",
            "{n} teams slide back in the changes you sponsor.",
            backed,
        ).format(n=backed)
    if moves:
        return ngettext(
            "Nothing slides back in your groups. One thing is yours this week.",
            "Nothing slides back in your groups. {n} things are yours this week.",
            min(len(moves), MOST),
        ).format(n=min(len(moves), MOST))
    if owed:
        return ngettext(
            "Nothing slides back in your groups. One promise is due.",
            "Nothing slides back in your groups. {n} promises are due.",
            owed,
        ).format(n=owed)
    return _("Nothing slides back in your groups, and nothing waits for you this week.")


def _of_alerts(alerts: Iterable[AlertFact], on: date) -> Iterator[Move]:
    for each in alerts:
        verdict = each.verdict
        slip = verdict.slip if verdict is not None else None
        line = _("Since {day} we do it less often than before. What gets in the way?").format(day=day(each.since, on))  # fmt: skip
        if slip is not None and slip.recent_chances:
            line = _("Since {day} we do it in {rate} of cases. What gets in the way?").format(
                day=day(each.since, on), rate=percent(slip.recent_new_way / slip.recent_chances)
            )
        yield Move(
            key=f"alert:{each.id}",
            verb=_("Ask your team what happened: {behaviour}").format(behaviour=each.behaviour),
            where=each.unit,
            because=wording.because(verdict) if verdict is not None else "",
            say=line,
            minutes=MINUTES_OF_AN_ALERT,
            url=reverse("initiatives:alert", args=(each.id,)),
        )


def _slips_led(
    every: Iterable[AlertFact], own: Sequence[AlertFact], hears: Ears
) -> dict[ChangeName, tuple[AlertFact, ...]]:
    """Teams that slide back in the changes one leads, as far as that is visible above them, beside one's own teams."""
    mine = {each.id for each in own}
    slips = [each for each in every if each.tier == "alert" and each.unit and each.id not in mine]
    found = {
        change: tuple(each for each in slips if each.initiative_slug == change.slug)
        for change in hears.changes
        if change.id in hears.leads
    }
    return {change: told for change, told in found.items() if told}


def _of_slips(led: Mapping[ChangeName, Sequence[AlertFact]]) -> Iterator[Move]:
    for change, slips in led.items():
        units = sorted({each.unit for each in slips}, key=natural)
        more = len(units) - MOST
        names = ", ".join(units[:MOST])
        yield Move(
            key=f"slips:{change.id}:{max(each.id for each in slips)}",
            verb=_("Find out why: {change}").format(change=change.name),
            where=ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=names, n=more)
            if more > 0
            else names,
            because=ngettext(
                "{n} team does it less often than it did.",
                "{n} teams do it less often than they did.",
                len(units),
            ).format(n=len(units)),
            say=_("Help me understand what got harder. What would help first?"),
            minutes=MINUTES_OF_A_PART,
            url=reverse("gaps:proposed", args=(change.slug,)),
        )


def _of_actions(actions: Iterable[MyAction], on: date) -> Iterator[Move]:
    for each in actions:
        begins = each.state is ActionState.AGREED and each.begins_on <= on + AHEAD
        if not begins and each.state is not ActionState.DOING:
            continue
        verb = _("Begin: {title}") if begins else _("Go on: {title}")
        yield Move(
            key=f"action:{each.id}",
            verb=verb.format(title=each.title),
            where=", ".join(each.where[:MOST]),
            because=_("It is to bridge this gap: {gap}").format(gap=each.gap) if each.gap else each.what,
            say=each.say,
            minutes=each.minutes,
            url=reverse("bridge:action", args=(each.slug, each.id)),
        )


def _of_concerns(waiting: Iterable[concerns.DueConcern]) -> Iterator[Move]:
    for each in waiting:
        yield Move(
            key=f"concern:{each.id}",
            verb=_("Answer: {text}").format(text=each.text),
            where=each.change,
            because=_("Somebody raised it and waits for an answer."),
            say=_("You asked, and here is what we know, what we do, and what we do not know yet."),
            minutes=MINUTES_OF_AN_ANSWER,
            url=reverse("gaps:concern", args=(each.slug, each.id)),
        )


def _of_parts(parts: dict[int, TurnPart], hears: Ears, on: date) -> Iterator[Move]:
    for change in hears.changes:
        part = parts.get(change.id)
        if part is None or part.due_on > on + AHEAD:
            continue
        name, about = PARTS[part.part]
        due = _("It was due by {day}.") if part.due_on < on else _("It is due by {day}.")
        yield Move(
            key=f"beat:{change.id}:{part.turn}:{part.part.value}",
            verb=f"{name}: {change.name}",
            where="",
            because=f"{due.format(day=day(part.due_on, on))} {about}",
            say="",
            minutes=MINUTES_OF_A_PART,
            url=reverse("overview:rhythm", args=(change.slug,)),
        )


def _said(
    spoken: Iterable[SaidFact], every: Iterable[Move], actions: Iterable[MyAction], on: date
) -> tuple[tuple[str, str, str], ...]:
    words = {Said.DONE: _("done"), Said.LATER: _("not this week"), Said.NOT_RIGHT: _("not right here")}
    titles = {each.key: each.verb for each in every}
    for each in actions:
        if each.began_on is not None and each.began_on >= monday(on):
            titles[f"action:{each.id}"] = _("Begin: {title}").format(title=each.title)
    return tuple(
        (
            titles[each.key],
            f"{words[each.said]}: {each.reason}" if each.reason else words[each.said],
            each.key,
        )
        for each in spoken
        if each.week == monday(on) and each.key in titles
    )


def _concerns_owed(waiting: Iterable[concerns.DueConcern], on: date) -> Iterator[Owed]:
    for each in waiting:
        url = reverse("gaps:concern", args=(each.slug, each.id))
        yield Owed(_("An answer: {text}").format(text=each.text), each.due_on, each.due_on < on, url)


def of_deciding(viewer: Viewer) -> Iterator[Owed]:
    """Reviews of decisions and directives, conditions and commitments that wait for this viewer's role or body."""
    said = {
        DECISION: _("A decision is to be reviewed: {text}"),
        DIRECTIVE: _("A directive lapses unless it is reviewed: {text}"),
        COMMITMENT: _("It is due: {text}"),
    }
    for each in due(viewer=viewer, until=viewer.on + AHEAD):
        yield Owed(said[each.kind].format(text=each.text), each.on, each.on < viewer.on, each.path)


def of_council(viewer: Viewer) -> Week:
    """What waits for somebody who decides, and neither manages, leads nor sponsors anything."""
    waits = tuple(of_deciding(viewer))
    told = ngettext("{n} thing waits for the council.", "{n} things wait for the council.", len(waits))
    return Week(monday(viewer.on), told.format(n=len(waits)), (), 0, (), waits, (), ())


def _actions_owed(actions: Iterable[MyAction], on: date) -> Iterator[Owed]:
    for each in actions:
        if each.state not in weeks.GOES_ON or each.shared:
            continue
        due = each.begins_on if each.state is ActionState.AGREED else each.check_on
        if due <= on + AHEAD:
            yield Owed(each.title, due, due < on, reverse("bridge:action", args=(each.slug, each.id)))


def _mending_owed(viewer: Viewer) -> Iterator[Owed]:
    for each in owed(viewer=viewer, until=viewer.on + AHEAD):
        url = reverse("missteps:misstep", args=(each.misstep_id,))
        yield Owed(
            _("After a misstep of ours: {what}").format(what=each.what),
            each.due_on,
            each.due_on < viewer.on,
            url,
        )


def _worked(actions: Iterable[MyAction]) -> Iterator[tuple[str, str, str]]:
    for each in actions:
        if each.effect is not None:
            yield (
                each.title,
                telling.answer(each.effect),
                reverse("bridge:action", args=(each.slug, each.id)),
            )
