"""``takehold verify-privacy``: an attack on the confidentiality of surveys, in the open."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Final

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import home as data_home
from takehold.gather.facts.disclosure import ProofFact

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


def _tell(found: ProofFact, trees: int) -> None:
    click.echo(
        tell(
            "Attacked: {organisations} made-up organisations, and this site's own {trees} trees with {groups} groups.",
            organisations=found.organisations, trees=trees, groups=found.groups,
        )
    )  # fmt: skip
    if found.holds:
        click.echo(tell("Nothing about a person, or about fewer than five people, can be worked out."))
        click.echo(
            tell(
                "Of those who answer, {share} % are told of in a report of their own team, where 75 % answer.",
                share=round(100 * found.own_team),
            )
        )
        return
    click.echo(tell("{times} times something could be worked out. For example:", times=found.found))
    for example in found.examples:
        click.echo(f"  {example}")
    if found.without:
        click.echo(
            tell(
                "That is what the rule {rule} is for. The site itself has it; nothing was changed.",
                rule=found.without,
            )
        )
