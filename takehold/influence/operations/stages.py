"""How a strategic conversation may go on: a table of stages."""

from __future__ import annotations

from typing import Final

from takehold.influence.facts.early import Stage

ORDER: Final = (Stage.IDEA, Stage.OPTIONS, Stage.BUDGET, Stage.DECIDED, Stage.CONTRACTED)
NEXT: Final[dict[Stage, tuple[Stage, ...]]] = {
    Stage.IDEA: (Stage.OPTIONS, Stage.BUDGET, Stage.DECIDED, Stage.CONTRACTED, Stage.DROPPED),
    Stage.OPTIONS: (Stage.IDEA, Stage.BUDGET, Stage.DECIDED, Stage.CONTRACTED, Stage.DROPPED),
    Stage.BUDGET: (Stage.OPTIONS, Stage.DECIDED, Stage.CONTRACTED, Stage.DROPPED),
    Stage.DECIDED: (Stage.CONTRACTED, Stage.DROPPED),
    Stage.CONTRACTED: (),
    Stage.DROPPED: (Stage.IDEA,),
}
"""Where a conversation may come from each stage: on, over stages if need be, one back, or dropped and begun again."""


def possible(stage: Stage) -> tuple[Stage, ...]:
    """Where it may go from here."""
    return NEXT[stage]
