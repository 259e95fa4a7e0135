"""``python -m benchmarks``: what there is. ``NAME [words for it]`` runs one; ``short`` each in its short form, in a few
minutes; ``all`` each in full, which writes its results beside it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def known() -> dict[str, str]:
    """Name of each benchmark -> the first line of what it says of itself."""
    found = {path.stem: path for path in HERE.glob("[!_]*.py")}
    found |= {path.parent.name: path for path in HERE.glob("*/__main__.py")}
    told = {}
    for name, path in sorted(found.items()):
        says = ast.get_docstring(ast.parse(path.read_text())) or ""
        told[name] = says.partition("\n")[0]
    return told


def main(words: list[str]) -> int:
    """List, or run what is named in a process of its own. The exit code is the worst of those that ran."""
    benchmarks = known()
    name, rest = (words[0], words[1:]) if words else ("", [])
    if name in benchmarks:
        return run(name, rest)
    if name in ("all", "short"):
        return max(run(each, ["--short"] if name == "short" else []) for each in benchmarks)
    if name:
        print(f"There is no benchmark {name!r}.\n", file=sys.stderr)
    print("python -m benchmarks NAME, or short, or all:\n")
    for each, says in benchmarks.items():
        print(f"  {each:<12} {says}")
    return 2 if name else 0


def run(name: str, words: list[str]) -> int:
    """One benchmark, from the root of the repository."""
    print(f"== {name}", flush=True)
    return subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *words], cwd=HERE.parent, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
