"""Charts as Vega-Lite specifications: functions from analysis facts to a dict. Nothing is drawn here.

One view holds the share (above) and the chances (small bars below), each on its own range of the height, so that the
size of the picture is exact and does not depend on the length of a label.
"""

from takehold.ui.charts.coarser import coarser
from takehold.ui.charts.control import NARROW as CONTROL_NARROW
from takehold.ui.charts.control import control_chart, kind
from takehold.ui.charts.frame import NARROW, SLIDE, WIDE, Frame, Spec, Words
from takehold.ui.charts.marks import Annotation
from takehold.ui.charts.palette import DARK, LIGHT, PAGE, Palette
from takehold.ui.charts.ranges import Range, range_chart
from takehold.ui.charts.share import describe, share_chart
from takehold.ui.charts.spark import spark
from takehold.ui.charts.stances import Stance, Stances, stances_chart
from takehold.ui.charts.value import value_chart

__all__ = [
    "CONTROL_NARROW",
    "DARK",
    "LIGHT",
    "NARROW",
    "PAGE",
    "SLIDE",
    "WIDE",
    "Annotation",
    "Frame",
    "Palette",
    "Range",
    "Spec",
    "Stance",
    "Stances",
    "Words",
    "coarser",
    "control_chart",
    "describe",
    "kind",
    "range_chart",
    "share_chart",
    "spark",
    "stances_chart",
    "value_chart",
]
