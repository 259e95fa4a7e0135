"""The library of ready behaviours: which there are, which fit a file, and what the others miss."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from typing import Any

from takehold.evidence.facts import Behaviour, Condition, Inspection, Recipe, Shape
from takehold.evidence.recipe import sealed
from takehold.evidence.recipe.behaviours import behaviour
from takehold.evidence.recipe.table import Table
from takehold.evidence.sentences import Problem, Sentence, nearest

FILES = ("servicenow.toml", "jira.toml", "learning.toml")
STATES = ("incident_state", "state", "incident state", "status", "problem_state", "to status", "new status")
ACTIVITY = "activity"
IN_SHAPE = {
    Shape.EVENTS: Sentence("a history, one row a step"),
    Shape.CASES: Sentence("a list, one row a case"),
    Shape.COUNTS: Sentence("ready-made counts"),
    Shape.VALUES: Sentence("values of teams"),
}
"""What a file in each shape is called where somebody has to look for one."""


class NotInLibrary(Problem, ValueError):
    """A behaviour that the library does not have, or that does not fit the file. ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A ready behaviour. Its conditions speak of names of its own, bound to a file's columns when it is used.

    Attributes:
        needs: names that some column of the file must play, in one shape or another.
        synonyms: name -> the columns that it goes by (compared without case, blanks and underscores).
        optional: names that sharpen the chance when the file has them.
        by_shape: how it is measured in each shape.
        needed_in: the names needed in each shape; ``activity`` is the column of states.
        renames: values of the activity that mean the same.
    """

    key: str
    name: str
    question: str
    caution: str
    origin: str
    systems: tuple[str, ...]
    needs: tuple[str, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    optional: tuple[str, ...]
    by_shape: Mapping[Shape, Behaviour]
    needed_in: Mapping[Shape, tuple[str, ...]]
    renames: Mapping[str, str]

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Shapes that it can be measured in."""
        return tuple(self.by_shape)

    @property
    def behaviour(self) -> Behaviour:
        """Its definition in the first of its shapes, with names of its own instead of columns."""
        return next(iter(self.by_shape.values()))


@cache
def entries() -> tuple[LibraryEntry, ...]:
    """All ready behaviours, in the order of the shipped files."""
    folder = resources.files("takehold.evidence") / "behaviours"
    found = []
    for file in FILES:
        for content in tomllib.loads((folder / file).read_text(encoding="utf-8"))["entry"]:
            found.append(_entry(content))
    return tuple(found)


def entry(key: str) -> LibraryEntry:
    """The ready behaviour with this key.

    Raises:
        NotInLibrary: when there is none; the sentence lists those there are.
    """
    for one in entries():
        if one.key == key:
            return one
    known = [e.key for e in entries()]
    raise NotInLibrary(
        'The library has no behaviour "{key}".{hint} It has: {known}.',
        key=key,
        hint=nearest(key, known),
        known=", ".join(known),
    )


def missing(one: LibraryEntry, columns: Sequence[str], shape: Shape | None = None) -> tuple[str, ...]:
    """What a file with these columns lacks for a ready behaviour, in the shape that lacks least; empty when it fits."""
    shapes = [s for s in one.shapes if shape in (None, s)]
    if not shapes:
        words = [IN_SHAPE[s] for s in one.shapes]
        return (reduce(lambda found, word: Sentence("{before} or {last}", before=found, last=word), words),)
    return min((_lacking(one, columns, s) for s in shapes), key=len)


def fitting(columns: Sequence[str], shape: Shape | None = None) -> tuple[LibraryEntry, ...]:
    """The ready behaviours whose columns are all there."""
    return tuple(one for one in entries() if not missing(one, columns, shape))


def recipe_for(inspection: Inspection, keys: Sequence[str], *, target: float | None = None) -> Recipe:
    """The proposed column mapping of a file with these ready behaviours bound to its columns.

    Args:
        target: instead of the targets that the library begins with.

    Raises:
        NotInLibrary: an unknown key, a behaviour that does not fit, or a file without a proposed mapping.
    """
    proposed = inspection.proposed
    if proposed is None:
        raise NotInLibrary(
            "No column mapping could be proposed for this file; write one by hand (see the guide)."
        )
    columns = [column.name for column in inspection.columns]
    chosen: list[Behaviour] = []
    renames: dict[str, str] = {}
    for key in keys:
        one = entry(key)
        if lacks := missing(one, columns, proposed.source.shape):
            raise NotInLibrary(
                '"{word_name}" ({key}) does not fit this file: it lacks {lacks}.',
                word_name=one.name,
                key=key,
                lacks=_listed(one, lacks),
            )
        chosen.append(bound(one, proposed, columns, target=target))
        renames.update(one.renames)
    values = dict(proposed.values)
    if renames and proposed.columns.activity:
        values[ACTIVITY] = {**renames, **values.get(ACTIVITY, {})}
    return sealed(dataclasses.replace(proposed, behaviours=tuple(chosen), values=values))


def bound(
    one: LibraryEntry, mapping: Recipe, columns: Sequence[str], *, target: float | None = None
) -> Behaviour:
    """The ready behaviour in terms of a file's columns; tests of optional columns that are not there are left out."""
    parts = mapping.columns
    roles = {name: role for role in ("case", ACTIVITY, "team") if (name := getattr(parts, role))}
    names = {ACTIVITY: ACTIVITY}
    for name, synonyms in one.synonyms.items():
        if (column := _match(synonyms, columns)) is not None:
            names[name] = roles.get(column, column)
    raw = one.by_shape[mapping.source.shape]
    return dataclasses.replace(
        raw,
        opportunity=_bound(raw.opportunity, names) or Condition(),
        new_way=_bound(raw.new_way, names),
        old_way=_bound(raw.old_way, names),
        target=raw.target if target is None else target,
    )


def lacks_words(one: LibraryEntry, lacks: Sequence[str]) -> str:
    """What is missing, as a person would look for it in an export."""
    return _listed(one, lacks)


def _listed(one: LibraryEntry, lacks: Sequence[str]) -> str:
    listed = ""
    for name in lacks:
        known = one.synonyms.get(name, STATES if name == ACTIVITY else ())
        word = Sentence('a column such as "{name}"', name=known[0]) if known else name
        listed = Sentence("{before} and {last}", before=listed, last=word) if listed else word
    return listed


def _bound(condition: Condition | None, names: Mapping[str, str]) -> Condition | None:
    if condition is None:
        return None
    return Condition(
        tuple(dataclasses.replace(t, column=names[t.column]) for t in condition.tests if t.column in names)
    )


def _lacking(one: LibraryEntry, columns: Sequence[str], shape: Shape) -> tuple[str, ...]:
    return tuple(n for n in one.needed_in[shape] if _match(one.synonyms.get(n, STATES), columns) is None)


def _match(synonyms: Sequence[str], columns: Sequence[str]) -> str | None:
    """The first column that goes by one of the names, in the order of the names."""
    plain = {_plain(column): column for column in reversed(columns)}
    return next((plain[_plain(s)] for s in synonyms if _plain(s) in plain), None)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _entry(content: Mapping[str, Any]) -> LibraryEntry:
    about = {name: content[name] for name in ("key", "name", "question", "caution", "origin", "target")}
    shaped = {Shape(s): dict(content[s]) for s in ("events", "cases") if s in content}
    needed = tuple(content["columns"])
    by_shape, needed_in, states = {}, {}, STATES
    if Shape.EVENTS not in shaped:
        shaped[Shape.EVENTS] = {**shaped[Shape.CASES], "per": "case", "team_of": "last", "period_of": "last"}
    for shape, raw in shaped.items():
        needed_in[shape] = tuple(raw.pop("needs", needed))
        states = tuple(raw.pop("activity_names", states))
        by_shape[shape] = behaviour(Table({**about, **raw}, (), {}), {})
        if ACTIVITY in _tested(by_shape[shape]) and ACTIVITY not in needed_in[shape]:
            needed_in[shape] += (ACTIVITY,)
    synonyms = {**content["columns"], **content.get("optional", {}), ACTIVITY: states}
    return LibraryEntry(
        **{name: about[name] for name in ("key", "name", "question", "caution", "origin")},
        systems=tuple(content["systems"]),
        needs=needed,
        synonyms={name: tuple(known) for name, known in synonyms.items()},
        optional=tuple(content.get("optional", {})),
        by_shape=by_shape,
        needed_in=needed_in,
        renames=content.get("renames", {}),
    )


def _tested(one: Behaviour) -> set[str]:
    conditions = (one.opportunity, one.new_way, one.old_way)
    return {test.column for condition in conditions if condition for test in condition.tests}
