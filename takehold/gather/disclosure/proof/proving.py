"""Many organisations under attack, and this one's own tree: counted, and kept as a small report."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path as File
from typing import Final

from takehold.gather.disclosure.proof.house import HOUSE, WITHOUT, House
from takehold.gather.disclosure.proof.trial import examine, freeze, release, trial
from takehold.gather.disclosure.proof.worlds import of_sizes, realistic
from takehold.gather.disclosure.tree import Path
from takehold.gather.facts.disclosure import ProofFact

REPORT: Final = "privacy-proof.json"
TRIES: Final = 100
"""Surveys drawn for each of the organisation's own trees."""
EXAMPLES: Final = 5
Sizes = Mapping[Path, int]


def prove(
    *,
    organisations: int,
    trees: Sequence[Sizes],
    now: datetime,
    clock: Callable[[], float],
    without: str = "",
    seed: int = 0,
    progress: Callable[[int], None] = lambda _done: None,
) -> ProofFact:
    """Attack ``organisations`` made-up ones and ``trees`` of a real one: sizes by place, no people.

    Raises ``KeyError`` for a rule that is not one of ``WITHOUT``. ``clock`` tells seconds.
    """
    house = WITHOUT[without] if without else HOUSE
    began = clock()
    found: Counter[str] = Counter()
    for number in range(organisations):
        found.update(trial(seed + number, house))
        progress(1)
    for sizes in trees:
        found.update(attacked(sizes, house, seed))
        progress(1)
    return ProofFact(
        at=now,
        organisations=organisations,
        groups=sum(len(sizes) for sizes in trees),
        found=found.total(),
        examples=tuple(sorted(found)[:EXAMPLES]),
        own_team=round(own_team_share(seed), 3),
        seconds=round(clock() - began, 1),
        without=without,
    )


def attacked(sizes: Sizes, house: House, seed: int, tries: int = TRIES) -> Iterator[str]:
    """What can be worked out of surveys in a tree of which only the sizes are known."""
    rng = random.Random(f"tree {seed}")  # noqa: S311 - made-up answers, the same every time
    for _try in range(tries):
        yield from examine(of_sizes(rng, sizes, rng.uniform(0.3, 0.98)), house, rng)


def own_team_share(seed: int, organisations: int = 20, house: House = HOUSE) -> float:
    """Share of respondents told of in a report of their own team alone: teams of 8 to 35, 75 % answering."""
    rng = random.Random(f"own team {seed}")  # noqa: S311
    own = every = 0
    for _number in range(organisations):
        asking = realistic(rng, rng.randint(6, 40))
        cells, where = freeze(asking.invited, "team", house)
        told = release(cells, where, asking.answered, house, rng)
        shared = Counter(told.published.atoms)
        alone = {
            at
            for at, atom in enumerate(told.published.atoms)
            if shared[atom] == 1 and " + " not in cells[at][-1]
        }
        own += sum(cell in alone for cell in told.cell_of.values())
        every += len(told.cell_of)
    return own / every


def keep(found: ProofFact, home: File) -> None:
    """Write the report where ``last`` finds it. One with a rule taken away is not kept: it says nothing of the house."""
    if found.without:
        return
    target = home / REPORT
    partial = target.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(found) | {"at": found.at.isoformat()}))
    partial.replace(target)


def last(home: File) -> ProofFact | None:
    """The last report kept in this folder; None where there is none, or it cannot be read."""
    try:
        said = json.loads((home / REPORT).read_text())
        at = datetime.fromisoformat(said.pop("at"))
        return ProofFact(**{**said, "at": at, "examples": tuple(said["examples"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
