"""Teams to choose from, folded by what they belong to: nobody reads a list of five hundred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms

from takehold.people.facts import TeamFact

FEW = 30
"""So many teams are read at a glance: then nothing is folded."""
CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Branch:
    """A team and those below it.

    Attributes:
        value: what stands at this team: "checked" where it is ticked, or the text of its own field.
        errors: what is wrong with it, in sentences.
        below: those directly below, in the order given.
        teams: how many stand below it, at any depth.
        chosen: at how many of them something stands.
        open: whether it is shown unfolded.
    """

    id: int
    name: str
    value: str
    errors: tuple[str, ...]
    below: tuple[Branch, ...]
    teams: int
    chosen: int
    open: bool


def branches(
    teams: Iterable[TeamFact], said: Mapping[int, str], wrong: Mapping[int, Sequence[str]] | None = None
) -> tuple[Branch, ...]:
    """The trees of these teams; one whose parent is not among them begins a tree.

    Folded are the branches in which nothing is chosen, except the top of an only tree, or where there are few teams.

    Args:
        said: what stands at single teams, by id.
        wrong: what is wrong with it.
    """
    known = {team.id: team for team in teams}
    below: dict[int | None, list[TeamFact]] = {}
    for team in known.values():
        below.setdefault(team.parent_id if team.parent_id in known else None, []).append(team)
    errors = wrong or {}

    def grown(team: TeamFact, unfolded: bool) -> Branch:
        inner = tuple(grown(each, len(known) <= FEW) for each in below.get(team.id, ()))
        chosen = sum(each.chosen + bool(each.value or each.errors) for each in inner)
        return Branch(
            id=team.id,
            name=team.name,
            value=said.get(team.id, ""),
            errors=tuple(errors.get(team.id, ())),
            below=inner,
            teams=sum(each.teams + 1 for each in inner),
            chosen=chosen,
            open=unfolded or chosen > 0,
        )

    tops = below.get(None, [])
    return tuple(grown(team, len(known) <= FEW or len(tops) == 1) for team in tops)


class TeamsForm(forms.Form):
    """A form with a field ``teams``, in which teams are ticked. A team includes those below it."""

    def __init__(self, *args: Any, teams: Iterable[TeamFact], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = tuple(teams)
        choices = [(str(team.id), team.name) for team in self.known]
        cast(forms.MultipleChoiceField, self.fields["teams"]).choices = choices

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The teams with their ticks."""
        ticked = {str(value) for value in self["teams"].value() or ()}
        return branches(self.known, {team.id: CHECKED for team in self.known if str(team.id) in ticked})
