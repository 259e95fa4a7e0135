"""Small files named after their one idea: the ceilings of the house."""

from __future__ import annotations

from .house import PACKAGE, functions, modules, source_lines

MODULE, TEST_MODULE, FUNCTION, TEMPLATE = 300, 500, 40, 150


def test_no_module_outgrows_its_ceiling() -> None:
    tall = {str(p.relative_to(PACKAGE)): source_lines(p) for p in modules()}
    assert {name: n for name, n in tall.items() if n > MODULE} == {}


def test_no_test_module_outgrows_its_ceiling() -> None:
    beside = [*modules(tests=True), *(PACKAGE.parent / "tests").rglob("*.py")]
    assert {str(p): n for p in beside if (n := source_lines(p)) > TEST_MODULE} == {}


def test_no_function_outgrows_its_ceiling() -> None:
    long = {
        f"{p.relative_to(PACKAGE)}:{name}": n for p in modules() for name, n in functions(p) if n > FUNCTION
    }
    assert long == {}


def test_no_template_outgrows_its_ceiling() -> None:
    templates = [p for p in PACKAGE.rglob("templates/**/*") if p.suffix in {".html", ".txt", ".j2"}]
    assert {
        str(p.relative_to(PACKAGE)): n for p in templates if (n := len(p.read_text().splitlines())) > TEMPLATE
    } == {}
