"""``takehold verdict``: files in, a verdict out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import click

from takehold.cli.offline.language import tell, tell_error, translations
from takehold.cli.offline.terminal import Day, Misuse, Share, progress

if TYPE_CHECKING:
    from datetime import date

    from takehold.analysis.facts import UnitVerdict
    from takehold.evidence.facts import Recipe
    from takehold.evidence.reckoning import Report

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command(name="verdict")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option(
    "--recipe", "recipe_path", type=FILE, help="Column mapping and behaviours (TOML); see takehold inspect."
)
@click.option(
    "--behaviour", "keys", multiple=True, metavar="KEY", help="A ready behaviour; may be given several times."
)
@click.option(
    "--target",
    type=Share(),
    help="Share to reach, such as 0.9, for all behaviours.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the stable JSON form (takehold.verdict/1).")
@click.option("--html", "html_path", type=OUT, metavar="OUT", help="Write a report as one HTML file.")
@click.option(
    "--evidence",
    "evidence_path",
    type=OUT,
    metavar="OUT",
    help="Write the counts behind the verdict (Parquet).",
)
@click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    help="Day of the verdict; by default the last day in the files.",
)
@click.option("--engine", default="duckdb", show_default=True, help="duckdb, spark, or sc://host:port.")
@click.option(
    "--budget",
    type=click.FloatRange(min=0.1),
    default=12.0,
    show_default=True,
    help="False alerts accepted a year.",
)
@click.option("--check", is_flag=True, help="Exit with 1 unless every behaviour is holding or taking hold.")
def command(
    files: tuple[Path, ...],
    recipe_path: Path | None,
    keys: tuple[str, ...],
    target: float | None,
    as_json: bool,
    html_path: Path | None,
    evidence_path: Path | None,
    as_of: date | None,
    engine: str,
    budget: float,
    check: bool,
) -> None:
    """Say for each behaviour and team whether it is being done, since when, and how it got there."""
    report = _reckoned(files, recipe_path, keys, target, as_of, engine, budget)
    translate = translations()
    if report.reports and (html_path or evidence_path or check):
        raise Misuse(
            tell(
                "A file of values has no shares and no verdicts: --html, --evidence and --check do not apply. --json has its series."
            )
        )
    if html_path:
        _write(html_path, _html(report, translate).encode())
    if evidence_path:
        _write_evidence(evidence_path, report)
    if as_json:
        from takehold.evidence import verdict_json

        click.echo(json.dumps(verdict_json.render(report, translate), ensure_ascii=False, indent=2))
    else:
        from takehold.cli.offline.telling import told

        for line in told(report, translate):
            click.echo(line)
        if html_path:
            click.echo(tell("The report is in {path}.", path=str(html_path)))
        if evidence_path:
            click.echo(tell("The counts are in {path}.", path=str(evidence_path)))
    if check and not _all_well(report):
        raise SystemExit(1)


def _reckoned(
    files: Sequence[Path],
    recipe_path: Path | None,
    keys: Sequence[str],
    target: float | None,
    as_of: date | None,
    engine: str,
    budget: float,
) -> Report:
    from takehold.evidence.conditions import NoSuchColumn
    from takehold.evidence.engines import UnknownEngine
    from takehold.evidence.library import NotInLibrary
    from takehold.evidence.limits import Refused
    from takehold.evidence.recipe import RecipeError
    from takehold.evidence.reckoning import reckon

    try:
        recipe = _recipe(files, recipe_path, keys, target)
        with progress(tell("Reading")) as at:
            report = reckon(
                files,
                recipe,
                as_of=as_of,
                engine=engine,
                budget=budget,
                progress=at,
            )
    except (Refused, RecipeError, NotInLibrary, NoSuchColumn, UnknownEngine) as error:
        raise Misuse(tell_error(error)) from error
    first = report.reading.first.date() if report.reading.first else None
    if as_of is not None and first is not None and as_of < first:
        raise Misuse(
            tell(
                "The data begin on {day_first}: as of {day_asked} there is nothing to judge. Choose a later day with --as-of.",
                day_first=first.isoformat(),
                day_asked=as_of.isoformat(),
            )
        )
    return report


def _recipe(
    files: Sequence[Path], recipe_path: Path | None, keys: Sequence[str], target: float | None
) -> Recipe:
    import dataclasses

    from takehold.evidence.recipe import parse, sealed

    if recipe_path is None and not keys:
        raise Misuse(
            tell(
                "Say what to look at: --recipe RECIPE, or --behaviour KEY. takehold behaviours FILE lists the keys."
            )
        )
    mapping = parse(_text(recipe_path)) if recipe_path else None
    if keys:
        return _from_library(files[0], mapping, keys, target)
    if mapping is None or not mapping.behaviours:
        raise Misuse(
            tell(
                "{path} has no [[behaviour]]; add one, or name a ready one with --behaviour KEY.",
                path=str(recipe_path),
            )
        )
    if target is None:
        return mapping
    behaviours = tuple(dataclasses.replace(b, target=target) for b in mapping.behaviours)
    return sealed(dataclasses.replace(mapping, behaviours=behaviours))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(tell("{path} cannot be read as text: {why}.", path=str(path), why=str(error))) from error


def _from_library(file: Path, mapping: Recipe | None, keys: Sequence[str], target: float | None) -> Recipe:
    """Ready behaviours bound to the file's columns, by the given column mapping or else the proposed one."""
    import dataclasses

    from takehold.evidence.inspection import NO_RECORDS, inspect
    from takehold.evidence.library import entry, recipe_for
    from takehold.evidence.recipe import sealed

    for key in keys:
        entry(key)
    found = inspect(file)
    if any(caution.code == "no_records" for caution in found.cautions):
        raise Misuse(tell(NO_RECORDS))
    if mapping is None and found.questions:
        asked = " ".join(tell(question.text) for question in found.questions)
        raise Misuse(
            tell(
                "{questions} Write the answer into a column mapping (takehold inspect {file}) and add --recipe recipe.toml.",
                questions=asked,
                file=str(file),
            )
        )
    proposed = recipe_for(dataclasses.replace(found, proposed=mapping or found.proposed), keys, target=target)
    own = mapping.behaviours if mapping else ()
    return sealed(dataclasses.replace(proposed, behaviours=(*own, *proposed.behaviours)))


def _html(report: Report, translate: NullTranslations) -> str:
    from takehold.cli.offline.drawing import chart
    from takehold.evidence.report import html

    def draw(verdict: UnitVerdict, target: float | None, go_live: date | None, narrow: bool) -> str:
        return chart(verdict, target, go_live, narrow, translate)

    return html(report, translate, draw)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Misuse(
            tell("{path} cannot be written: {why}.", path=str(path), why=error.strerror or "")
        ) from error


def _write_evidence(path: Path, report: Report) -> None:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    from takehold.evidence.reckoning import shareable

    sink = io.BytesIO()
    pq.write_table(pa.concat_tables([shareable(one) for one in report.behaviours]), sink)
    _write(path, sink.getvalue())


def _all_well(report: Report) -> bool:
    from takehold.analysis.facts import Verdict
    from takehold.evidence.report import worst

    return all(worst(b.verdict) in (Verdict.HOLDING, Verdict.TAKING_HOLD) for b in report.behaviours)
