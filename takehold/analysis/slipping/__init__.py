"""Is a team that held a behaviour sliding back? A Shiryaev-Roberts e-detector, weekly, under a false-alert budget."""

from takehold.analysis.slipping.facts import SlipSettings, SlipState, Tier, WeeklyCounts
from takehold.analysis.slipping.watching import watch_all

__all__ = ["SlipSettings", "SlipState", "Tier", "WeeklyCounts", "watch_all"]
