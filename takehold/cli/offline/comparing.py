"""``takehold process``: is a process the same everywhere, before technology is put on top of it?"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from takehold.cli.offline.language import tell, tell_error, translations
from takehold.cli.offline.terminal import Misuse, clean, columns, progress

if TYPE_CHECKING:
    from takehold.evidence.consistency import Consistency
    from takehold.evidence.facts import Recipe

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
SEED: Final = 1
WAYS_SHOWN: Final = 5
STEPS_SHOWN: Final = 8


@click.command(name="process")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--recipe", "recipe_path", type=FILE, required=True, help="Column mapping with rules (TOML).")
@click.option(
    "--kind",
    metavar="COLUMN",
    help="Column that tells kinds of cases apart; teams are compared within them. Instead of the mapping's own.",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--check", is_flag=True, help="Exit with 1 when teams differ by more than their cases explain.")
def command(files: tuple[Path, ...], recipe_path: Path, kind: str | None, as_json: bool, check: bool) -> None:
    """Say in how many ways cases run, how long they take, and which teams break the rules more often than their cases explain."""
    found = _examined(files, recipe_path, kind)
    translate = translations()
    if as_json:
        click.echo(json.dumps([_values(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for number, each in enumerate(found):
            for line in _told(each, found[number - 1] if number else None, translate):
                click.echo(line)
        if not found:
            click.echo(tell("No case is over yet, so there is nothing to compare."))
    if check and any(each.standard is not None and each.standard.inconsistent for each in found):
        raise SystemExit(1)


def _examined(files: tuple[Path, ...], recipe_path: Path, kind: str | None) -> tuple[Consistency, ...]:
    import numpy as np

    from takehold.evidence.conditions import NoSuchColumn
    from takehold.evidence.consistency import NoRules, examine
    from takehold.evidence.limits import Refused
    from takehold.evidence.recipe import RecipeError

    try:
        with progress(tell("Reading")) as at:
            recipe = _recipe(recipe_path)
            return examine(files, recipe, rng=np.random.default_rng(SEED), kind=kind, progress=at)[1]
    except (Refused, RecipeError, NoRules, NoSuchColumn) as error:
        raise Misuse(tell_error(error)) from error


def _recipe(path: Path) -> Recipe:
    from takehold.evidence.recipe import parse

    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(tell("{path} cannot be read as text: {why}.", path=str(path), why=str(error))) from error


def _values(one: Consistency) -> dict[str, object]:
    known = one.standard
    return {
        "key": one.behaviour.key,
        "name": one.behaviour.name,
        "variants": dataclasses.asdict(one.variants),
        "ways": [dataclasses.asdict(way) for way in one.ways],
        "time": dataclasses.asdict(one.time),
        "standard": dataclasses.asdict(known) if known else None,
        "cautions": [{"code": each.code, **each.numbers} for each in one.cautions],
    }


def _told(one: Consistency, before: Consistency | None, translate: NullTranslations) -> Iterator[str]:
    from takehold.evidence.report import of_library
    from takehold.evidence.wording import consistency as said

    if before:
        yield ""
    name = clean(of_library(one.behaviour.name, translate))
    yield click.style(f"{name}: {said.same_everywhere(one.standard, translate)}", bold=True)
    if one.standard:
        yield from _teams(one, translate)
    same = before and (before.variants, before.ways, before.time) == (one.variants, one.ways, one.time)
    if not same:
        yield ""
        yield from _cases(one, translate)


def _cases(one: Consistency, translate: NullTranslations) -> Iterator[str]:
    from takehold.analysis.facts import Coded
    from takehold.evidence import wording
    from takehold.evidence.wording import consistency as said

    yield said.in_ways(one.variants, translate)
    for way in one.ways[:WAYS_SHOWN]:
        steps = " > ".join(clean(step) for step in way.steps[:STEPS_SHOWN])
        more = " > …" if way.length > STEPS_SHOWN else ""
        yield f"{wording.number(way.cases, translate):>9}  {steps}{more}"
    yield said.taking(one.time, translate)
    for coded in (*one.cautions, Coded("small_team")):
        yield "- " + wording.caution(coded, translate)


def _teams(one: Consistency, translate: NullTranslations) -> Iterator[str]:
    from takehold.evidence import wording
    from takehold.evidence.wording import consistency as said

    if one.standard is None:
        return
    head = (
        translate.gettext("Team"),
        translate.gettext("breaks the rules"),
        "",
        translate.gettext("expected of its cases"),
        "",
    )
    rows = [
        (
            clean(team.team) or translate.gettext("no team"),
            wording.percent(team.crude, translate),
            translate.gettext("of %(n)s") % {"n": wording.number(team.cases, translate)},
            wording.percent(team.expected, translate),
            said.differs(team, translate),
        )
        for team in one.standard.teams
    ]
    yield from columns([head, *rows], right=frozenset((1, 2, 3)))
    if one.standard.too_small:
        small = ", ".join(clean(name) or translate.gettext("no team") for name in one.standard.too_small)
        yield translate.gettext("Too few cases to compare:") + f" {small}."
