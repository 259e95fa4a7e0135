"""On which line of a TOML text a key stands: ``tomllib`` does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)([^\[\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|' + r"'[^']*'")


def key_lines(text: str) -> Mapping[Path, int]:
    """1-based line of each table and key outside inline tables, by path; the n-th array table has index n."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth, fence = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if depth == 0:
            if header := _HEADER.match(line):
                table = _table(header, counts)
                found.setdefault(table, number)
                continue
            if key := _KEY.match(line):
                found.setdefault((*table, *_parts(key.group(1))), number)
        fence = next((f for f in ('"""', "'''") if line.count(f) % 2), "")
        bare = _STRING.sub("", line).split("#", 1)[0]
        depth = max(0, depth + sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}"))
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of ``path``, else of the nearest table or key around it."""
    for length in range(len(path), 0, -1):
        if (line := lines.get(path[:length])) is not None:
            return line
    return None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(g for g in match.groups() if g is not None) for match in _PART.finditer(dotted))


def _table(header: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path of a table header, with the index of each array table that it lies in."""
    path: Path = ()
    names = _parts(header.group(2))
    for place, name in enumerate(names):
        path = (*path, name)
        if place == len(names) - 1 and header.group(1) == "[[":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
