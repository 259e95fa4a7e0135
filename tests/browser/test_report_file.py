"""The report file in a browser: no finding of axe-core, nothing wider than the screen, nothing asked of the network."""

import gettext
from pathlib import Path

import pytest

from takehold.cli.offline.judging import _html
from takehold.evidence.tests.reports import report

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture(scope="module", params=[1, 2], ids=["one behaviour", "two behaviours"])
def file(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(_html(report(several=request.param), gettext.NullTranslations()), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_finding_in_either_theme_on_phone_and_desk(chromium, file, scheme, width):
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [file.as_uri()]
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]] == []
        assert len(found["passes"]) > 20
    finally:
        context.close()
