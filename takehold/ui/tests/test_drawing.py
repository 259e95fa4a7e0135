from __future__ import annotations

import re
import struct

from takehold.ui import charts, drawing
from takehold.ui.charts.marks import Annotation
from takehold.ui.charts.palette import LIGHT
from takehold.ui.tests.drawn import HISTORY, trend


def test_the_svg_passes_a_strict_content_policy_and_has_one_label():
    svg = drawing.svg(charts.share_chart(trend(), HISTORY, description="From 10 % to <90> %"))
    assert not re.search(r"\s(style|id|class|on[a-z]+)=", svg)
    assert "<script" not in svg and "<style" not in svg  # noqa: PT018
    assert svg.count("aria-") == 1
    assert 'aria-label="From 10 % to &lt;90&gt; %"' in svg
    assert len(svg) < 25_000


def test_words_of_users_stay_words():
    mark = Annotation(trend().starts[9], "</text><script>alert(1)</script>")
    assert "<script" not in drawing.svg(charts.share_chart(trend(), HISTORY, [mark]))


def test_a_drawing_is_kept_and_taken_from_the_folder(tmp_path):
    spec = charts.spark(trend())
    first = drawing.svg(spec, tmp_path)
    (kept,) = tmp_path.rglob("*.svg")
    kept.write_text("kept")
    assert drawing.svg(spec, tmp_path) == "kept" != first
    assert drawing.svg(charts.spark(trend(12)), tmp_path) != "kept"


def test_a_slide_is_1600_by_900(tmp_path):
    spec = charts.share_chart(trend(), HISTORY, frame=charts.SLIDE, palette=LIGHT, title=("A", "b"))
    picture = drawing.png(spec, tmp_path)
    assert struct.unpack(">II", picture[16:24]) == (1600, 900)
    assert drawing.png(spec, tmp_path) == picture
