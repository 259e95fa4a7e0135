"""Themes: what several voices speak of. Hearsay counts for nothing before two independent sides agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from django.db.models import Max, Q

from takehold.evidence.words import stems
from takehold.gather.facts.notes import HEARSAY, ThemeFact, ThemeWords
from takehold.gather.models import Mention, Note, Say, Theme
from takehold.gather.queries import says
from takehold.gather.queries.listening import Ears, ears
from takehold.gather.queries.notes import of_others
from takehold.people.facts import NotYours, Viewer

SIDES: Final = 2


def themes(*, viewer: Viewer, slug: str = "") -> tuple[ThemeFact, ...]:
    """Themes of what this viewer hears, the most spoken of first. Those of one side alone are left out."""
    heard = ears(viewer)
    if not (heard.leads or heard.teams or heard.house_wide):
        return ()
    return tuple(each for each in gathered(viewer, heard, slug) if each.shown)


def theme(*, viewer: Viewer, theme_id: int) -> ThemeFact:
    """One theme. Raises ``NotYours`` also where only one side speaks of it, unless the viewer leads the change."""
    heard = ears(viewer)
    for each in gathered(viewer, heard, "", theme_id):
        if each.shown or (leads(heard, each.slug) and not each.hearsay):
            return each
    raise NotYours


def by_week(*, viewer: Viewer, theme_ids: Collection[int]) -> dict[int, dict[date, int]]:
    """Messages of the channels this viewer hears, by theme and week; one question, none where nothing is asked."""
    return _weeks(viewer, ears(viewer), theme_ids) if theme_ids else {}


def names(*, initiative_id: int) -> tuple[tuple[int, str], ...]:
    """Themes of a change and of the whole house, by name."""
    rows = Theme.objects.filter(in_change(initiative_id) | in_change(None)).order_by("name", "id")
    return tuple(rows.values_list("id", "name"))


def edited(*, viewer: Viewer, slug: str = "") -> tuple[ThemeWords, ...]:
    """Themes of the changes this viewer leads, for editing their words. No counts."""
    heard = ears(viewer)
    every = gathered(viewer, heard, slug)
    return tuple(
        ThemeWords(each.id, each.name, each.words, each.slug)
        for each in sorted(every, key=lambda each: each.name)
        if leads(heard, each.slug)
    )


def in_change(initiative_id: int | None) -> Q:
    """Themes of one change, or those of none."""
    return Q(initiative__isnull=True) if initiative_id is None else Q(initiative_id=initiative_id)


def leads(heard: Ears, slug: str) -> bool:
    """Whether the change of this address is led; no address: the whole house."""
    if not slug:
        return heard.house_wide
    return any(each.slug == slug and each.may_edit for each in heard.changes)


def of_changes(heard: Ears) -> Q:
    """Themes of changes that are led, and those of no change for who leads all."""
    found = Q(initiative_id__in=heard.leads)
    return found | Q(initiative__isnull=True) if heard.house_wide else found


def gathered(viewer: Viewer, heard: Ears, slug: str, theme_id: int | None = None) -> list[ThemeFact]:
    """Every theme that concerns this viewer, with its voices; kept for the page. A manager's are of the own area alone."""
    key = f"themes {slug} {theme_id}"
    kept = viewer.seen.get(key)
    if isinstance(kept, list):
        return kept
    rows = Theme.objects.select_related("initiative")
    readable = Q(initiative_id__in=[each.id for each in heard.changes]) | Q(initiative__isnull=True)
    rows = rows.filter(readable)
    if slug:
        rows = rows.filter(initiative__slug=slug)
    if theme_id is not None:
        rows = rows.filter(id=theme_id)
    found = list(rows)
    notes = _notes(viewer, heard, found)
    spoken = [(each, stems(each.text)) for each in says.reached(viewer) if each.text]
    weeks = _weeks(viewer, heard, [each.pk for each in found])
    facts = [_fact(each, notes[each.pk], spoken, weeks.get(each.pk, {})) for each in found]
    told = sorted(facts, key=lambda each: (-each.voices, each.name))
    viewer.seen[key] = told
    return told


def _notes(viewer: Viewer, heard: Ears, found: Iterable[Theme]) -> Mapping[int, list[Note]]:
    """Notes of each theme that count here: still of their time, and of what this viewer hears."""
    rows = Note.objects.filter(theme__in=list(found), expires_on__gt=viewer.on).exclude(text="")
    in_area = Q(kind=HEARSAY) & (Q(initiative_id__in=heard.leads) | Q(team_id__in=heard.teams))
    if heard.house_wide:
        in_area |= Q(kind=HEARSAY, initiative__isnull=True)
    sorted_out: dict[int, list[Note]] = defaultdict(list)
    for row in rows.filter(
        in_area | of_others(viewer, heard) | Q(author_id=viewer.person_id or 0)
    ).distinct():
        sorted_out[row.theme_id or 0].append(row)
    return sorted_out


def _weeks(viewer: Viewer, heard: Ears, theme_ids: Collection[int]) -> dict[int, dict[date, int]]:
    """Messages of open channels by theme and week. Exports overlap, so of a channel's week the largest count is taken."""
    rows = Mention.objects.filter(theme__in=theme_ids)
    if not heard.house_wide:
        rows = rows.filter(
            Q(hearing__channel__initiative_id__in=heard.leads) | Q(hearing__channel__team_id__in=heard.teams)
        )
    largest = rows.order_by().values("theme_id", "hearing__channel_id", "week").annotate(most=Max("messages"))
    weeks: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in largest:
        weeks[row["theme_id"]][row["week"]] += row["most"]
    return weeks


def _fact(
    row: Theme, notes: list[Note], spoken: list[tuple[Say, frozenset[str]]], weeks: Mapping[date, int]
) -> ThemeFact:
    wanted = [stems(each) for each in row.words]
    said = [
        each
        for each, found in spoken
        if (row.initiative_id is None or each.initiative_id == row.initiative_id)
        and any(some and some <= found for some in wanted)
    ]
    rumours = [each for each in notes if each.kind == HEARSAY]
    others = [each for each in notes if each.kind != HEARSAY]
    sides = independent(rumours, others, bool(said), bool(weeks))
    return ThemeFact(
        id=row.pk, name=row.name, words=tuple(row.words), slug=row.initiative.slug if row.initiative else "",
        change=row.initiative.name if row.initiative else "", says=len(said), notes=len(others),
        hearsay=len(rumours) if sides >= SIDES else 0, messages=sum(weeks.values()),
        shown=bool(said or others or weeks) or sides >= SIDES, sides=sides,
        last=max([*(e.said_on for e in said), *(e.happened_on for e in others), *weeks], default=None),
        weeks=tuple(sorted(weeks.items())), note_ids=tuple(each.id for each in others),
        say_ids=tuple(each.id for each in said),
    )  # fmt: skip


def independent(rumours: Iterable[Note], others: Iterable[Note], says: bool, channel: bool) -> int:
    """How many sides speak independently: authors of different teams who heard it, and each other kind of source.

    Two who heard it in one team are one side, and so is who heard it and noted it once more in another way.
    """
    heard = list(rumours)
    authors = {each.author_id for each in heard}
    teams = {each.team_id for each in heard}
    # an author without a team cannot be told from another's, so at most one such counts
    sides = min(len(authors), len(teams))
    kinds = {each.kind for each in others if each.author_id not in authors}
    return sides + len(kinds) + says + channel
