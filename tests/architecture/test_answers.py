"""What people answered is read by the disclosure engine alone: by import, by name, and by the name of its tables."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from .house import PACKAGE, modules

HOLDS = {"Answer", "Comment", "NamedAnswer", "Release", "ReleasedComment", "Member"}
TABLES = re.compile(r"gather_(answer|comment|namedanswer|release|releasedcomment|member)\b")
READER = PACKAGE / "gather" / "disclosure"
WRITER = PACKAGE / "gather" / "operations" / "answering.py"
STORED = PACKAGE / "gather" / "models"
WRITES = {"create", "bulk_create", "save"}


def outsiders() -> list[Path]:
    return [path for path in modules() if not path.is_relative_to(READER) and not path.is_relative_to(STORED)]


def names_of_models(tree: ast.Module) -> set[str]:
    """Names of stored answers that a module reaches, by import or as ``models.Answer``."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("takehold.gather.models"):
            found |= {alias.name for alias in node.names} & HOLDS
            found |= {"answers"} & {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.endswith("gather.models.answers")}
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] in (
            "models",
            "answers",
        ):
            found |= {node.attr} & HOLDS
    return found


def test_no_other_module_reaches_answers() -> None:
    found = {
        str(p.relative_to(PACKAGE)): names
        for p in outsiders()
        if (names := names_of_models(ast.parse(p.read_text())))
    }
    assert found.pop("gather/operations/answering.py", set()) <= {"Answer", "Comment", "NamedAnswer"}
    assert found == {}


def test_the_writer_writes_and_reads_nothing() -> None:
    used = {
        node.func.attr
        for node in ast.walk(ast.parse(WRITER.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and re.match(r"(Answer|Comment|NamedAnswer)\b", ast.unparse(node.func.value))
    }
    assert used <= WRITES


def test_no_query_in_words_names_a_table_of_answers() -> None:
    assert [str(p.relative_to(PACKAGE)) for p in outsiders() if TABLES.search(p.read_text())] == []


def test_no_row_leads_back_to_answers() -> None:
    """No relation from another table can be followed to an answer: none of theirs has a way back."""
    text = (STORED / "answers.py").read_text()
    assert text.count("ForeignKey(") == text.count('related_name="+"')
