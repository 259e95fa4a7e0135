"""From an idea to its use: what people said, the decision, the behaviour of the change, since when, and what is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from takehold.analysis.facts import Verdict
from takehold.cocreation.facts.answers import Credit, Fate, Idea
from takehold.cocreation.facts.contributions import State
from takehold.cocreation.facts.shaping import Shaping
from takehold.cocreation.queries.answers import credit, ideas_of_change
from takehold.cocreation.queries.shaping import shaping
from takehold.governance.queries.decisions import titles_of_change
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding, Initiative
from takehold.people.facts import Viewer

ORDER = (Fate.LIVE, Fate.ADOPTED, Fate.ADAPTED, Fate.OPEN, Fate.DECLINED)


@dataclass(frozen=True, slots=True)
class Trace:
    """One idea and what became of it. ``decision``: of the register, by number and title; ``verdict``: what is measured
    of its behaviour today, as this viewer reads it, None without data."""

    idea: Idea
    decision: tuple[int, str] | None
    behaviour_key: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who shaped a change. ``decisions``: that may be named, for those who lead; ``shaping``: theirs alone."""

    initiative: Initiative
    credit: Credit
    traces: tuple[Trace, ...]
    decisions: tuple[tuple[int, str], ...]
    shaping: Shaping | None

    def counted(self, *fates: Fate) -> int:
        """How many ideas of those who took part stand at one of these."""
        return sum(each.idea.fate in fates for each in self.traces)


def authorship(*, viewer: Viewer, slug: str) -> Authorship:
    """For whoever may read the change. Raises ``NotYours``."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    ideas = ideas_of_change(initiative_id=change.id, person_id=viewer.person_id)
    decisions = titles_of_change(initiative_id=change.id)
    standings = initiatives.standings(viewer=viewer, slug=slug)
    told = [
        _trace(each, decisions, standings)
        for each in ideas
        if each.state is not State.REMOVED and (not each.seed or each.answer is not None)
    ]
    return Authorship(
        initiative=change,
        credit=credit(ideas=ideas),
        traces=tuple(sorted(told, key=lambda each: (ORDER.index(each.idea.fate), each.idea.id))),
        decisions=decisions if change.may_edit else (),
        shaping=shaping(viewer=viewer, initiative_id=change.id, audience=change.team_ids, standings=standings)
        if change.may_edit
        else None,
    )


def _trace(idea: Idea, decisions: Sequence[tuple[int, str]], standings: Sequence[BehaviourStanding]) -> Trace:
    answer = idea.answer
    if answer is None:
        return Trace(idea, None, "", None)
    decided = next((each for each in decisions if each[0] == answer.decision_id), None)
    standing = next((each for each in standings if each.behaviour.id == answer.behaviour_id), None)
    verdict = (
        standing.verdict.whole.verdict if standing is not None and standing.verdict is not None else None
    )
    return Trace(idea, decided, standing.behaviour.key if standing is not None else "", verdict)
