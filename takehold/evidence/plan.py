"""What the sandboxed reader must know of a recipe, as plain JSON values on the way into the process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from takehold.evidence.facts import READY_MADE, Columns, Format, Recipe, Shape, Source
from takehold.evidence.limits import Refused

_NEEDED: Final = {
    Shape.EVENTS: ("case", "activity", "at"),
    Shape.CASES: ("case", "at"),
    Shape.COUNTS: ("team", "period", "done", "of"),
    Shape.VALUES: ("team", "period", "mean"),
}
_OPTIONAL: Final = {
    Shape.EVENTS: ("team", "actor", "id"),
    Shape.CASES: ("team", "actor", "id", "activity"),
    Shape.COUNTS: ("old_way",),
    Shape.VALUES: ("n", "sd"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Source, columns, renaming, and the columns carried along. ``behaviour``: key for ready-made counts.

    ``actor_key``: under which persons become numbers, the same at each reading; empty: another at each.
    """

    source: Source
    columns: Columns
    values: Mapping[str, Mapping[str, str]]
    attributes: tuple[str, ...]
    behaviour: str
    actor_key: str = ""

    def parts(self) -> dict[str, str]:
        """Which file column plays which part in this shape."""
        shape = self.source.shape
        found = {part: getattr(self.columns, part) for part in _NEEDED[shape] + _OPTIONAL[shape]}
        return {part: name for part, name in found.items() if name is not None}

    def names(self) -> tuple[str, ...]:
        """All wanted file columns, each once."""
        return tuple(dict.fromkeys([*self.parts().values(), *self.attributes]))

    def renaming(self, part: str, name: str) -> Mapping[str, str]:
        """Old to new values of a column, told by its part or by its name."""
        return {**self.values.get(name, {}), **self.values.get(part, {})}

    def to_json(self) -> dict[str, Any]:
        """Plain values; ``from_json`` gives the plan back."""
        found = asdict(self)
        found["values"] = {part: dict(pairs) for part, pairs in self.values.items()}
        return found

    @staticmethod
    def from_json(found: Mapping[str, Any]) -> Plan:
        """Back from plain values."""
        source = dict(found["source"])
        source["format"], source["shape"] = Format(source["format"]), Shape(source["shape"])
        source["missing"] = tuple(source["missing"])
        return Plan(
            Source(**source),
            Columns(**found["columns"]),
            found["values"],
            tuple(found["attributes"]),
            found["behaviour"],
            found.get("actor_key", ""),
        )


def plan_of(recipe: Recipe) -> Plan:
    """The plan of a recipe.

    Raises:
        Refused: the column mapping leaves out a part without which the shape says nothing.
    """
    shape = recipe.source.shape
    for part in _NEEDED[shape]:
        if getattr(recipe.columns, part) is None:
            raise Refused(
                "The column mapping does not say which column holds “{part}”. Files of the shape “{shape}” "
                "need {needed}.",
                part=part,
                shape=shape.value,
                needed=", ".join(_NEEDED[shape]),
            )
    attributes = (
        ()
        if shape in READY_MADE
        else tuple(name for name in recipe.attributes() if name not in ("case", "activity", "team"))
    )
    behaviour = recipe.behaviours[0].key if recipe.behaviours else "counted"
    values = {part: dict(pairs) for part, pairs in recipe.values.items()}
    return Plan(recipe.source, recipe.columns, values, attributes, behaviour)
