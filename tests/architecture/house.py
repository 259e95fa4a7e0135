"""The rooms as they lie on disk, for the tests that hold their shape."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "takehold"
ROOMS = ("analysis", "simulation", "evidence", "ledger", "audit", "ui", "people", "initiatives", "gather", "influence",
         "alignment", "cocreation", "governance", "gaps", "bridge", "shadow_it", "missteps", "celebrate", "overview",
         "cli", "config")  # fmt: skip
LINE = {"analysis": 1, "simulation": 1, "evidence": 2, "ledger": 3, "audit": 3, "ui": 3, "people": 4, "initiatives": 5,
        "gather": 6, "influence": 7, "alignment": 7, "cocreation": 7, "governance": 8, "gaps": 9, "bridge": 10, "shadow_it": 10, "missteps": 11, "celebrate": 12, "overview": 13, "cli": 14, "config": 14}  # fmt: skip


def modules(*, tests: bool = False) -> Iterator[Path]:
    """Python files of the package; with ``tests`` only those in tests folders, else only the others."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if "migrations" in parts or "__pycache__" in parts:
            continue
        if ("tests" in parts) == tests:
            yield path


def source_lines(path: Path) -> int:
    """Lines that hold code: no blank lines, comments or docstrings."""
    text = path.read_text()
    code: set[int] = set()
    skip = (
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    )
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in skip:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - docstring_lines(ast.parse(text)))


def docstring_lines(tree: ast.Module) -> set[int]:
    """Line numbers that docstrings cover."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                lines.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return lines


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a module with its lines of code; docstring, comments and blank lines not counted."""
    text = path.read_text()
    tree = ast.parse(text)
    documented = docstring_lines(tree)
    silent = {
        n for n, line in enumerate(text.splitlines(), 1) if not line.strip() or line.lstrip().startswith("#")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            span = set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            yield node.name, len(span - documented - silent)


def imported(path: Path) -> Iterator[str]:
    """Dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
