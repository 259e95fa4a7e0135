"""``takehold verify-privacy``: an attack on the confidentiality of surveys, in the open."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, Final

import click

from takehold.cli.site import home as data_home

RULES: Final = ("opening-groups", "closing-groups", "remainder", "questions", "bands", "comments", "shuffle",
                "late-answers", "before-close", "participation", "one-tree")  # fmt: skip


@click.command(name="verify-privacy")
@click.option(
    "--without",
    type=click.Choice(RULES),
    default=None,
    help="Take one rule away, and see the attack succeed.",
)
@click.option(
    "--organisations", type=click.IntRange(1, 100_000), default=1000, show_default=True,
    help="How many made-up organisations to attack, of 10 to 2,000 people each.",
)  # fmt: skip
@data_home.home_option
def verify_privacy(without: str | None, organisations: int, home: Path) -> None:
    """Attack what surveys tell, with everything that all viewers together may read.

    Made-up organisations, and this one's own teams and surveys (their sizes, no answers). Exit code 1 when anything
    about fewer than five people, or about one, can be worked out.
    """
    data_home.start_existing(home)
    from takehold.gather.disclosure import proof

    now = datetime.now(UTC)
    trees = proof.trees(on=now.date())
    with click.progressbar(
        length=organisations + len(trees), hidden=not sys.stderr.isatty(), file=sys.stderr
    ) as bar:
        found = proof.prove(
            organisations=organisations,
            trees=trees,
            now=now,
            clock=monotonic,
            without=without or "",
            progress=bar.update,
        )
    proof.keep(found, home)
    _tell(found, len(trees))
    if not found.holds:
        raise SystemExit(1)


def _tell(found: Any, trees: int) -> None:
    click.echo(
        f"Attacked: {found.organisations:,} made-up organisations, and {trees} of this one's own trees with "
        f"{found.groups:,} groups. {found.seconds:.0f} seconds."
    )
    if found.holds:
        click.echo("Nothing about a person, or about fewer than five people, can be worked out.")
        click.echo(f"Of those who answer, {found.own_team:.0%} are told of in a report of their own team.")
        return
    click.echo(f"{found.found:,} times something could be worked out. For example:")
    for example in found.examples:
        click.echo(f"  {example}")
    if found.without:
        click.echo(
            f"That is what the rule {found.without!r} is for. The site itself has it; nothing was changed."
        )
