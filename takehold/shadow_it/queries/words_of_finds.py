"""The words of what logs show: categories, kinds, trends, and the answers that head the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from takehold.evidence.usage.kinds import CATEGORIES
from takehold.shadow_it.facts.feeds import FeedFact, FeedKind, LogFact, LogState
from takehold.shadow_it.facts.finds import FindFact, ServiceFact, Trend
from takehold.ui.numbers import day, number

TRENDS: Final[Mapping[Trend, Any]] = {
    Trend.GROWING: pgettext_lazy("use", "growing"),
    Trend.STEADY: pgettext_lazy("use", "no trend seen"),
    Trend.FADING: pgettext_lazy("use", "fading"),
    Trend.GONE: pgettext_lazy("use", "not seen lately"),
    Trend.UNSURE: pgettext_lazy("use", "too early to tell"),
}
FEED_KINDS: Final[Mapping[FeedKind, Any]] = {
    FeedKind.PROXY: lazy("web proxy"),
    FeedKind.DNS: lazy("name server (DNS)"),
    FeedKind.FIREWALL: lazy("firewall"),
    FeedKind.SIGN_ON: lazy("single sign-on"),
    FeedKind.EXPENSES: lazy("list of expenses"),
    FeedKind.ENDPOINTS: lazy("list of programs on computers"),
}
LOG_STATES: Final[Mapping[LogState, Any]] = {
    LogState.WAITING: lazy("waits to be read"),
    LogState.READ: lazy("read"),
    LogState.REFUSED: lazy("not read"),
    LogState.BACK: lazy("taken back"),
}


def category(service: ServiceFact) -> str:
    """What it belongs to."""
    return _(CATEGORIES[service.category].words)


def used_for(service: ServiceFact) -> str:
    """What it is for, in plain words."""
    return _(CATEGORIES[service.category].kinds[service.kind])


def ours(service: ServiceFact) -> str:
    """What an organisation ordinarily has instead."""
    return _(CATEGORIES[service.category].ours)


def people(least: int) -> str:
    """How many people, from the lower end of a band."""
    return _("at least {n} people").format(n=number(least)) if least else _("a few people, fewer than five")


def where(found: FindFact) -> str:
    """In which groups."""
    groups = ", ".join(found.groups)
    if groups and found.elsewhere:
        return _("{groups}, and a few elsewhere").format(groups=groups)
    if groups:
        return groups
    return (
        _("by a few in several groups, or from groups not known")
        if found.elsewhere
        else _("in the whole house; the log tells no groups")
    )


def answer(found: Sequence[FindFact], fed: date | None) -> str:
    """The first line of the page of all finds."""
    if not found:
        return _("No log has shown any service yet.")
    used = [each for each in found if each.trend is not Trend.GONE]
    named = sum(bool(each.groups) for each in used)
    growing = sum(each.trend is Trend.GROWING for each in used)
    said = [
        ngettext("{n} service outside is used,", "{n} services outside are used,", len(used)).format(
            n=number(len(used))
        ),
        ngettext(
            "{n} of them in a group that can be named,", "{n} of them in groups that can be named,", named
        ).format(n=number(named)),
        ngettext("and {n} is growing.", "and {n} are growing.", growing).format(n=number(growing)),
    ]
    if fed is not None:
        said.append(_("Logs cover the time up to the week of {day}.").format(day=day(fed)))
    return " ".join(said)


def answer_of(found: FindFact) -> str:
    """The first line of the page of one find."""
    said = _("{name} is used by {people}: {where}.").format(
        name=found.name, people=people(found.people), where=where(found)
    )
    if found.trend is Trend.GONE:
        said = _("{name} was used: {where}.").format(name=found.name, where=where(found))
    return f"{said} {found.because}"


def answer_of_feeds(feeds: Sequence[FeedFact], fed: date | None) -> str:
    """The first line of the page of sources."""
    if not feeds:
        return _("No source of logs yet: name one, then bring its first log.")
    said = ngettext("{n} source of logs.", "{n} sources of logs.", len(feeds)).format(n=number(len(feeds)))
    return f"{said} " + (
        _("Logs cover the time up to the week of {day}.").format(day=day(fed))
        if fed
        else _("Nothing of them is read yet.")
    )


def answer_of_feed(feed: FeedFact, logs: Sequence[LogFact]) -> str:
    """The first line of the page of one source."""
    waiting = sum(each.state is LogState.WAITING for each in logs)
    if waiting:
        return ngettext(
            "{n} log waits to be read; that takes seconds.",
            "{n} logs wait to be read; that takes seconds.",
            waiting,
        ).format(n=waiting)
    if feed.last is None:
        return _("Nothing is read yet: bring the first log.")
    return _("Read up to {day}; bring what comes after it.").format(day=day(feed.last))


def counted(log: LogFact) -> tuple[tuple[str, str], ...]:
    """What the lines of a log were, in words with numbers."""
    counts = log.counts
    rows = (
        (_("lines"), counts.lines),
        (_("of services"), counts.services),
        (_("of these by people of no group that is known"), counts.unplaced),
        (_("of the network itself: updates, certificates, delivery"), counts.infrastructure),
        (_("advertising and counting of visits"), counts.noise),
        (_("of names that no catalogue knows"), counts.unknown),
        (_("without a name: addresses, machines of the house"), counts.left_out),
        (_("that could not be read"), counts.broken),
    )
    return tuple((words, number(n)) for words, n in rows if n)
