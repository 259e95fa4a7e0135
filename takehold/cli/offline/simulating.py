"""``takehold simulate``: a seeded hospital as files, with the column mappings of its three changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from takehold.cli.offline.language import tell
from takehold.cli.offline.terminal import Misuse

DEFAULT_END = "2026-06-28"


@click.command(name="simulate")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files."
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="The same seed gives the same files.",
)
@click.option(
    "--end", type=click.DateTime(["%Y-%m-%d"]), default=DEFAULT_END, show_default=True, help="Last day."
)
def command(out: Path, seed: int, end: datetime) -> None:
    """Write a made-up hospital of 1,200 people and 60 teams: exports as its systems would hand them out."""
    from takehold.simulation.hospital import build

    hospital = build(seed, end.date())
    files = {table.name: table.csv() for table in hospital.tables.values()}
    files |= {f"{change.key}.recipe.toml": change.recipe for change in hospital.changes}
    taken = [name for name in files if (out / name).exists()]
    if taken:
        raise Misuse(
            tell(
                "{folder} already holds {names}; nothing was written. Choose another folder.",
                folder=str(out),
                names=", ".join(sorted(taken)[:3]),
            )
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Misuse(
            tell("{folder} cannot be written: {why}.", folder=str(out), why=error.strerror or "")
        ) from error
    click.echo(
        tell(
            "{count} files of {name} are in {folder}. A first verdict:",
            count=len(files),
            name=hospital.name,
            folder=str(out),
        )
    )
    change = hospital.changes[0]
    click.echo(
        f"  takehold verdict {out / change.file} --recipe {out / (change.key + '.recipe.toml')} --html report.html"
    )
