"""The steps that stand in a file, and how many of its cases keep a rule over them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from uuid import UUID

from django.utils import translation

from takehold.evidence.facts import Behaviour
from takehold.evidence.limits import Refused
from takehold.evidence.sentences import told
from takehold.gather.facts import Draft, RuleTrial, Steps, ValueCount
from takehold.gather.queries import draft_rows, kept, trying
from takehold.people.facts import Viewer

MOST_STEPS = 300


def steps(*, viewer: Viewer, draft_id: UUID, home: Path) -> Steps:
    """The steps of the whole file, the most frequent first; of the first records where it is too large for that."""
    row = draft_rows.row(viewer=viewer, draft_id=draft_id)
    draft = draft_rows.fact(row)
    try:
        trial = trying.whole(draft, kept.path(home, row.id, row.stored_name))
    except Refused as error:
        return Steps((), whole=False, problem=told(error.sentence, translation))
    if trial is None:
        return Steps(_of_the_first_records(draft), whole=False)
    found = trying.activities(trial, MOST_STEPS + 1)
    values = tuple(ValueCount(value, rows) for value, rows in found[:MOST_STEPS])
    return Steps(values, whole=len(found) <= MOST_STEPS)


def try_rules(*, viewer: Viewer, draft_id: UUID, behaviour: Behaviour, home: Path) -> RuleTrial | None:
    """How many cases of the file keep each rule, and all of them; None where the file is too large to be tried."""
    row = draft_rows.row(viewer=viewer, draft_id=draft_id)
    draft = draft_rows.fact(row)
    trial = trying.whole(draft, kept.path(home, row.id, row.stored_name))
    if trial is None:
        return None
    alone = [
        dataclasses.replace(behaviour, key=f"rule-{number}", rules=(rule,))
        for number, rule in enumerate(behaviour.rules)
    ]
    every, *each = trying.rule_counts(trial, [behaviour, *(alone if len(alone) > 1 else ())])
    return RuleTrial(every, tuple(each))


def _of_the_first_records(draft: Draft) -> tuple[ValueCount, ...]:
    recipe, names = draft.recipe, draft.sample.names
    column = recipe.columns.activity if recipe else None
    if recipe is None or column not in names:
        return ()
    place, renames = names.index(column), recipe.values.get("activity", {})
    counts = Counter(renames.get(row[place], row[place]) for row in draft.sample.rows if row[place].strip())
    seen = draft.sample.column(column)
    for value in seen.samples if seen else ():
        counts.setdefault(renames.get(value, value), 0)
    return tuple(ValueCount(value, rows) for value, rows in counts.most_common())
