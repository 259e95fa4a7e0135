"""Coding comments by hand, with proposals; whether two coders agree; whether a theme grows."""

from takehold.analysis.themes.facts import DoubleCoding, Growth, Level, Suggestion, ThemeGrowth
from takehold.analysis.themes.growing import growth
from takehold.analysis.themes.proposing import Codebook, suggest
from takehold.analysis.themes.reliability import krippendorff

__all__ = [
    "Codebook",
    "DoubleCoding",
    "Growth",
    "Level",
    "Suggestion",
    "ThemeGrowth",
    "growth",
    "krippendorff",
    "suggest",
]
