"""Adding a connector is adding a folder; taking the folder away takes it away."""

from __future__ import annotations

from pathlib import Path

from takehold.gather.sources import connecting, registry

FOLDER = Path(registry.__file__).parent


def test_a_kind_is_a_folder_with_a_connector(tmp_path: Path) -> None:
    assert registry.kinds((str(tmp_path),)) == ()
    for name in ("cmdb", "unfinished"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "cmdb" / "connector.py").touch()
    assert registry.kinds((str(tmp_path),)) == ("cmdb",)
    assert registry.connector("no-such") is None
    for each in registry.connectors():
        assert isinstance(each, connecting.Connector)
        assert (FOLDER / each.kind / "connector.py").exists()
        assert each.recipe(()).source.shape


def test_nothing_outside_a_connectors_folder_speaks_of_it() -> None:
    package = FOLDER.parents[1]
    for kind in registry.kinds():
        dotted = f"takehold.gather.sources.{kind}"
        speaking = [
            path
            for path in package.rglob("*.py")
            if "tests" not in path.parts and FOLDER / kind not in path.parents and dotted in path.read_text()
        ]
        assert speaking == []
