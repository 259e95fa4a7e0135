"""The result of a round as a table for other programs: a row a statement and group, totals and never a voter."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from takehold.cocreation.facts.results import Results, StatementResult, Three, Told
from takehold.ui.cells import harmless

HEAD = ("statement", "text", "group", "voted", "agree", "disagree", "pass", "common", "divides")


def rows(found: Results) -> Iterator[tuple[str, ...]]:
    """The head, then everybody together, opinion groups and groups of teams, statement by statement."""
    yield HEAD
    for statement in found.statements:
        yield _row(statement, _("everybody"), statement.whole)
        for group, three in zip(found.groups, statement.by_group, strict=True):
            yield _row(statement, _("opinion group {letter}").format(letter=group.letter), three)
    texts = {each.number: each for each in found.statements}
    for team in found.teams:
        for number, three in team.by_statement:
            yield _row(texts[number], team.name, three)


def _row(statement: StatementResult, group: str, three: Three | None) -> tuple[str, ...]:
    shares = (
        ("", "", "", "")
        if three is None
        else (three.n, _share(three.agree), _share(three.disagree), _share(three.passed))
    )
    common = statement.common.value if statement.common is not None else ""
    cells = (
        str(statement.number),
        statement.text,
        group,
        *shares,
        common,
        "yes" if statement.divides else "",
    )
    return tuple(harmless(each) for each in cells)


def _share(told: Told) -> str:
    between = f"{told.low}-{told.high}"
    return between if told.middle is None else f"{told.middle} ({between})"
