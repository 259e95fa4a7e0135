"""Time, queries and size of every page at ten times the demo, inside one process and through the server."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.pages import measuring, site

SMALL = site.Size(teams=50, people=1_000, changes=5, weeks=80)


def main() -> int:
    """Build (or reuse) the site, open every page, print the table.

    At the full size it is kept in ``results.md``, and the exit code is 1 when a page misses a figure.
    """
    asked = argparse.ArgumentParser(prog="benchmarks.pages", description=__doc__)
    asked.add_argument("--home", type=Path, help="keep the site here; used again when it is there already")
    asked.add_argument("--teams", type=int, default=500)
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--changes", type=int, default=30)
    asked.add_argument("--weeks", type=int, default=156)
    asked.add_argument("--views", type=int, default=30, help="how often each page is opened as each role")
    asked.add_argument("--only", default="", help="only pages with this in their name")
    asked.add_argument("--short", action="store_true", help="a small site, each page opened a few times")
    said = asked.parse_args()
    size = site.Size(said.teams, said.people, said.changes, said.weeks)
    if said.short:
        size, said.views = SMALL, min(said.views, 3)
    if said.home is not None:
        return measuring.everything(said.home.resolve(), size, said.views, said.only)
    with tempfile.TemporaryDirectory(prefix="takehold-pages-") as name:
        return measuring.everything(Path(name), size, said.views, said.only)


if __name__ == "__main__":
    sys.exit(main())
