"""Connected systems that feed a change and are silent: what a reader of its figures has to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.gather.facts.feeds import Silence
from takehold.gather.queries import feeds
from takehold.initiatives.facts import BehaviourStanding
from takehold.ui.numbers import day


def silences(standings: Sequence[BehaviourStanding], now: datetime) -> tuple[Silence, ...]:
    """Of the systems behind these standings those that are paused or in trouble, in one query."""
    sources = {each.behaviour.source_id for each in standings}
    return feeds.silences(source_ids={each for each in sources if each is not None}, now=now)


def told(found: Sequence[Silence], today: date) -> Mapping[int | None, tuple[str, ...]]:
    """What stands beside the figures of each source."""
    sentences: dict[int | None, tuple[str, ...]] = {}
    for each in found:
        sentences[each.source_id] = (*sentences.get(each.source_id, ()), sentence(each, today))
    return sentences


def sentence(silence: Silence, today: date) -> str:
    """Which system, since when, and that it is not people's behaviour."""
    text = (
        _(
            "“{name}” ({kind}) is paused: nothing was read from it since {day}. What happened since is not in these figures."
        )
        if silence.paused
        else _("“{name}” ({kind}) cannot be read since {day}. What happened since is not in these figures.")
    )
    since = timezone.localtime(silence.since).date()
    return text.format(name=silence.name, kind=silence.kind_name, day=day(since, today))
