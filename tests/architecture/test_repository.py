"""The repository itself: a lock with hashes, one line of why for each dependency, nothing that is not ours to ship."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from .house import PACKAGE

ROOT = PACKAGE.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)")


def test_each_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text.split("\ndependencies = [", 1)[1].split("\n]", 1)[0]
    silent = [line.strip() for line in block.splitlines() if line.strip().startswith('"') and "#" not in line]
    assert silent == []


def test_every_locked_package_carries_hashes() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        entries = re.split(r"\n(?=[a-z0-9])", lock.read_text(), flags=re.I)
        naked = [
            e.splitlines()[0] for e in entries if "==" in e.splitlines()[0] and "--hash=sha256:" not in e
        ]
        assert naked == [], lock.name


def test_copyleft_stays_out_of_the_product() -> None:
    lock = (ROOT / "requirements.lock").read_text().lower()
    for name in (
        "pm4py",
        "igraph",
        "python-igraph",
        "leidenalg",
        "krippendorff",
        "viewflow",
        "changepoint-online",
    ):
        assert f"\n{name}==" not in lock


def test_the_version_stands_in_one_place_and_in_the_changelog() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f'__version__ = "{version}"' in (PACKAGE / "__init__.py").read_text()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


def linked(page: Path) -> list[Path]:
    """What a page of the documentation links to inside the repository."""
    found = [to for to in LINK.findall(page.read_text()) if "://" not in to]
    return [(page.parent / to).resolve() for to in found]


def test_links_of_the_documentation_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/**/*.md")]
    assert [(page.name, str(to)) for page in pages for to in linked(page) if not to.exists()] == []


def test_every_page_of_the_documentation_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page.suffix == ".md" and page not in reached:
            reached.add(page)
            waiting += linked(page)
    assert set((ROOT / "docs").rglob("*.md")) - reached == set()
